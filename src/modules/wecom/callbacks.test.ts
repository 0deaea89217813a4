import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestCorp, type TestCorp } from "./corp.setup.ts";
import { compareWithTruth, stir } from "./truth.setup.ts";

let corp: TestCorp;
let people: string[] = [];
let chatId: string;

beforeAll(async () => {
  corp = await openTestCorp();
  const { driver } = corp.wecom;
  for (const [userid, name] of [
    ["zhangsan", "张三"],
    ["lisi", "李四"],
  ] as const)
    await driver.addStaff({ userid, name });
  people = (await Promise.all(["阿青", "阿白", "阿橙", "阿蓝"].map((name) => driver.addCustomer({ name })))).map((one) => one.externalId);
  await corp.sync();
});
afterAll(() => corp.close());

const rows = (text: string, values: unknown[] = []) => corp.brand.rows(text, values);
const sitting = async () =>
  (
    await rows(
      "select m.nickname from app.seats s join app.members m on m.id = s.member_id join app.groups g on g.id = s.group_id where s.left_at is null and g.status = 'active' order by 1",
    )
  ).map((row) => row.nickname);

test("a customer added, remarked, tagged and gone is so here", async () => {
  const { driver } = corp.wecom;
  const [qing = ""] = people;
  await driver.addContact({ userid: "zhangsan", externalId: qing, state: "door-1" });
  await corp.settle();
  expect(
    await rows("select f.user_id, m.nickname, f.state, f.lost_at from app.wecom_follows f join app.members m on m.id = f.member_id"),
  ).toEqual([{ user_id: "zhangsan", nickname: "阿青", state: "door-1", lost_at: null }]);
  const { tagIds } = await driver.addTags({ groupName: "来源", names: ["门店"] });
  await driver.editContact({ userid: "zhangsan", externalId: qing, remark: "青姐", addTags: tagIds });
  await corp.settle();
  expect(await rows("select remark from app.wecom_follows")).toEqual([{ remark: "青姐" }]);
  expect(await rows("select t.name from app.member_tags mt join app.tags t on t.id = mt.tag_id")).toEqual([{ name: "门店" }]);
  await driver.deleteMember({ userid: "zhangsan", externalId: qing });
  await corp.settle();
  expect(await rows("select lost_by from app.wecom_follows")).toEqual([{ lost_by: "customer" }]);
  expect(await rows("select 1 from app.member_tags")).toEqual([]);
  await corp.later();
  await driver.clock({ advanceMs: 1_000 });
  await driver.addContact({ userid: "zhangsan", externalId: qing });
  await corp.settle();
  expect(await rows("select lost_by from app.wecom_follows")).toEqual([{ lost_by: null }]);
});

test("a new group is there with its people; who comes and goes is told without reading it again", async () => {
  const { driver } = corp.wecom;
  const [qing = "", bai = "", cheng = ""] = people;
  ({ chatId } = await driver.createChat({ name: "品鉴群", owner: "zhangsan", memberIds: [qing] }));
  await corp.settle();
  expect(await sitting()).toEqual(["张三", "阿青"]);
  await driver.clearCounts({});
  await driver.joinChat({ chatId, ids: [bai, cheng] });
  await driver.leaveChat({ chatId, ids: [qing] });
  await corp.settle();
  expect((await rows("select count(*)::int as n from app.seats where left_at is null and kind = 'member'"))[0]).toEqual({ n: 2 });
  await corp.later();
  expect(await sitting()).toEqual(["张三", "阿橙", "阿白"].sort());
});

test("name, notice and owner follow; a dissolved group is closed", async () => {
  const { driver } = corp.wecom;
  await driver.renameChat({ chatId, name: "品鉴二群" });
  await driver.noticeChat({ chatId, notice: "周三直播" });
  await driver.changeOwner({ chatId, owner: "lisi" });
  await corp.settle();
  expect(
    await rows("select g.name, g.announcement, a.external_id as owner from app.groups g join app.accounts a on a.id = g.account_id"),
  ).toEqual([{ name: "品鉴二群", announcement: "周三直播", owner: "lisi" }]);
  await driver.dissolveChat({ chatId });
  await corp.settle();
  expect(
    await rows("select g.status, w.dissolved_at is not null as gone from app.groups g join app.wecom_groups w on w.group_id = g.id"),
  ).toEqual([{ status: "closed", gone: true }]);
});

test("details that lag are asked for again until they are as new as what was told", async () => {
  const { driver } = corp.wecom;
  await driver.setSwitches({ detailLagMs: 1_500 });
  const [qing = "", bai = ""] = people;
  const { chatId: slow } = await driver.createChat({ name: "慢群", owner: "lisi", memberIds: [qing] });
  await driver.setSwitches({ detailLagMs: 1_500, callbacks: { lost: 1 } });
  await driver.joinChat({ chatId: slow, ids: [bai] });
  await driver.setSwitches({ detailLagMs: 1_500, callbacks: { lost: 0 } });
  await driver.joinChat({ chatId: slow, ids: [people[2] ?? ""] });
  await corp.settle();
  await driver.clock({ advanceMs: 3_000 });
  await corp.later();
  await corp.later();
  expect(await sitting()).toEqual(["李四", "阿橙", "阿白", "阿青"].sort());
  await driver.setSwitches({ detailLagMs: 0 });
});

test("800 deeds whose callbacks come doubled, late and out of order, one in a hundred lost, end as the platform has them", async () => {
  const { driver } = corp.wecom;
  const callbacks = { lost: 0.01, doubled: 0.3, reordered: 0.3, lateMs: 300, parallel: 8 };
  await driver.setSwitches({ detailLagMs: 0, callbacks });
  const deeds = await stir(corp.wecom.driver, { deeds: 800, staff: 4, customers: 60, chats: 8, seed: 7 });
  expect(deeds).toBeGreaterThan(750);
  await corp.settle();
  await corp.later();
  await corp.later();
  await driver.setSwitches({ detailLagMs: 0, callbacks: { lost: 0, doubled: 0, reordered: 0 } });
  corp.brand.clock.now = new Date(corp.brand.clock.now.getTime() + 2_000);
  await corp.sync();
  expect(await compareWithTruth(corp)).toEqual([]);
}, 180_000);
