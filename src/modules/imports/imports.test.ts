import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { countOf, csv, importOf, reportOf } from "../../testing/imports.ts";
import { addOrgUnit } from "../brands/index.ts";
import { createGroup } from "../groups/index.ts";
import { cancelImport, forgetImport, forgetOldImports, listImports, showImport, startRun } from "./imports.actions.ts";
import { previewImport } from "./preview.actions.ts";
import { listBadRows } from "./report.actions.ts";

let test: TestBrand;
let group: { id: string; code: string };
let far: { id: string; code: string };
let cityId: string;
const makeGroup = (name: string, orgId: string) =>
  createGroup(test.as(), { name, orgId, channel: "web", positioning: "benefit", commercialType: "promotion", ownerStaffId: null });
beforeAll(async () => {
  test = await openTestBrand();
  cityId = (await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "云溪市" })).id;
  group = await makeGroup("福利群 01", cityId);
  far = await makeGroup("福利群 02", test.headquartersId);
});
afterAll(() => test.close());

describe("orders", () => {
  const head = "订单号;下单时间;实付;品名;件数;买家电话";
  const file = csv(
    head,
    'Z1;22.11.2025 8:05;¥1,029.90;"猕猴桃\n12 枚";2;138 0013 2041',
    "Z2;03.11.2025 下午3:05;２９．９;砂糖橘;1;13900132042",
    "Z3;昨天;10;草莓;1;",
    "Z4;05.11.2025 10:00;88;车厘子;1;13900132048",
    "Z4;05.11.2025 10:00;32;礼盒;1;13900132048",
    "Z5;06.11.2025 10:00;=1+1;草莓;1;",
  );

  it("are guessed, previewed, taken; the bad rows come out, are mended and go in; the columns are remembered", async () => {
    const first = await importOf(test, file, { name: "店铺.csv" });
    expect(first.detail).toMatchObject({
      kind: "orders",
      state: "checked",
      options: { columns: ["orderId", "paidAt", "paid", null, "quantity", "phone"], dayOrders: { paidAt: "dmy" } },
      totals: {
        rows: 6,
        units: 3,
        bad: 2,
        fen: 117_980,
        people: 3,
        badBy: [{ field: "paidAt", problem: "not-a-moment", rows: 1 }, { field: "paid" }],
      },
    });
    const columns = first.detail.options.columns.map((field, i) => (i === 3 ? ("title" as const) : field));
    const options = { ...first.detail.options, columns };
    const preview = await previewImport(test.as(), { importId: first.id, kind: "orders", options });
    expect(preview.rows[0]).toMatchObject({
      line: 2,
      understood: ["Z1", "2025-11-22 08:05", "1,029.90", "猕猴桃\n12 枚", "2", "13800132041"],
      fault: null,
    });
    expect(preview.rows[2]).toMatchObject({ line: 5, fault: { field: "paidAt", problem: "not-a-moment" } });
    const run = await importOf(test, file, { options: { columns } });
    expect((await run.run()).counts).toEqual({ read: 6, new: 4, changed: 0, same: 0, bad: 2 });
    expect(
      await test.rows(
        "select external_id, paid_fen::int as fen, title, to_char(paid_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at from app.orders order by 1",
      ),
    ).toEqual([
      { external_id: "Z1", fen: 102_990, title: "猕猴桃\n12 枚", at: "2025-11-22 00:05" },
      { external_id: "Z2", fen: 2_990, title: "砂糖橘", at: "2025-11-03 07:05" },
      { external_id: "Z4", fen: 12_000, title: "车厘子、礼盒", at: "2025-11-05 02:00" },
    ]);
    const bad = await listBadRows(test.as(), { importId: run.id, limit: 50 });
    expect(bad.items).toMatchObject([
      { line: 5, fault: { field: "paidAt", problem: "not-a-moment" } },
      { line: 8, fault: { field: "paid", problem: "not-an-amount" }, cells: ["Z5", "06.11.2025 10:00", "=1+1", "草莓", "1", ""] },
    ]);
    const sheet = await reportOf(test, run.id);
    expect(sheet).toContain("'=1+1");
    const mended = sheet.replace("昨天", "21.11.2025 9:00").replace("'=1+1", "2");
    const again = await importOf(test, mended);
    expect(again.detail.options.columns).toEqual([null, null, ...columns]);
    expect((await again.run()).counts).toEqual({ read: 2, new: 2, changed: 0, same: 0, bad: 0 });
    const known = await importOf(test, csv(head, "Z9;01.11.2025;5;x;1;"));
    expect(known.detail.options.columns).toEqual(columns);
    const before = await countOf(test, "events");
    expect((await (await importOf(test, file)).run()).counts).toMatchObject({ new: 0, changed: 0, same: 4, bad: 2 });
    expect(await countOf(test, "events")).toBe(before);
    expect(await test.rows("select distinct action from app.audit_entries where action like 'imports.%' order by 1")).toEqual(
      ["imports.export-bad", "imports.finish", "imports.start", "imports.upload"].map((action) => ({ action })),
    );
  });

  it("with equal rows keep them all, once", async () => {
    const rows = csv("日期,金额,会员号", "2026-01-02,5,a", "2026-01-02,5,a", "2026-01-02,5,a");
    expect((await (await importOf(test, rows, { kind: "orders" })).run()).counts).toMatchObject({ new: 3, same: 0 });
    expect((await (await importOf(test, rows, { kind: "orders" })).run()).counts).toMatchObject({ new: 0, same: 3 });
  });

  it("carry refunds, and refunds come as a file of their own", async () => {
    const orders = csv("订单号,支付时间,实付,退款金额", "R1,2026-01-01,10,4", "R2,2026-01-01,10,11", "R3,2026-01-01,10,");
    expect((await (await importOf(test, orders)).run()).counts).toMatchObject({ new: 2, bad: 1 });
    const refunds = csv("订单号,退款时间,退款金额", "R3,2026-01-02,3", "R3,2026-01-02,3", "R3,2026-01-02,5", "没有,2026-01-02,3");
    expect((await (await importOf(test, refunds)).run()).counts).toMatchObject({ new: 2, bad: 2 });
    expect(
      await test.rows("select refunded_fen::int as fen from app.orders where external_id in ('R1', 'R3') order by external_id"),
    ).toEqual([{ fen: 400 }, { fen: 600 }]);
  });

  it("that turn out GBK after a long ASCII beginning are read as GBK", async () => {
    const ascii = Array.from({ length: 20_000 }, (_, i) => `G${i},2026-01-01,5,x`).join("\n");
    const bytes = Buffer.concat([
      Buffer.from(`order,paid_at,paid,title\n${ascii}\nG99999,2026-01-01,5,`),
      Buffer.from([0xb2, 0xdd, 0xdd, 0xae, 0x0a]),
    ]);
    const run = await importOf(test, bytes);
    expect(run.detail).toMatchObject({ format: { encoding: "gb18030" }, totals: { bad: 0, rows: 20_001 } });
  });
});

