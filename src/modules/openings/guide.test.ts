import { afterAll, beforeAll, expect, it } from "vitest";
import { countQueries } from "../../testing/count-queries.ts";
import { NewGroup } from "../groups/groups.contract.ts";
import { createEntry, createGroup } from "../groups/index.ts";
import { removeCode, saveContactCode, saveJoinCode } from "../wecom/codes.actions.ts";
import { openTestCorp, type TestCorp } from "../wecom/corp.setup.ts";
import { listFailingGroups, showGroupGuide, showGuide } from "./guide.actions.ts";
import { failingGroupsEndpoint } from "./openings.contract.ts";

let corp: TestCorp;
let at: { connectionId: string };
let groupId = "";
const make = async (name: string, channel: string) =>
  (await createGroup(corp.brand.as(), NewGroup.parse({ name, orgId: corp.brand.headquartersId, channel }))).id;
/** How much of how much, null where nobody asks. */
const entryOf = async (group: string) => {
  const { steps } = await showGroupGuide(corp.brand.as(), { groupId: group });
  const entry = steps.flatMap((step) => step.checks).find((one) => one.name === "entry");
  return entry ? [entry.value, entry.wanted] : null;
};
const withoutEntry = async () =>
  (await listFailingGroups(corp.brand.as(), failingGroupsEndpoint.input.parse({ step: "basics", limit: 200 }))).items
    .filter((row) => row.failing.some((step) => step.checks.some((one) => one.name === "entry" && !one.ok)))
    .map((row) => row.name)
    .toSorted();

beforeAll(async () => {
  corp = await openTestCorp();
  at = { connectionId: corp.connectionId };
  await corp.wecom.driver.addStaff({ userid: "zhangsan", name: "张三" });
  for (const name of ["福利群 1", "福利群 2"]) await corp.wecom.driver.createChat({ name, owner: "zhangsan" });
  await corp.settle();
  await corp.sync();
  const [first] = await corp.brand.rows<{ id: string }>("select id from app.groups order by name");
  groupId = first?.id ?? "";
});
afterAll(() => corp.close());

it("has the live join codes of a WeCom group as its ways in: no contact code, none that is gone or was taken out of", async () => {
  const save = (name: string, groupIds: string[], codeId: string | null = null) =>
    saveJoinCode(corp.brand.as(), {
      ...at,
      codeId,
      code: { name, groupIds, autoCreate: false, baseName: "", baseNo: 1, limit: 150 },
    });
  const [, other = ""] = (await corp.brand.rows<{ id: string }>("select id from app.groups order by name")).map((row) => row.id);
  expect(await entryOf(groupId)).toEqual([0, 1]);
  await saveContactCode(corp.brand.as(), { ...at, codeId: null, code: { name: "加店主", userIds: ["zhangsan"], skipVerify: true } });
  expect(await withoutEntry()).toEqual(["福利群 1", "福利群 2"]);
  const { id } = await save("海报", [groupId, other]);
  expect([await entryOf(groupId), await entryOf(other)]).toEqual([
    [1, 1],
    [1, 1],
  ]);
  expect(await withoutEntry()).toEqual([]);
  await save("包装箱", [other]);
  expect(await entryOf(other)).toEqual([2, 1]);

  // Somebody came by it: the group's row in the code stays when it is taken out.
  const { externalId } = await corp.wecom.driver.addCustomer({ name: "群友" });
  const [code] = await corp.brand.rows<{ configId: string }>(`select config_id as "configId" from app.wecom_codes where id = $1`, [id]);
  await corp.wecom.driver.scan({ externalId, code: code?.configId ?? "" });
  await corp.settle();
  await corp.later();
  await save("海报", [other], id);
  expect(await corp.brand.rows("select 1 from app.wecom_code_groups where group_id = $1", [groupId])).toHaveLength(1);
  expect(await entryOf(groupId)).toEqual([0, 1]);
  await save("海报", [groupId], id);
  expect(await withoutEntry()).toEqual([]);
  await removeCode(corp.brand.as(), { ...at, codeId: id });
  expect(await withoutEntry()).toEqual(["福利群 1"]);
});

it("asks for a link into a web group, and for nothing where no way in is made here", async () => {
  const web = await make("网页群", "web");
  expect(await entryOf(web)).toEqual([0, 1]);
  await createEntry(corp.brand.as(), { groupId: web, name: "门店" });
  expect(await entryOf(web)).toEqual([1, 1]);
  for (const channel of ["manual", "qq"]) expect(await entryOf(await make(`${channel} 群`, channel))).toBeNull();
  expect(await withoutEntry()).toEqual(["福利群 1"]);
});

it("asks as many statements for many groups with codes as for one", async () => {
  const counted = countQueries(corp.brand.as());
  await showGuide(counted.ctx, {});
  const few = counted.count();
  for (let n = 3; n < 9; n++) await corp.wecom.driver.createChat({ name: `福利群 ${n}`, owner: "zhangsan" });
  await corp.settle();
  await corp.sync();
  const rows = await corp.brand.rows<{ id: string }>("select id from app.groups where channel = 'wecom'");
  for (const { id } of rows)
    await saveJoinCode(corp.brand.as(), {
      ...at,
      codeId: null,
      code: { name: id.slice(-12), groupIds: [id], autoCreate: false, baseName: "", baseNo: 1, limit: 150 },
    });
  const { items } = await showGuide(counted.ctx, {});
  expect(items.reduce((sum, row) => sum + row.groups, 0)).toBe(rows.length + 3);
  expect(counted.count() - few).toBe(few);
});
