import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { makeExport } from "./erase.actions.ts";
import { recordConsents, resolveMembers } from "./index.ts";
import { listConsents, listRequests } from "./privacy-lists.actions.ts";
import { eraseMember, exportMember, withdrawEraseByStaff } from "./privacy.actions.ts";

let test: TestBrand;
let ids: string[];
const people = ["王小雨", "雨小王", "欧阳柚子"];

beforeAll(async () => {
  test = await openTestBrand();
  ids = await resolveMembers(
    test.system(),
    people.map((nickname) => ({ kind: "web", scope: "", externalId: nickname, nickname, at: test.clock.now })),
  );
});
afterAll(() => test.close());

const asked = (ask: object = {}) => listRequests(test.as(), { limit: 50, ...ask });

describe("what people asked of their data", () => {
  it("is listed with its deadline, found by name, and counted by state", async () => {
    const [rain = "", , pomelo = ""] = ids;
    const second = () => (test.clock.now = new Date(test.clock.now.getTime() + 1000));
    await exportMember(test.as(), { memberId: rain });
    second();
    await eraseMember(test.as(), { memberId: rain });
    second();
    await eraseMember(test.as(), { memberId: pomelo });
    await makeExport(test.system());
    await withdrawEraseByStaff(test.as(), { memberId: pomelo });
    const all = await asked();
    expect(all.items.map((one) => [one.nickname, one.kind, one.state])).toEqual([
      ["欧阳柚子", "erase", "withdrawn"],
      ["王小雨", "erase", "asked"],
      ["王小雨", "export", "ready"],
    ]);
    expect(all.counts).toEqual({ asked: 1, ready: 1, done: 0, withdrawn: 1, late: 0 });
    expect(all.items.map((one) => one.url === null)).toEqual([true, true, false]);
    expect((await asked({ q: "小雨" })).items.map((one) => one.nickname)).toEqual(["王小雨", "王小雨"]);
    expect((await asked({ q: "没有这个人" })).items).toEqual([]);
    expect((await asked({ state: "asked", kind: "export" })).items).toEqual([]);
    test.clock.now = new Date(test.clock.now.getTime() + 16 * 86_400_000);
    const later = await asked();
    expect(later.counts.late).toBe(1);
    expect(later.items.every((one) => one.url === null)).toBe(true);
    const first = await asked({ limit: 2 });
    expect((await asked({ limit: 2, cursor: first.nextCursor ?? undefined })).items).toHaveLength(1);
  });

  it("stands in the consent log with all else that was agreed to", async () => {
    const [rain = "", king = ""] = ids;
    const base = { memberId: king, textVersion: "v1", channel: "web" };
    await recordConsents(test.system(), [
      { ...base, purpose: "rules", granted: true },
      { ...base, purpose: "marketing", granted: true },
    ]);
    const log = (ask: object) => listConsents(test.as(), { limit: 50, ...ask });
    expect((await log({ q: "雨小王" })).items.map((one) => one.purpose).toSorted()).toEqual(["marketing", "rules"]);
    const refused = await log({ purpose: "marketing", granted: false });
    expect(refused.items.map((one) => [one.nickname, one.textVersion])).toEqual([
      ["欧阳柚子", "erase"],
      ["王小雨", "erase"],
    ]);
    expect((await log({ memberId: rain })).items).toHaveLength(1);
    expect((await log({ from: "2020-01-01", to: "2020-01-02" })).items).toEqual([]);
  });
});
