import { createWriteStream } from "node:fs";
import readWorkbook from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modules } from "../../app.ts";
import type { Context } from "../../server/context.ts";
import { keyOf, removeBytes } from "../../server/files.ts";
import { takeNextJob } from "../../server/job-runs.ts";
import { buffer } from "node:stream/consumers";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { exportedRows, exportLists } from "../../testing/exported.ts";
import { en } from "../../web/i18n/en/index.ts";
import { zhCN } from "../../web/i18n/zh-CN/index.ts";
import { addOrgUnit } from "../brands/index.ts";
import { renameOrgUnit } from "../brands/org.actions.ts";
import { createGroup } from "../groups/index.ts";
import { listMembers } from "../members/list.actions.ts";
import { resolveMembers, seatMembers } from "../members/index.ts";
import { cancelExport, dropOldExports, linkExport, listExports, showExport, startExport } from "./exports.actions.ts";
import { ExportResult, type ExportAsk } from "./exports.contract.ts";
import { chooseColumns, fileName } from "./exports.rules.ts";

const lists = exportLists;
let test: TestBrand;
let east = "";
let eastGroup = "";
const people = ["王小雨", "小雨妈妈", "=HYPERLINK(1)", "李小满", "Tom汤姆", "欧阳柚子"];

beforeAll(async () => {
  test = await openTestBrand();
  ({ id: east } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "河滨区" }));
  const newGroup = async (name: string, orgId: string) =>
    (await createGroup(test.as(), { name, orgId, channel: "web", positioning: "benefit", commercialType: "promotion", ownerStaffId: null }))
      .id;
  eastGroup = await newGroup("河滨福利群", east);
  const other = await newGroup("别处的群", test.headquartersId);
  const at = (n: number) => new Date(Date.parse("2026-11-20T00:00:00Z") + n * 60_000);
  const ids = await resolveMembers(
    test.system(),
    people.map((nickname, n) => ({ kind: "web", scope: "", externalId: `p${n}`, nickname, phone: `1380013204${n}`, at: at(n) })),
  );
  await seatMembers(
    test.system(),
    ids.map((memberId, n) => ({ groupId: n < 3 ? eastGroup : other, memberId, kind: "member" as const, nickname: "", at: at(n) })),
  );
  await test.react();
});
afterAll(() => test.close());

const ask = (more: Partial<ExportAsk> = {}): ExportAsk => ({ list: "members", format: "csv", filter: {}, ...more });
const begin = (more: Partial<ExportAsk> = {}, ctx = test.as()) => startExport(ctx, ask(more), lists);
const bytesOf = async (ctx: Context, exportId: string) => {
  const { url } = await linkExport(ctx, { exportId }, lists);
  const answer = await (await test.app()).inject({ url });
  expect(answer.statusCode).toBe(200);
  return answer.rawPayload;
};
/** The rows of a finished CSV export by their head. */
const exported = (more: Partial<ExportAsk> = {}, ctx = test.as()) => exportedRows(test, ask(more), ctx);

