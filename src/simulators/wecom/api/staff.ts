import { z } from "zod";
import type { Department, User } from "../corp.ts";
import { Fault } from "../faults.ts";
import { userOrFault } from "../find.ts";
import type { World } from "../world.ts";
import { type Apis, type Ask, given, limitOf, pageBy, read } from "./ask.ts";

/** Departments and members. https://developer.work.weixin.qq.com/document/path/90208 and 90201 */

const asDepartment = ({ id, name, parentid, order, leaders }: Department) => ({ id, name, parentid, order, department_leader: leaders });

/** A department and all below it, the nearest first. */
export function branch({ state }: World, id: number): Set<number> {
  const found = new Set([id]);
  for (const one of found) for (const child of state.departments.values()) if (child.parentid === one) found.add(child.id);
  return found;
}

/** A number out of a query; 60123 for one that is none, and for a department nobody has. */
function departmentAsked({ world, query }: Ask, name: string): number | undefined {
  if (query[name] === undefined || query[name] === "") return undefined;
  const id = Number(query[name]);
  if (!Number.isInteger(id) || !world.state.departments.has(id)) throw new Fault(60123);
  return id;
}

const briefly = ({ userid, name, departments }: User) => ({ userid, name, department: departments, open_userid: `wo${userid}` });

/** Since 2022-06-20 new apps see neither phone nor mail nor sex; a switch shows them as older apps do. */
const fully = (world: World, user: User) => ({
  userid: user.userid,
  name: user.name,
  department: user.departments,
  order: user.departments.map(() => 0),
  position: user.position,
  ...(world.switches.staffPrivateFields ? { mobile: user.mobile, gender: String(user.gender), email: "", avatar: "" } : {}),
  is_leader_in_dept: user.departments.map((id) => (world.state.departments.get(id)?.leaders.includes(user.userid) ? 1 : 0)),
  direct_leader: [],
  telephone: "",
  alias: "",
  status: user.status,
  extattr: { attrs: [] },
  main_department: user.departments[0] ?? 1,
});

function membersOf(ask: Ask): User[] {
  const id = departmentAsked(ask, "department_id");
  if (id === undefined) throw new Fault(60123);
  const wanted = ask.query.fetch_child === "1" ? branch(ask.world, id) : new Set([id]);
  return [...ask.world.state.users.values()].filter((user) => user.status !== 5 && user.departments.some((one) => wanted.has(one)));
}

const Page = z.object({ cursor: z.string().optional(), limit: z.int().optional() });

export const staffApis: Apis = {
  "department/list": {
    method: "GET",
    run: (ask) => {
      const id = departmentAsked(ask, "id");
      const wanted = id === undefined ? undefined : branch(ask.world, id);
      return { department: [...ask.world.state.departments.values()].filter((one) => !wanted || wanted.has(one.id)).map(asDepartment) };
    },
  },
  "department/simplelist": {
    method: "GET",
    run: (ask) => {
      const id = departmentAsked(ask, "id");
      const wanted = id === undefined ? undefined : branch(ask.world, id);
      const rows = [...ask.world.state.departments.values()].filter((one) => !wanted || wanted.has(one.id));
      return { department_id: rows.map(({ id: own, parentid, order }) => ({ id: own, parentid, order })) };
    },
  },
  "user/simplelist": { method: "GET", run: (ask) => ({ userlist: membersOf(ask).map(briefly) }) },
  "user/list": { method: "GET", run: (ask) => ({ userlist: membersOf(ask).map((user) => fully(ask.world, user)) }) },
  "user/get": { method: "GET", run: ({ world, query }) => fully(world, userOrFault(world, query.userid ?? "")) },
  "user/list_id": {
    method: "POST",
    run: ({ world, body }) => {
      const { cursor, limit } = read(Page, body);
      const rows = [...world.state.users.values()].flatMap((user, at) =>
        user.departments.map((department, nth) => ({ seq: (at + 1) * 100 + nth, userid: user.userid, department })),
      );
      const { page, next } = pageBy(world, "user/list_id", {
        cursor,
        limit: limitOf(limit, { most: 10_000, usual: 10_000, over: "most" }),
        rows,
        seqOf: (row) => row.seq,
      });
      return given({ next_cursor: next, dept_user: page.map(({ userid, department }) => ({ userid, department })) });
    },
  },
};
