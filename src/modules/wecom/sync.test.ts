import { afterAll, beforeAll, expect, test } from "vitest";
import { createGroup } from "../groups/index.ts";
import { openTestCorp, type TestCorp } from "./corp.setup.ts";
import { forgetErased } from "./customers.actions.ts";
import { listMemberRelations } from "./relations.actions.ts";
import { listWecomStaff, linkSuggested } from "./staff-list.actions.ts";
import { cancelSync, listCorpDifferences, showCorp, startNightly, startSync } from "./state.actions.ts";

let corp: TestCorp;
let people: { qing: string; bai: string; stranger: string };
let chatId: string;

beforeAll(async () => {
  corp = await openTestCorp();
  const { driver } = corp.wecom;
  await driver.addStaff({ userid: "zhangsan", name: "张三", position: "店长" });
  await driver.addStaff({ userid: "lisi", name: "李四" });
  await driver.addStaff({ userid: "wangwu", name: "王五" });
  const made = await Promise.all(["阿青", "阿白", "路人"].map((name) => driver.addCustomer({ name })));
  const [qing = "", bai = "", stranger = ""] = made.map((one) => one.externalId);
  people = { qing, bai, stranger };
  await driver.addContact({ userid: "zhangsan", externalId: qing, remark: "青姐", state: "s1" });
  await driver.addContact({ userid: "zhangsan", externalId: bai });
  await driver.addContact({ userid: "lisi", externalId: bai });
  const { tagIds } = await driver.addTags({ groupName: "来源", names: ["门店", "直播"] });
  await driver.editContact({
    userid: "zhangsan",
    externalId: qing,
    addTags: tagIds.slice(0, 1),
    mobiles: ["13800000001"],
    personalTags: ["自用"],
  });
  ({ chatId } = await driver.createChat({ name: "福利群 1", owner: "zhangsan", memberIds: [qing, stranger], notice: "文明沟通" }));
  await corp.brand.staff(["operator"], undefined, "李四");
  await corp.brand.staff(["operator"], undefined, "张三");
  await createGroup(corp.brand.as(), {
    name: "福利群 01",
    orgId: corp.brand.headquartersId,
    channel: "wecom",
    positioning: "benefit",
    commercialType: "promotion",
    ownerStaffId: null,
  });
  await corp.settle();
  await corp.brand.rows("delete from app.wecom_pulls");
  await corp.sync();
});
afterAll(() => corp.close());

const one = async <T extends object>(text: string, values: unknown[] = []) => (await corp.brand.rows(text, values))[0] as T;
const table = (text: string) => corp.brand.rows(text);

test("staff, customers, tags and groups have appeared", async () => {
  const state = await showCorp(corp.brand.as(), { connectionId: corp.connectionId });
  expect(state).toMatchObject({ staff: 3, customers: 2, relations: 3, tags: 2, groups: 1, people: 3, plannedGroups: 0, waitingReads: 0 });
  expect(state.runs[0]).toMatchObject({ state: "done", counts: { staff: 3, customers: 3, groups: 1 } });
  expect(await table("select count(*)::int as contacts from app.member_contacts")).toEqual([{ contacts: 3 }]);
  expect(await table("select user_id, remark, mobiles, state from app.wecom_follows order by user_id, remark desc")).toEqual([
    { user_id: "lisi", remark: "阿白", mobiles: [], state: "" },
    { user_id: "zhangsan", remark: "青姐", mobiles: ["13800000001"], state: "s1" },
    { user_id: "zhangsan", remark: "阿白", mobiles: [], state: "" },
  ]);
  expect(
    await table(
      "select t.name, m.nickname, mt.source from app.member_tags mt join app.tags t on t.id = mt.tag_id join app.members m on m.id = mt.member_id",
    ),
  ).toEqual([{ name: "门店", nickname: "阿青", source: "channel" }]);
});

test("a planned group is bound by its numbered name; its people sit in it, staff as staff", async () => {
  const groups = await table("select name, status, external_id, announcement, member_count from app.groups");
  expect(groups).toEqual([{ name: "福利群 1", status: "active", external_id: chatId, announcement: "文明沟通", member_count: 2 }]);
  const seats = await table("select kind, nickname from app.seats where left_at is null order by kind, nickname");
  expect(seats).toEqual([
    { kind: "member", nickname: "路人" },
    { kind: "member", nickname: "阿青" },
    { kind: "staff", nickname: "张三" },
  ]);
});