describe("an export", () => {
  it("holds exactly what the list shows, masked, in the list's order, neutralised", async () => {
    const shown = (await listMembers(test.as(), { limit: 200, sort: "joined", ascending: "1", q: undefined })).items;
    const rows = await exported({ filter: { sort: "joined", ascending: "1" } });
    expect(rows.map((row) => row["昵称"])).toEqual(shown.map((one) => (one.nickname.startsWith("=") ? `'${one.nickname}` : one.nickname)));
    expect(rows.map((row) => row["手机号"])).toEqual(shown.map((one) => one.phoneMasked));
    expect(rows.map((row) => row["首次接触"])[0]).toBe("2026-11-20 08:00:00");
  });

  it("honours filters and the columns in sight, in their order", async () => {
    const rows = await exported({ filter: { q: "小雨" }, columns: ["groups", "who"] });
    expect(Object.keys(rows[0] ?? {})).toEqual(["所在群数", "昵称", "备注名", "手机号"]);
    expect(rows.map((row) => row["昵称"])).toEqual(["小雨妈妈", "王小雨"]);
  });

  it("is a workbook that another program opens: the same rows, dates as dates", async () => {
    const { id } = await begin({ format: "xlsx", filter: { ascending: "1" } });
    await test.work();
    const [sheet] = await readWorkbook(await bytesOf(test.as(), id));
    expect(sheet?.sheet).toBe("会员");
    expect(sheet?.data.slice(1).map((row) => row[0])).toEqual(["王小雨", "小雨妈妈", "'=HYPERLINK(1)", "李小满", "Tom汤姆", "欧阳柚子"]);
    expect(sheet?.data[1]).toContainEqual(new Date("2026-11-20T08:00:00Z"));
    expect(await showExport(test.as(), { exportId: id }, lists)).toMatchObject({ state: "done", rows: 6, name: "会员-2026-11-22.xlsx" });
  });

  it("shows a limited colleague his own part, and numbers in full only to who may see them", async () => {
    const operator = test.as(await test.staff(["operator"], east));
    const own = await exported({ filter: {} }, operator);
    expect(own.map((row) => row["完整手机号"])).toEqual(["13800132042", "13800132041", "13800132040"]);
    const admin = test.as(await test.staff(["group-admin"], east));
    expect(await exported({}, admin)).toEqual([]);
    expect(Object.keys((await exported({ list: "groups" }, admin))[0] ?? {})).not.toContain("完整手机号");
    const editor = test.as(await test.staff(["editor"], east));
    await expect(begin({}, editor)).rejects.toMatchObject({ code: "session.forbidden" });
    await expect(begin({ list: "audit" }, operator)).rejects.toMatchObject({ code: "session.forbidden" });
    await expect(begin({ list: "secrets" })).rejects.toMatchObject({ code: "exports.list-unknown" });
    const beyond = await begin({ filter: { groupId: eastGroup, orgId: test.headquartersId } }, operator);
    await test.work();
    expect(await showExport(operator, { exportId: beyond.id }, lists)).toMatchObject({
      state: "failed",
      failure: { code: "brands.org-missing" },
    });
  });

  it("is only the asker's to take; the audit tells of start, end with its rows, and download", async () => {
    const operator = await test.staff(["operator"], east);
    const { id } = await begin({ filter: { q: "小雨" } }, test.as(operator));
    await test.work();
    await bytesOf(test.as(operator), id);
    await expect(linkExport(test.as(), { exportId: id }, lists)).rejects.toMatchObject({ code: "jobs.missing" });
    expect(await showExport(test.as(), { exportId: id }, lists)).toMatchObject({ isOwn: false, askerName: "operator" });
    const stranger = test.as(await test.staff(["sales"], east));
    await expect(showExport(stranger, { exportId: id }, lists)).rejects.toMatchObject({ code: "jobs.missing" });
    await expect(listExports(stranger, { limit: 10, whose: "all" }, lists)).rejects.toMatchObject({ code: "session.forbidden" });
    expect((await listExports(stranger, { limit: 10, whose: "mine" }, lists)).items).toEqual([]);
    const told = await test.rows(
      "select action, actor_name, after from app.audit_entries where target_id = $1 order by array_position(array['exports.start', 'exports.finish', 'exports.download'], action)",
      [id],
    );
    expect(told).toMatchObject([
      { action: "exports.start", actor_name: "operator", after: { list: "members", format: "csv", filter: { q: "小雨" } } },
      { action: "exports.finish", actor_name: "operator", after: { list: "members", rows: 2, filter: { q: "小雨" } } },
      { action: "exports.download", actor_name: "operator" },
    ]);
  });

  it("is cancelled, begun anew after a crash, and leaves nothing half written", async () => {
    const { id: waiting } = await begin();
    await cancelExport(test.as(), { exportId: waiting });
    expect(await showExport(test.as(), { exportId: waiting }, lists)).toMatchObject({ state: "cancelled" });
    const { id } = await begin();
    const jobs = modules.flatMap((module) => module.jobs ?? []);
    await takeNextJob(test.runtime, test.brand.id, jobs);
    expect(await showExport(test.as(), { exportId: id }, lists)).toMatchObject({ state: "running" });
    test.clock.now = new Date(test.clock.now.getTime() + 31_000);
    await test.work();
    expect(await showExport(test.as(), { exportId: id }, lists)).toMatchObject({ state: "done", rows: 6 });
  });

  it("says so when the disk is full, and can be made again", async () => {
    const whole = { ...test.runtime.files };
    const dropped: string[] = [];
    test.runtime.files.draft = async () => ({
      write: createWriteStream("/dev/full"),
      keep: async () => undefined,
      drop: async () => void dropped.push("dropped"),
    });
    const { id } = await begin({ format: "xlsx" });
    await test.work();
    Object.assign(test.runtime.files, whole);
    expect(await showExport(test.as(), { exportId: id }, lists)).toMatchObject({ state: "failed", failure: { code: "jobs.disk-full" } });
    expect(dropped).toEqual(["dropped"]);
    await expect(linkExport(test.as(), { exportId: id }, lists)).rejects.toMatchObject({ code: "exports.no-file" });
    expect(await exported()).toHaveLength(6);
  });

  it("goes after its days; its link ends before", async () => {
    const now = test.clock.now;
    const { id } = await begin({ format: "xlsx" });
    await test.work();
    const { url } = await linkExport(test.as(), { exportId: id }, lists);
    const { sha256 } = ExportResult.parse(
      (await test.rows<{ result: unknown }>("select result from app.jobs where id = $1", [id]))[0]?.result,
    );
    test.clock.now = new Date(now.getTime() + 3 * 86_400_000);
    expect((await (await test.app()).inject({ url })).statusCode).toBe(404);
    expect(await dropOldExports(test.system())).toBe(0);
    test.clock.now = new Date(now.getTime() + 8 * 86_400_000);
    expect(await dropOldExports(test.system())).toBeGreaterThan(0);
    expect(await showExport(test.as(), { exportId: id }, lists)).toMatchObject({ state: "removed", rows: 6, goesAt: null });
    const isThere = () => buffer(test.runtime.files.read(keyOf(test.brand.id, sha256))).then(Boolean, () => false);
    await removeBytes(test.system());
    expect(await isThere()).toBe(false);
    test.clock.now = now;
  });

  it("tells what was changed in words, one line a change", async () => {
    await renameOrgUnit(test.as(), { orgId: east, name: "=河滨" });
    const rows = await exported({ list: "audit", filter: { targetKind: "org-unit" }, columns: ["who", "action", "target", "change"] });
    expect(rows[0]).toEqual({ 谁: "何穗", 做了什么: "改组织名", 对象: "组织 =河滨", 改动: "名字：河滨区 → =河滨" });
  });

  it("has a name for every list in the dictionary of pages", () => {
    expect(Object.keys(zhCN.exports.lists).toSorted()).toEqual(lists.map((one) => one.name).toSorted());
    for (const list of lists) {
      expect(new Map(Object.entries(zhCN.exports.lists)).get(list.name)).toBe(list.title["zh-CN"]);
      expect(new Map(Object.entries(en.exports.lists)).get(list.name)).toBe(list.title.en);
    }
  });

  it.each(lists.map((one) => [one.name, one] as const))("%s: every column has a name of its own in both languages", (_name, list) => {
    const columns = list.columns(list.name === "cohorts" ? { weeks: 8 } : { metric: "join", key: "messages" });
    for (const language of ["zh-CN", "en"] as const) {
      const titles = columns.map((column) => column.title[language]);
      expect(new Set(titles).size).toBe(titles.length);
      expect(titles.every(Boolean)).toBe(true);
    }
    expect(columns.map((column) => column.title.en).join()).not.toMatch(/\p{Script=Han}/u);
    expect(new Set(columns.map((column) => column.key)).size).toBe(columns.length);
  });
});

describe("the rules", () => {
  const columns = [
    { key: "a", title: { "zh-CN": "甲", en: "A" }, value: () => "" },
    { key: "b", title: { "zh-CN": "乙", en: "B" }, seenIn: "a", value: () => "" },
    { key: "c", title: { "zh-CN": "丙", en: "C" }, seenIn: null, value: () => "" },
    { key: "d", title: { "zh-CN": "丁", en: "D" }, permission: "x", value: () => "" },
  ];
  it.each([
    [undefined, true, "abcd"],
    [undefined, false, "abc"],
    [["d", "a"], true, "dab"],
    [["d", "a"], false, "ab"],
    [["nothing"], true, "abcd"],
  ])("choose of columns seen %j", (seen, holds, expected) => {
    expect(
      chooseColumns(columns, seen, () => holds)
        .map((column) => column.key)
        .join(""),
    ).toBe(expected);
  });

  it("name files as any disk takes them", () => expect(fileName('群 "a/b"', "2026-11-22", "csv")).toBe("群 a b-2026-11-22.csv"));
});
