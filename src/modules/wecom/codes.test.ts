import { afterAll, beforeAll, expect, test } from "vitest";
import { createGroup } from "../groups/index.ts";
import { listCodeChoices, listCodes } from "./code-list.actions.ts";
import { refreshJoinCodes } from "./code-sync.actions.ts";
import { removeCode, retryCode, saveContactCode, saveJoinCode } from "./codes.actions.ts";
import type { Code, CodeKind } from "./codes.contract.ts";
import { openTestCorp, type TestCorp } from "./corp.setup.ts";
import { showFigures } from "./figures.actions.ts";
import { saveGroupWelcome } from "./group-welcomes.actions.ts";
import { listWelcomeSends, saveWelcome } from "./welcomes.actions.ts";

let corp: TestCorp;
let at: { connectionId: string };
let groups: string[] = [];
let chatIds: string[] = [];

beforeAll(async () => {
  corp = await openTestCorp();
  at = { connectionId: corp.connectionId };
  const { driver } = corp.wecom;
  await driver.addStaff({ userid: "zhangsan", name: "张三" });
  await driver.addStaff({ userid: "lisi", name: "李四" });
  for (const name of ["福利群 1", "福利群 2"]) chatIds.push((await driver.createChat({ name, owner: "zhangsan" })).chatId);
  await corp.settle();
  await corp.sync();
  const planned = await createGroup(corp.brand.as(), {
    name: "福利群 03",
    orgId: corp.brand.headquartersId,
    channel: "wecom",
    positioning: "benefit",
    commercialType: "promotion",
    ownerStaffId: null,
  });
  const rows = await corp.brand.rows<{ id: string }>("select id from app.groups where status = 'active' order by name");
  groups = [...rows.map((row) => row.id), planned.id];
});
afterAll(() => corp.close());

const codes = async (kind: CodeKind) => (await listCodes(corp.brand.as(), { ...at, kind, gone: false })).items;
const only = (list: Code[]) => list[0] as Code;
const come = async (name: string, code: Code) => {
  const { externalId } = await corp.wecom.driver.addCustomer({ name });
  await corp.wecom.driver.scan({ externalId, code: code.configId ?? "" });
  return externalId;
};

test("a contact code is made, shows its picture, and counts who was added by it", async () => {
  const code = { name: "门店海报", userIds: ["zhangsan"], skipVerify: true };
  await saveContactCode(corp.brand.as(), { ...at, codeId: null, code });
  const made = only(await codes("contact"));
  expect(made).toMatchObject({ status: "live", users: [{ userId: "zhangsan", name: "张三" }], came: 0 });
  expect(made.qrUrl).toMatch(/^\/files\/zhishang\/[0-9a-f]{64}\?/);
  await come("扫码客户", made);
  await corp.settle();
  expect(only(await codes("contact"))).toMatchObject({ came: 1, cameToday: 1, stayed: 1 });
  await saveContactCode(corp.brand.as(), {
    ...at,
    codeId: made.id,
    code: { ...code, name: "门店海报二", userIds: ["zhangsan", "lisi"] },
  }).catch((error: unknown) => expect(error).toMatchObject({ code: "wecom.refused" }));
});

test("a making without an answer is found again by what comes back with who came", async () => {
  const { driver } = corp.wecom;
  await driver.setSwitches({ troubles: [{ api: "externalcontact/add_contact_way", breaks: "answer-lost", times: 1 }] });
  const code = { name: "直播间", userIds: ["lisi"], skipVerify: true };
  await expect(saveContactCode(corp.brand.as(), { ...at, codeId: null, code })).rejects.toMatchObject({ code: "wecom.unanswered" });
  expect(only(await codes("contact"))).toMatchObject({ status: "making", configId: null });
  corp.brand.clock.now = new Date(Date.now() + 90_000);
  await corp.sync();
  const found = only(await codes("contact"));
  expect(found).toMatchObject({ name: "直播间", status: "live" });
  expect(found.configId).not.toBeNull();
});

test("a code the platform refuses is not made, and may be tried again", async () => {
  await corp.wecom.driver.setSwitches({ troubles: [{ api: "externalcontact/add_contact_way", errcode: 41_054, times: 1 }] });
  const code = { name: "没激活", userIds: ["lisi"], skipVerify: true };
  await expect(saveContactCode(corp.brand.as(), { ...at, codeId: null, code })).rejects.toMatchObject({ details: { errcode: 41_054 } });
  const failed = only(await codes("contact"));
  expect(failed).toMatchObject({ status: "failed", failure: 41_054 });
  await retryCode(corp.brand.as(), { ...at, codeId: failed.id });
  expect(only(await codes("contact")).status).toBe("live");
  await removeCode(corp.brand.as(), { ...at, codeId: failed.id });
  expect((await codes("contact")).map((one) => one.name)).not.toContain("没激活");
});

test("a join code leads on before a group is full, opens the planned one, and counts by group", async () => {
  expect((await listCodeChoices(corp.brand.as(), at)).groups.map((group) => group.status).sort()).toEqual(["active", "active", "planned"]);
  const code = { name: "包装箱", groupIds: groups, autoCreate: true, baseName: "福利群 ", baseNo: 3, limit: 3 };
  await saveJoinCode(corp.brand.as(), { ...at, codeId: null, code });
  const made = only(await codes("join"));
  expect(made.groups.map((group) => group.standing)).toEqual(["open", "open", "waiting"]);
  for (let i = 0; i < 2; i++) await come(`群友${i}`, made);
  await corp.settle();
  await corp.later();
  await corp.later();
  await refreshJoinCodes(corp.brand.system());
  const first = only(await codes("join"));
  expect(first.came).toBe(2);
  expect(first.groups.map((group) => [group.people >= 3, group.standing])).toEqual([
    [true, "full"],
    [false, "open"],
    [false, "waiting"],
  ]);
  await corp.wecom.driver.setSwitches({ scanCap: 3 });
  for (let i = 2; i < 5; i++) await come(`群友${i}`, made);
  await corp.settle();
  await corp.later();
  await corp.later();
  const after = await corp.brand.rows("select name, status from app.groups order by name");
  expect(after.find((group) => group.name.startsWith("福利群 3"))).toEqual({ name: "福利群 3", status: "active" });
  expect(after).toHaveLength(3);
  expect(only(await codes("join")).came).toBe(5);
  await corp.wecom.driver.setSwitches({ scanCap: 200 });
});