test("twice changes nothing", async () => {
  const count = async () =>
    one(
      "select (select count(*) from app.events) as events, (select count(*) from app.seat_reports) as reports, (select count(*) from app.members) as members, (select count(*) from app.groups) as groups",
    );
  const before = await count();
  await corp.sync();
  expect(await count()).toEqual(before);
  const state = await showCorp(corp.brand.as(), { connectionId: corp.connectionId });
  expect(state.runs[0]?.counts).toMatchObject({ changed: 0, differences: 0, bound: 0, made: 0 });
});

test("staff are linked to colleagues of the same name, and own their groups", async () => {
  expect(await linkSuggested(corp.brand.as(), { connectionId: corp.connectionId })).toEqual({ linked: 2 });
  const { items, total } = await listWecomStaff(corp.brand.as(), { connectionId: corp.connectionId, filter: "linked", limit: 50 });
  expect(total).toBe(2);
  expect(items.map((row) => [row.name, row.staffName, row.customers, row.groups])).toEqual([
    ["张三", "张三", 2, 1],
    ["李四", "李四", 1, 0],
  ]);
  expect(await one("select s.name from app.groups g join app.staff s on s.id = g.owner_staff_id")).toEqual({ name: "张三" });
});

test("what was lost in between is found by the next reconcile, shown and mended", async () => {
  const { driver } = corp.wecom;
  await driver.setSwitches({ detailLagMs: 0, callbacks: { lost: 1 } });
  await driver.renameChat({ chatId, name: "福利群 1 · 老客" });
  await driver.joinChat({ chatId, ids: [people.bai] });
  await driver.leaveChat({ chatId, ids: [people.stranger] });
  await driver.deleteCustomer({ userid: "lisi", externalId: people.bai });
  await driver.createChat({ name: "新开的群", owner: "lisi", memberIds: [people.bai] });
  await driver.setSwitches({ detailLagMs: 0, callbacks: { lost: 0 } });
  corp.brand.clock.now = new Date(Date.now() + 1_500);
  await corp.sync();
  const { items } = await listCorpDifferences(corp.brand.as(), { connectionId: corp.connectionId, limit: 50 });
  expect(items.map((row) => [row.kind, row.name, Object.keys(row.what).sort()]).sort()).toEqual([
    ["customer", "lisi", ["relation"]],
    ["group", "新开的群", ["group"]],
    ["group", "福利群 1 · 老客", ["joined", "left", "name"]],
  ]);
  expect(await table("select name, member_count from app.groups order by name")).toEqual([
    { name: "新开的群", member_count: 1 },
    { name: "福利群 1 · 老客", member_count: 2 },
  ]);
  const state = await showCorp(corp.brand.as(), { connectionId: corp.connectionId });
  expect(state).toMatchObject({ groups: 2, relations: 2, lostRelations: 1 });
});

test("a member's contacts are shown with masked numbers, and forgotten with the person for good", async () => {
  const [row] = await corp.brand.rows<{ member_id: string }>("select member_id from app.wecom_follows where external_id = $1 limit 1", [
    people.qing,
  ]);
  const memberId = row?.member_id ?? "";
  const { items } = await listMemberRelations(corp.brand.as(), { memberId });
  expect(items).toMatchObject([{ staffName: "张三", remark: "青姐", mobiles: ["138****0001"], lostAt: null }]);
  await forgetErased(corp.brand.system(), [memberId]);
  expect((await listMemberRelations(corp.brand.as(), { memberId })).items).toEqual([]);
  await corp.sync();
  expect(await table(`select 1 from app.wecom_follows where external_id = '${people.qing}'`)).toEqual([]);
});

test("each night one reconcile is asked for, and none on a day that had one", async () => {
  corp.brand.clock.now = new Date("2026-11-25T19:30:00Z");
  await startNightly(corp.brand.system());
  await startNightly(corp.brand.system());
  const open = await table("select ask from app.jobs where state = 'waiting'");
  expect(open).toEqual([{ ask: { mode: "reconcile", connectionId: corp.connectionId } }]);
  await corp.brand.work();
  await startNightly(corp.brand.system());
  expect(await table("select 1 from app.jobs where state = 'waiting'")).toEqual([]);
});

test("a sync that is cancelled stops and leaves what it read", async () => {
  corp.brand.clock.now = new Date(corp.brand.clock.now.getTime() + 1_000);
  const { id } = await startSync(corp.brand.as(), { connectionId: corp.connectionId });
  await expect(startSync(corp.brand.as(), { connectionId: corp.connectionId })).rejects.toMatchObject({ code: "wecom.sync-running" });
  await cancelSync(corp.brand.as(), { connectionId: corp.connectionId, jobId: id });
  await corp.brand.work();
  const state = await showCorp(corp.brand.as(), { connectionId: corp.connectionId });
  expect(state.runs[0]).toMatchObject({ state: "cancelled" });
  expect(state.groups).toBe(2);
});
