import { z } from "zod";
import type { Customer, Follow } from "../corp.ts";
import { makeChat } from "../deeds/chats.ts";
import { NotPossible } from "../find.ts";
import { action } from "./actions.ts";
import type { World } from "../world.ts";

/** A whole corp at once, and nobody told: what stood before an app was connected. */

const FAMILY = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗";
const GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英玉萍红玲芬燕彬凤洁梅琳素云莲真环雪荣爱妹香月莺媛";
const DAY_MS = 86_400_000;

const BuildOrg = z.object({
  departments: z.int().min(0).default(20),
  staff: z.int().min(1),
  customers: z.int().min(0),
  chats: z.int().min(0).default(0),
  /** Customers in each group. */
  perChat: z.int().min(0).max(400).default(50),
  tags: z.int().min(0).max(5000).default(20),
  /** Over how many days before now all of it came to be. */
  days: z.int().min(1).default(365),
});

const nameOf = ({ random }: World) =>
  `${random.pick([...FAMILY])}${random.pick([...GIVEN])}${random.chance(0.5) ? random.pick([...GIVEN]) : ""}`;

function buildStaff(world: World, { departments, staff }: z.output<typeof BuildOrg>): string[] {
  const { state } = world;
  const first = Math.max(...state.departments.keys());
  for (let nth = 1; nth <= departments; nth += 1)
    state.departments.set(first + nth, { id: first + nth, name: `门店 ${nth}`, parentid: 1, order: 1000 - nth, leaders: [] });
  const offset = [...state.users.keys()].filter((userid) => /^u\d{6}$/.test(userid)).length;
  return Array.from({ length: staff }, (_, nth) => {
    const userid = `u${String(offset + nth + 1).padStart(6, "0")}`;
    const department = departments === 0 ? 1 : first + 1 + (nth % departments);
    state.users.set(userid, {
      userid,
      name: nameOf(world),
      mobile: `139${String(nth).padStart(8, "0")}`,
      departments: [department],
      position: "导购",
      gender: 0,
      status: 1,
      mayContact: true,
      lastLoginAt: world.clock.now(),
      follows: new Map(),
      chats: new Set(),
    });
    return userid;
  });
}

function buildTags(world: World, count: number): string[] {
  if (count === 0) return [];
  const now = world.clock.now();
  const tags = Array.from({ length: count }, (_, nth) => ({
    id: world.random.id("et", 32),
    name: `标签 ${nth + 1}`,
    createdAt: now,
    order: count - nth,
    deleted: false,
  }));
  const id = world.random.id("et", 32);
  world.state.tagGroups.set(id, { id, name: "批量标签", createdAt: now, order: 0, deleted: false, tags });
  return tags.map((tag) => tag.id);
}

function buildCustomers(
  world: World,
  staff: readonly string[],
  tags: readonly string[],
  { customers, days }: z.output<typeof BuildOrg>,
): string[] {
  const { state, random } = world;
  const from = world.clock.now() - days * DAY_MS;
  return Array.from({ length: customers }, (_, nth) => {
    const userid = staff[nth % staff.length] ?? "";
    const customer: Customer = { id: random.id("wm", 32), name: nameOf(world), type: 1, gender: nth % 3, followers: [userid], chats: [] };
    const createdAt = from + Math.floor(((nth + 1) / customers) * (days * DAY_MS - 1));
    const follow: Follow = {
      seq: world.nextSeq(),
      userid,
      externalId: customer.id,
      remark: customer.name,
      description: "",
      createdAt,
      addWay: 1,
      operUserid: customer.id,
      tags: tags.length > 0 && nth % 3 === 0 ? [tags[nth % tags.length] ?? ""] : [],
      lastTalkAt: 0,
    };
    state.customers.set(customer.id, customer);
    state.users.get(userid)?.follows.set(customer.id, follow);
    return customer.id;
  });
}

function buildChats(
  world: World,
  staff: readonly string[],
  people: readonly string[],
  { chats, perChat, days }: z.output<typeof BuildOrg>,
): void {
  const from = world.clock.now() - days * DAY_MS;
  for (let nth = 0; nth < chats; nth += 1) {
    const memberIds = Array.from(
      { length: Math.min(perChat, people.length) },
      (_, at) => people[(nth * perChat + at) % people.length] ?? "",
    );
    makeChat(world, {
      name: `门店福利 ${nth + 1} 群`,
      owner: staff[nth % staff.length] ?? "",
      memberIds,
      createdAt: from + Math.floor((nth / chats) * days * DAY_MS),
    });
  }
}

export const scaleActions = {
  buildOrg: action(BuildOrg, (world, asked) => {
    if (asked.chats > 0 && asked.perChat + 1 > world.switches.groupCap) throw new NotPossible("The groups would be over their cap.");
    const staff = buildStaff(world, asked);
    const people = buildCustomers(world, staff, buildTags(world, asked.tags), asked);
    buildChats(world, staff, people, asked);
    return { staff: staff.length, customers: people.length, chats: asked.chats };
  }),
};
