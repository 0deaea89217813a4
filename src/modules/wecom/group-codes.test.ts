import { afterAll, beforeAll, expect, test } from "vitest";
import { createConnection } from "../connections/connect.actions.ts";
import { addOrgUnit } from "../brands/index.ts";
import { NewGroup } from "../groups/groups.contract.ts";
import { createGroup } from "../groups/index.ts";
import { removeCode, saveContactCode, saveJoinCode } from "./codes.actions.ts";
import { openTestCorp, type TestCorp } from "./corp.setup.ts";
import { listGroupCodes } from "./group-codes.actions.ts";

let corp: TestCorp;
let at: { connectionId: string };
/** Two that are there, and one that is planned. */
let groups: string[] = [];
const asked = (groupIds: string[], name: string) => ({ name, groupIds, autoCreate: false, baseName: "", baseNo: 1, limit: 150 });
const make = (groupIds: string[], name: string, codeId: string | null = null) =>
  saveJoinCode(corp.brand.as(), { ...at, codeId, code: asked(groupIds, name) });
const into = (groupId = "", ctx = corp.brand.as()) => listGroupCodes(ctx, { groupId });
const planned = async (name: string, part: object = {}) =>
  (await createGroup(corp.brand.as(), NewGroup.parse({ name, orgId: corp.brand.headquartersId, channel: "wecom", ...part }))).id;

beforeAll(async () => {
  corp = await openTestCorp();
  at = { connectionId: corp.connectionId };
  const { driver } = corp.wecom;
  await driver.addStaff({ userid: "zhangsan", name: "张三" });
  for (const name of ["福利群 1", "福利群 2"]) await driver.createChat({ name, owner: "zhangsan" });
  await corp.settle();
  await corp.sync();
  const rows = await corp.brand.rows<{ id: string }>("select id from app.groups where status = 'active' order by name");
  groups = [...rows.map((row) => row.id), await planned("福利群 3")];
});
afterAll(() => corp.close());

test("a group has the join codes that lead into it, with its turn in each and who came by it", async () => {
  const [first, second, third] = groups;
  expect(await into(first)).toEqual({ items: [], connectionId: at.connectionId, corps: 1 });
  await saveContactCode(corp.brand.as(), { ...at, codeId: null, code: { name: "加店主", userIds: ["zhangsan"], skipVerify: true } });
  const { id: poster } = await make(groups, "海报");
  await corp.later();
  const { id: box } = await make([second ?? ""], "包装箱");
  const { items } = await into(first);
  expect(items).toEqual([{ id: poster, name: "海报", status: "live", standing: "open", joins: 0, qrUrl: expect.any(String) }]);
  expect(items[0]?.qrUrl).toMatch(/^\/files\/zhishang\/[0-9a-f]{64}\?/);
  const namesOf = async (groupId = "") => (await into(groupId)).items.map((one) => [one.name, one.standing]);
  expect(await namesOf(second)).toEqual([
    ["包装箱", "open"],
    ["海报", "open"],
  ]);
  expect(await namesOf(third)).toEqual([["海报", "waiting"]]);

  const { externalId } = await corp.wecom.driver.addCustomer({ name: "群友" });
  const [code] = await corp.brand.rows<{ configId: string }>(`select config_id as "configId" from app.wecom_codes where id = $1`, [poster]);
  await corp.wecom.driver.scan({ externalId, code: code?.configId ?? "" });
  await corp.settle();
  await corp.later();
  expect((await into(first)).items[0]?.joins).toBe(1);
  expect((await into(second)).items.map((one) => one.joins)).toEqual([0, 0]);

  await make([second ?? ""], "海报", poster);
  expect(await namesOf(first)).toEqual([]);
  await removeCode(corp.brand.as(), { ...at, codeId: box });
  expect(await namesOf(second)).toEqual([["海报", "open"]]);
});

test("one that the platform refused stands behind those that work, with its state", async () => {
  const [, second = ""] = groups;
  await corp.wecom.driver.setSwitches({ troubles: [{ api: "externalcontact/groupchat/add_join_way", errcode: 41_054, times: 1 }] });
  await expect(make([second], "没建成")).rejects.toMatchObject({ code: "wecom.refused" });
  expect((await into(second)).items.map((one) => [one.name, one.status])).toEqual([
    ["海报", "live"],
    ["没建成", "failed"],
  ]);
});

test("who does not see the group does not see its codes", async () => {
  const elsewhere = await addOrgUnit(corp.brand.as(), { parentId: corp.brand.headquartersId, name: "别处" });
  const stranger = corp.brand.as(await corp.brand.staff(["operator"], elsewhere.id, "远客"));
  await expect(into(groups[1], stranger)).rejects.toMatchObject({ kind: "missing", code: "groups.missing" });
  const theirs = await planned("别处的群", { orgId: elsewhere.id });
  expect(await into(theirs, stranger)).toEqual({ items: [], connectionId: at.connectionId, corps: 1 });
});

test("a group that no corp has yet is of the only one there is, and of none while there are two", async () => {
  const [first = "", , third = ""] = groups;
  const web = await planned("网页群", { channel: "web" });
  expect(await into(web)).toEqual({ items: [], connectionId: null, corps: 1 });
  expect((await into(third)).connectionId).toBe(at.connectionId);
  const { id } = await createConnection(corp.brand.as(), {
    kind: "wecom",
    scope: "ww0other0corp",
    name: "另一家",
    agentId: "1000002",
    baseUrl: corp.wecom.url,
    secret: "another-secret-of-theirs",
  });
  expect(await into(third)).toMatchObject({ connectionId: null, corps: 2 });
  expect((await into(first)).connectionId).toBe(at.connectionId);
  await corp.brand.rows("update app.connections set state = 'off' where id = $1", [id]);
  expect(await into(third)).toMatchObject({ connectionId: at.connectionId, corps: 1 });
});