test("a group that is taken out of a code is led into no more, and who came by it stays counted", async () => {
  const before = only(await codes("join"));
  const [out, ...kept] = before.groups.filter((group) => group.joins > 0).map((group) => group.groupId);
  const { autoCreate, baseName, baseNo } = before;
  const code = { name: before.name, groupIds: kept, autoCreate, baseName, baseNo, limit: 150 };
  await saveJoinCode(corp.brand.as(), { ...at, codeId: before.id, code });
  const after = only(await codes("join"));
  expect(after.groups.map((group) => group.groupId)).toEqual(kept);
  expect(after.came).toBe(before.came);
  expect(await toldGroups(before.id)).toBe(kept.length);
  await saveJoinCode(corp.brand.as(), { ...at, codeId: before.id, code: { ...code, groupIds: [...kept, out ?? ""] } });
  expect(only(await codes("join")).groups.map((group) => [group.groupId, group.standing])).toEqual(
    [...kept, out].map((groupId) => [groupId, "open"]),
  );
});

test("a burst of new customers is welcomed within 20 seconds, each by the narrowest that fits", async () => {
  const contact = (await codes("contact")).find((one) => one.name.startsWith("门店海报")) as Code;
  const base = { fromMinute: null, toMinute: null, contentIds: [] };
  const save = (welcome: { name: string; text: string; codeId: string | null; isOn: boolean }) =>
    saveWelcome(corp.brand.as(), { ...at, welcomeId: null, welcome: { ...base, ...welcome } });
  await save({ name: "所有人", text: "您好", codeId: null, isOn: true });
  await save({ name: "门店", text: "{昵称}您好", codeId: contact.id, isOn: true });
  await save({ name: "关着", text: "不发", codeId: contact.id, isOn: false });
  await corp.brand.rows("delete from app.wecom_welcome_sends");
  const { driver } = corp.wecom;
  for (let i = 0; i < 20; i++) {
    const { externalId } = await driver.addCustomer({ name: `新客${i}` });
    await driver.addContact({ userid: "lisi", externalId, ...(i % 2 === 0 ? { state: await stateOf(contact.id) } : {}) });
  }
  await corp.settle();
  const { items } = await listWelcomeSends(corp.brand.as(), { ...at, limit: 200 });
  const sums = Map.groupBy(items, (one) => `${one.status} ${one.welcomeName}`);
  expect([...sums].map(([key, list]) => [key, list.length]).sort()).toEqual([
    ["sent 所有人", 10],
    ["sent 门店", 10],
  ]);
});

/** How many groups the platform was told of last. */
const toldGroups = async (id: string) =>
  (
    await corp.brand.rows<{ n: number }>("select jsonb_array_length(settings -> 'chatIds') as n from app.wecom_codes where id = $1", [id])
  )[0]?.n;

const stateOf = async (id: string) =>
  (await corp.brand.rows<{ state: string }>("select state from app.wecom_codes where id = $1", [id]))[0]?.state ?? "";

test("welcome material of groups is made at the platform", async () => {
  const { id } = await saveGroupWelcome(corp.brand.as(), {
    ...at,
    groupWelcomeId: null,
    text: "{昵称},欢迎",
    contentId: null,
    notify: true,
  });
  const [row] = await corp.brand.rows("select template_id from app.wecom_group_welcomes where id = $1", [id]);
  expect(row?.template_id).toMatch(/^msg/);
});

const callsOf = async (api: string) => {
  const { calls } = await corp.wecom.driver.counts({});
  return Object.values(calls[`externalcontact/groupchat/${api}`] ?? {}).reduce((sum, n) => sum + n, 0);
};

test("half a year of a few owners is read a month a call, and comes to the same as a day a call", async () => {
  expect(await callsOf("statistic")).toBe(0);
  expect(await callsOf("statistic_group_by_day")).toBe(6);
  const rows = () =>
    corp.brand.rows(
      "select user_id, day::text, new_groups, groups, talking_groups, new_members, members, talking_members, messages from app.wecom_figures where groups_at is not null order by 1, 2",
    );
  const byMonth = await rows();
  expect(byMonth).toHaveLength(180);
  // All but a month is known: what is missing is read day by day.
  await corp.brand.rows("delete from app.wecom_figures where day > (select max(day) - 30 from app.wecom_figures)");
  await corp.sync();
  expect(await callsOf("statistic")).toBe(30);
  expect(await callsOf("statistic_group_by_day")).toBe(6);
  expect(await rows()).toEqual(byMonth);
});

test("figures are kept by owner and day, with their coverage", async () => {
  const figures = await showFigures(corp.brand.as(), { ...at, days: 30 });
  expect(figures).toMatchObject({ days: 30, daysWithFigures: 30 });
  expect(figures.byOwner.map((one) => one.name)).toContain("张三");
  const [row] = await corp.brand.rows<{ days: number }>("select count(distinct day)::int as days from app.wecom_figures");
  expect(row?.days).toBe(180);
});
