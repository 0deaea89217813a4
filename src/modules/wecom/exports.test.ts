import { afterAll, beforeAll, expect, test } from "vitest";
import { exportedRows, exportLists as lists } from "../../testing/exported.ts";
import { showHealth } from "../connections/health.actions.ts";
import { startExport } from "../exports/exports.actions.ts";
import { openTestCorp, type TestCorp } from "./corp.setup.ts";
import { listCodes } from "./code-list.actions.ts";
import { saveContactCode, saveJoinCode } from "./codes.actions.ts";
import { showFigures } from "./figures.actions.ts";
import { saveGroupWelcome } from "./group-welcomes.actions.ts";
import { listWecomStaff } from "./staff-list.actions.ts";
import { listCorpDifferences, showCorp } from "./state.actions.ts";
import { listWelcomeSends, saveWelcome } from "./welcomes.actions.ts";

let corp: TestCorp;
let at: { connectionId: string };
const now = () => corp.brand.as();
const rows = (list: string, filter: Record<string, string> = {}) => exportedRows(corp.brand, { list, filter: { ...at, ...filter } });

beforeAll(async () => {
  corp = await openTestCorp();
  at = { connectionId: corp.connectionId };
  const { driver } = corp.wecom;
  for (const [userid, name] of [
    ["zhangsan", "张三"],
    ["lisi", "=李四"],
  ] as const)
    await driver.addStaff({ userid, name });
  const { chatId } = await driver.createChat({ name: "福利群 1", owner: "zhangsan" });
  await corp.settle();
  await corp.sync();
  await driver.setSwitches({ detailLagMs: 0, callbacks: { lost: 1 } });
  await driver.renameChat({ chatId, name: "福利群 1 · 老客" });
  const gone = await driver.addCustomer({ name: "白桃" });
  await driver.addContact({ userid: "lisi", externalId: gone.externalId });
  await driver.setSwitches({ detailLagMs: 0, callbacks: { lost: 0 } });
  corp.brand.clock.now = new Date(Date.now() + 1_500);
  await corp.sync();
  const [group] = await corp.brand.rows<{ id: string }>("select id from app.groups");
  await saveContactCode(now(), { ...at, codeId: null, code: { name: "门店海报", userIds: ["zhangsan"], skipVerify: true } });
  const join = { name: "包装箱", groupIds: [group?.id ?? ""], autoCreate: true, baseName: "福利群 ", baseNo: 2, limit: 100 };
  await saveJoinCode(now(), { ...at, codeId: null, code: join });
  const welcome = { name: "所有人", text: "您好", codeId: null, isOn: true, fromMinute: 1_320, toMinute: 480, contentIds: [] };
  await saveWelcome(now(), { ...at, welcomeId: null, welcome });
  await saveGroupWelcome(now(), { ...at, groupWelcomeId: null, text: "欢迎进群", contentId: null, notify: false });
  const { externalId } = await driver.addCustomer({ name: "新客" });
  await driver.addContact({ userid: "lisi", externalId });
  await corp.settle();
});
afterAll(() => corp.close());

test("staff come as they are searched and filtered, neutralised", async () => {
  const listed = (await listWecomStaff(now(), { ...at, filter: "open", limit: 50 })).items;
  expect((await rows("wecom-staff", { filter: "open" })).map((row) => row["账号"])).toEqual(listed.map((one) => one.userId));
  expect(await rows("wecom-staff", { q: "李四" })).toMatchObject([{ 企业微信员工: "'=李四", 账号: "lisi", 状态: "在职" }]);
  expect(await rows("wecom-staff", { filter: "linked" })).toEqual([]);
});

test("differences come by their kind, newest first, with both sides", async () => {
  const listed = (await listCorpDifferences(now(), { ...at, limit: 50 })).items;
  expect(listed.map((one) => one.kind).toSorted()).toEqual(["customer", "group"]);
  expect((await rows("wecom-differences")).map((row) => row["哪一个"])).toEqual(listed.map((one) => one.name));
  expect(await rows("wecom-differences", { kind: "group" })).toMatchObject([
    { 类别: "客户群", 哪一个: "福利群 1 · 老客", 我们这里: "群名: 福利群 1", 企业微信: "群名: 福利群 1 · 老客" },
  ]);
});