describe("other kinds", () => {
  it("members bring profile, tags, seats and a consent that is never forced on who refused", async () => {
    const file = csv(
      "会员编号,昵称,手机号,城市,标签,所在群,入群时间,接受活动消息,生日",
      `M1,桃子,13800138001,云溪,"水果、团长",${group.code},2026-01-05 10:00,是,3月3日`,
      `M2,李子,13800138002,,水果,福利群 01,,否,`,
      `M3,,,,,没有的群,,,`,
      `,,,云溪,,,,,`,
    );
    const columns = { columns: ["memberId", "nickname", "phone", "city", "tags", "group", "joinedAt", "marketing", "custom"] as const };
    const run = async () =>
      (await (await importOf(test, file, { kind: "members", options: { columns: [...columns.columns] } })).run()).counts;
    expect(await run()).toEqual({ read: 4, new: 2, changed: 0, same: 0, bad: 2 });
    const events = await countOf(test, "events");
    expect(await run()).toEqual({ read: 4, new: 0, changed: 0, same: 2, bad: 2 });
    expect(await countOf(test, "events")).toBe(events);
    expect(
      await test.rows(
        "select m.nickname, m.city, m.custom, m.marketing_consent as yes, count(t.*)::int as tags from app.members m left join app.member_tags t on t.member_id = m.id where m.phone in ('13800138001', '13800138002') group by m.brand_id, m.id order by 1 desc",
      ),
    ).toEqual([
      { nickname: "桃子", city: "云溪", custom: { 生日: "3月3日" }, yes: true, tags: 2 },
      { nickname: "李子", city: "", custom: {}, yes: false, tags: 1 },
    ]);
    expect(await test.rows("select count(*)::int as n from app.seats where group_id = $1", [group.id])).toEqual([{ n: 2 }]);
    const yes = csv("会员编号,昵称,接受活动消息", "M2,李子,是");
    await (await importOf(test, yes, { kind: "members" })).run();
    expect(await test.rows("select marketing_consent as yes from app.members where phone = '13800138002'")).toEqual([{ yes: false }]);
  });

  it("chat rooms become groups on wish, are found again, or are left out", async () => {
    const file = csv(
      "room,message_id,sent_at,user,text",
      'r1,1,2026-01-01T10:00:00Z,a,"早\n安"',
      "r1,1,2026-01-01T10:00:00Z,a,早",
      "r2,2,2026-01-01T10:01:00Z,b,",
      `${group.code},3,2026-01-01T10:02:00Z,a,hi`,
      "r3,4,2026-01-01T10:03:00Z,a,hi",
    );
    const options = { rooms: { r3: { skip: true as const } } };
    const first = await (await importOf(test, file, { kind: "chat", options })).run();
    expect(first.counts).toEqual({ read: 5, new: 3, changed: 0, same: 1, bad: 1 });
    expect(await test.rows("select name, external_id, channel from app.groups where external_id in ('r1', 'r2', 'r3') order by 1")).toEqual(
      [
        { name: "r1", external_id: "r1", channel: "manual" },
        { name: "r2", external_id: "r2", channel: "manual" },
      ],
    );
    const again = await importOf(test, file, { kind: "chat" });
    expect(
      again.detail.totals?.places
        .filter((place) => place.group)
        .map((place) => place.name)
        .sort(),
    ).toEqual([group.code, "r1", "r2"].sort());
    expect((await again.run()).counts).toEqual({ read: 5, new: 1, changed: 0, same: 4, bad: 0 });
  });

  it("a long text of a chat comes back whole to be mended; one that is too long stays so", async () => {
    const long = `=${"长".repeat(19_998)}。`;
    const file = csv("room,message_id,sent_at,user,text", `r9,L1,昨天,a,${long}`, `r9,L2,2026-01-01T10:00:00Z,a,${long}多`);
    const run = await importOf(test, file, { kind: "chat" });
    expect((await run.run()).counts).toMatchObject({ new: 0, bad: 2 });
    const mended = (await reportOf(test, run.id)).replace("昨天", "2026-01-01T10:00:00Z");
    expect((await (await importOf(test, mended, { kind: "chat" })).run()).counts).toMatchObject({ new: 1, bad: 1 });
    expect(await test.rows("select text = $1 as is_whole from app.messages where text like '=长%'", [long])).toEqual([{ is_whole: true }]);
  });

  it("costs count equal rows each, once", async () => {
    const file = csv(
      "日期,类别,金额,群编号,活动",
      `2026/11/3,奖品,112,${group.code},`,
      `2026/11/3,奖品,112,${group.code},`,
      "2026-11-04,推广,500,,双十一",
      "2026-11-04,别的,5,,x",
      "2027-11-04,推广,5,,x",
    );
    expect((await (await importOf(test, file)).run()).counts).toEqual({ read: 5, new: 3, changed: 0, same: 0, bad: 2 });
    expect((await (await importOf(test, file)).run()).counts).toEqual({ read: 5, new: 0, changed: 0, same: 3, bad: 2 });
  });
});

