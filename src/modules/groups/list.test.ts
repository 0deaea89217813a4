import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countQueries } from "../../testing/count-queries.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import type { Actor } from "../../server/context.ts";
import { addOrgUnit } from "../brands/index.ts";
import { listGroupsEndpoint, summarizeGroupsEndpoint } from "./group-list.contract.ts";
import { listGroupIds, listGroups, summarizeGroups } from "./group-list.actions.ts";
import { NewGroup } from "./groups.contract.ts";
import { addToRoster, closeGroup, createGroup } from "./index.ts";

let test: TestBrand;
let north: string;
let south: string;
let someone: Extract<Actor, { kind: "staff" }>;
const ids: Record<string, string> = {};

beforeAll(async () => {
  test = await openTestBrand();
  const city = (await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "云溪市" })).id;
  north = (await addOrgUnit(test.as(), { parentId: city, name: "北桥区" })).id;
  south = (await addOrgUnit(test.as(), { parentId: city, name: "河滨区" })).id;
  someone = await test.staff(["operator"], north, "程小麦");
  const make = async (key: string, fields: Record<string, unknown>) =>
    (ids[key] = (await createGroup(test.as(), NewGroup.parse({ name: key, orgId: south, ...fields }))).id);
  await make("柳岸花园 福利群 01", { capacity: 10, targetMembers: 5 });
  await make("听松里 福利群 01", { orgId: north, ownerStaffId: someone.id });
  await make("=1+1 快闪", { positioning: "flash", channel: "wecom" });
  await make("旧群", {});
  await closeGroup(test.as(), { groupId: ids["旧群"] ?? "" });
  await test.rows("update app.groups set member_count = 9 where id = $1", [ids["柳岸花园 福利群 01"]]);
  await test.rows(
    `insert into app.group_states (brand_id, group_id, stage, health, interaction_7d, interaction_prev_7d, paid_7d_fen, dying_since, dying_reason, judge)
     values ($1, $2, 4, 82, 0.239, 0.218, 684250, null, null, false), ($1, $3, 2, 34, 0.051, 0.119, 41200, '2026-11-14', '{"code":"silent"}', false)`,
    [test.brand.id, ids["柳岸花园 福利群 01"], ids["听松里 福利群 01"]],
  );
  await test.rows(
    "insert into app.group_days (brand_id, group_id, day, members_end, active) values ($1, $2, '2026-11-21', 9, 3), ($1, $2, '2026-11-20', 8, 2)",
    [test.brand.id, ids["柳岸花园 福利群 01"]],
  );
});
afterAll(() => test.close());

const ask = (fields: Record<string, unknown> = {}) => listGroupsEndpoint.input.parse(fields);
const names = async (fields: Record<string, unknown>, actor?: Actor) =>
  (await listGroups(test.as(actor), ask(fields))).items.map((one) => one.name);

describe("the list of groups", () => {
  it("shows what it is joined with", async () => {
    const { items } = await listGroups(test.as(), ask({ q: "柳岸" }));
    expect(items).toMatchObject([
      { code: "FL-1001", orgPath: "云溪市 河滨区", stage: 4, health: 82, paid7dFen: 684250, memberCount: 9, owner: null, dying: null },
    ]);
    expect(items[0]?.trend).toHaveLength(14);
    expect(items[0]?.trend.slice(-2)).toEqual([0.25, 3 / 9]);
  });

  it.each([
    [{}, ["柳岸花园 福利群 01", "听松里 福利群 01", "=1+1 快闪"]],
    [{ q: "福利群" }, ["柳岸花园 福利群 01", "听松里 福利群 01"]],
    [{ q: "tsl" }, ["听松里 福利群 01"]],
    [{ q: "小麦" }, ["听松里 福利群 01"]],
    [{ q: "fl-1002" }, ["听松里 福利群 01"]],
    [{ q: "福利 1001" }, ["柳岸花园 福利群 01"]],
    [{ q: "%" }, ["柳岸花园 福利群 01", "听松里 福利群 01", "=1+1 快闪"]],
    [{ tab: "cooling" }, ["听松里 福利群 01"]],
    [{ tab: "full" }, ["柳岸花园 福利群 01"]],
    [{ tab: "fresh", positioning: "flash" }, ["=1+1 快闪"]],
    [{ status: "closed" }, ["旧群"]],
    [{ status: "planned" }, ["=1+1 快闪"]],
    [{ stage: "2,4", sort: "-health" }, ["柳岸花园 福利群 01", "听松里 福利群 01"]],
    [{ health: "bad" }, ["听松里 福利群 01"]],
    [{ channel: "wecom,nonsense" }, ["=1+1 快闪"]],
    [{ sort: "cooled" }, ["听松里 福利群 01", "=1+1 快闪", "柳岸花园 福利群 01"]],
  ])("%j", async (fields, expected) => {
    expect(await names(fields)).toEqual(expected);
  });

  it("is limited to the subtree, and its tabs know who asks", async () => {
    expect(await names({}, someone)).toEqual(["听松里 福利群 01"]);
    expect(await names({ tab: "mine" }, someone)).toEqual(["听松里 福利群 01"]);
    expect(await names({ orgId: south }, someone)).toEqual([]);
    const summary = await summarizeGroups(test.as(), summarizeGroupsEndpoint.input.parse({ q: "福利" }));
    expect(summary).toEqual({
      total: 2,
      people: 9,
      planned: 0,
      stages: [0, 1, 0, 1, 0],
      seats: 9,
      tabs: { all: 3, mine: 0, cooling: 1, full: 1, fresh: 3 },
    });
    expect(await listGroupIds(test.as(), ask({ tab: "full" }))).toEqual({ ids: [ids["柳岸花园 福利群 01"]], people: 9 });
  });

  it("has as mine what I own and where I have a duty", async () => {
    const admin = await test.staff(["operator"], test.headquartersId);
    expect(await names({ tab: "mine" }, admin)).toEqual([]);
    const groupId = ids["柳岸花园 福利群 01"] ?? "";
    await addToRoster(test.as(), { groupId, role: "admin", kind: "staff", personId: admin.id, duty: "", shift: "" });
    expect(await names({ tab: "mine" }, admin)).toEqual(["柳岸花园 福利群 01"]);
    expect((await summarizeGroups(test.as(admin), ask())).tabs.mine).toBe(1);
  });

  it.each(["code", "-code", "name", "-members", "paid", "-created"])("pages by %s without a hole or a double", async (sort) => {
    const whole = await names({ sort });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listGroups(test.as(), ask({ sort, limit: 1, cursor }));
      seen.push(...page.items.map((one) => one.name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(whole);
    expect(await names({ sort, cursor: "garbage" })).toEqual(whole);
  });

  it("asks two questions however long it is", async () => {
    for (const limit of [1, 200]) {
      const { ctx, count } = countQueries(test.as());
      await listGroups(ctx, ask({ limit }));
      expect(count()).toBe(2);
    }
  });
});