test("syncs come with what they counted", async () => {
  const { runs } = await showCorp(now(), at);
  const counted = runs.map((run) => ({
    方式: "同步",
    状态: "完成",
    读了员工: String(run.counts?.staff),
    读了群: String(run.counts?.groups),
  }));
  expect(await rows("wecom-runs")).toMatchObject(counted);
});

test("calls come by API", async () => {
  const { apis } = await showHealth(now(), at);
  expect(apis.length).toBeGreaterThan(3);
  const told = await rows("channel-apis");
  expect(told.map((row) => [row["接口"], row["最近一小时的调用"]])).toEqual(apis.map((one) => [one.api, String(one.calls)]));
});

test("figures come by staff and by day of the stretch in sight", async () => {
  const figures = await showFigures(now(), { ...at, days: 7 });
  expect((await rows("wecom-figures", { days: "7" })).map((row) => [row["账号"], row["群成员"]])).toEqual(
    figures.byOwner.map((one) => [one.userId, String(one.members ?? "")]),
  );
  expect((await rows("wecom-figure-days", { days: "7" })).map((row) => row["日期"])).toEqual(figures.byDay.map((one) => one.day));
  expect(figures.byDay).toHaveLength(7);
});

test("codes come of the kind in sight", async () => {
  for (const kind of ["contact", "join"] as const) {
    const { items } = await listCodes(now(), { ...at, kind, gone: false });
    expect((await rows("wecom-codes", { kind })).map((row) => [row["名字"], row["扫码来的"]])).toEqual(
      items.map((one) => [one.name, String(one.came)]),
    );
  }
  expect(await rows("wecom-codes", { kind: "contact" })).toMatchObject([
    { 名字: "门店海报", 状态: "能用", 加谁为好友: "张三", 不用员工同意: "是" },
  ]);
  expect(await rows("wecom-codes", { kind: "join" })).toMatchObject([
    { 名字: "包装箱", 进哪些群: "福利群 1 · 老客", 满了自动建新群: "是" },
  ]);
});

test("welcomes, how they went, and those of groups", async () => {
  expect(await rows("wecom-welcomes")).toMatchObject([{ 名字: "所有人", 开着: "是", 从: "22:00", 到: "08:00", 欢迎词: "您好" }]);
  const sent = (await listWelcomeSends(now(), { ...at, limit: 50 })).items;
  expect(sent.map((one) => one.memberName)).toContain("新客");
  expect((await rows("wecom-welcome-sends")).map((row) => [row["客户"], row["加的谁"]])).toEqual(
    sent.map((one) => [one.memberName, `'${one.staffName}`]),
  );
  expect(await rows("wecom-group-welcomes")).toMatchObject([{ 欢迎词: "欢迎进群" }]);
});

test("an English file says nothing in Chinese but what people wrote", async () => {
  const english = corp.brand.as().inLanguage("en");
  const written = /张三|李四|福利群|老客|门店海报|包装箱|所有人|您好|欢迎进群|新客|白桃|何穗|枝上鲜果/g;
  for (const list of lists.filter((one) => /^wecom-|^channel-apis$/.test(one.name))) {
    const input = list.input.parse({ ...at, kind: list.name === "wecom-codes" ? "join" : undefined });
    const { items } = await list.page(english, input, undefined);
    const said = list.columns(input).flatMap((column) => [column.title.en, ...items.map((item) => column.value(item, "en"))]);
    expect(items.length, list.name).toBeGreaterThan(0);
    expect(said.join(" ").replaceAll(written, ""), list.name).not.toMatch(/\p{Script=Han}/u);
  }
});

test("who may not look at WeCom takes nothing of it along, and nobody what belongs to another brand", async () => {
  const editor = corp.brand.as(await corp.brand.staff(["editor"]));
  const ask = { list: "wecom-staff", format: "csv", filter: at } as const;
  await expect(startExport(editor, ask, lists)).rejects.toMatchObject({ code: "session.forbidden" });
  await expect(rows("wecom-staff", { connectionId: "00000000-0000-7000-8000-000000000000" })).rejects.toThrow("connections.missing");
});