describe("rights", () => {
  it("keep an operator to groups in sight, and his imports to himself", async () => {
    const operator = await test.staff(["operator"], cityId);
    const file = csv(
      "订单号,支付时间,实付,群编号",
      `O1,2026-01-01,1,${group.code}`,
      `O2,2026-01-01,1,${far.code}`,
      "O3,2026-01-01,1,",
      "Z1,2025-11-22 8:05,1,",
    );
    const mine = await importOf(test, file, { actor: operator });
    expect((await mine.run()).counts).toMatchObject({ read: 4, new: 1, bad: 3 });
    const other = await test.staff(["operator"], cityId);
    await expect(showImport(test.as(other), { importId: mine.id })).rejects.toMatchObject({ code: "imports.missing" });
    expect((await listImports(test.as(other), { limit: 10 })).items).toEqual([]);
    expect((await listImports(test.as(), { limit: 50 })).items.map((one) => one.id)).toContain(mine.id);
    await expect(importOf(test, file, { actor: await test.staff(["sales"]) })).rejects.toMatchObject({ code: "session.forbidden" });
    await expect(importOf(test, file, { actor: await test.staff(["analyst"]), kind: "chat" })).rejects.toMatchObject({ kind: "forbidden" });
  });

  it("let a file be put away by hand and by time, once nobody reads it", async () => {
    const one = await importOf(test, csv("订单号,支付时间,实付", "F1,2026-01-01,x"));
    await expect(cancelImport(test.as(), { importId: one.id })).rejects.toMatchObject({ code: "imports.ended" });
    await one.run();
    await forgetImport(test.as(), { importId: one.id });
    expect(await one.show()).toMatchObject({ isForgotten: true, counts: { bad: 1 } });
    await expect(startRun(test.as(), { importId: one.id })).rejects.toMatchObject({ code: "imports.forgotten" });
    const was = test.clock.now;
    test.clock.now = new Date(was.getTime() + 31 * 86_400_000);
    expect(await forgetOldImports(test.system())).toBeGreaterThan(3);
    test.clock.now = was;
  });
});
