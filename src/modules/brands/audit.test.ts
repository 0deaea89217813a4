import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isSame } from "../../lib/json.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { listAudit, listAuditChoices } from "./audit.actions.ts";
import { actionNames } from "./audit-words.rules.ts";
import { diffOf, diffText, targetNameOf, valueText } from "./audit-diff.rules.ts";
import { addOrgUnit, renameOrgUnit } from "./org.actions.ts";

const none = new Map<string, string>();

describe("a change in words", () => {
  it.each<[unknown, unknown, string[]]>([
    [null, null, []],
    [{ name: "甲" }, { name: "乙" }, ["名字：甲 → 乙"]],
    [{ id: "1", name: "甲", roles: ["operator"] }, { id: "1", name: "甲", roles: ["operator", "editor"] }, ["角色：运营 → 运营、内容"]],
    [undefined, { name: "甲", orgId: null }, ["名字：甲"]],
    [{ name: "甲" }, null, ["名字：甲 → 空"]],
    [{ open: true }, { open: false }, ["open：是 → 否"]],
    [{ rows: 1 }, { rows: 12345 }, ["行数：1 → 12,345"]],
    [{ fen: 3065 }, { fen: -3065 }, ["金额：¥30.65 → −¥30.65"]],
    [undefined, { minute: 845, direction: "brand", format: "image" }, ["几点：14:05", "方向：品牌", "格式：图文"]],
    [undefined, { role: "koc", seatsShare: 0.285 }, ["角色：气氛组", "满群率：28.5%"]],
    [undefined, { settings: { quietFromMinute: 1350 } }, ["设置：静默开始 22:30"]],
    [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, []],
    ["old", "new", ["内容：old → new"]],
  ])("%j to %j", (before, after, words) => {
    expect(diffOf(before, after).map((change) => diffText(change, none, "zh-CN"))).toEqual(words);
  });

  it("names a target as it is, else as it was", () => {
    const entry = { targetName: null, targetId: "1", before: { name: "旧名" }, after: null };
    expect(targetNameOf({ ...entry, targetName: "今名" })).toBe("今名");
    expect(targetNameOf(entry)).toBe("旧名");
    expect(targetNameOf({ ...entry, before: null })).toBe("1");
  });

  it("compares and cuts values", () => {
    expect(isSame([1, { a: 1 }], [1, { a: 1 }])).toBe(true);
    expect(isSame([1], [1, 2])).toBe(false);
    expect(valueText("长".repeat(100), none, "zh-CN")).toHaveLength(81);
    expect(valueText([1, 2, 3, 4, 5, 6, 7], none, "zh-CN")).toBe("7 项");
    expect(valueText([], none, "zh-CN")).toBe("空");
  });
});

it("every audited action of the product has its words", () => {
  const root = join(import.meta.dirname, "../..");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (name) => /^(server|modules|channels)\/.*\.ts$/.test(name) && !name.endsWith(".test.ts"),
  );
  const actions = files.flatMap((name) =>
    [...readFileSync(join(root, name), "utf8").matchAll(/\baction: "([a-z-]+\.[a-z-]+)"/g)].map((hit) => hit[1] ?? ""),
  );
  expect(actions).toContain("brands.rename");
  expect([...new Set(actions)].filter((action) => actionNames[action] === undefined)).toEqual([]);
});

describe("the record", () => {
  let test: TestBrand;
  let city: string;
  beforeAll(async () => {
    test = await openTestBrand();
    city = (await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "云溪市" })).id;
    test.clock.now = new Date(test.clock.now.getTime() + 86_400_000);
    await renameOrgUnit(test.as(), { orgId: city, name: "=云溪" });
  });
  afterAll(() => test.close());

  it("names the target as it is called now, newest first, page by page", async () => {
    const first = await listAudit(test.as(), { limit: 1, targetId: city });
    expect(first.items[0]).toMatchObject({ action: "brands.rename-org-unit", targetName: "=云溪", before: { name: "云溪市" } });
    const second = await listAudit(test.as(), { limit: 1, targetId: city, cursor: first.nextCursor ?? "" });
    expect(second.items.map((one) => one.action)).toEqual(["brands.add-org-unit"]);
    expect(second.nextCursor).toBeNull();
  });

  it("is narrowed by person, action, kind, text and the brand's days", async () => {
    const owner = test.as().actor;
    expect((await listAudit(test.as(), { limit: 50, actorId: owner.id })).items).toHaveLength(2);
    expect((await listAudit(test.as(), { limit: 50, action: "brands.create" })).items[0]).toMatchObject({
      targetId: "zhishang",
      targetName: "枝上鲜果",
    });
    expect((await listAudit(test.as(), { limit: 50, from: "2026-11-23" })).items.map((one) => one.action)).toEqual([
      "brands.rename-org-unit",
    ]);
    expect((await listAudit(test.as(), { limit: 50, to: "2026-11-22", targetKind: "org-unit" })).items).toHaveLength(1);
    // What she did, and what was done to her.
    expect((await listAudit(test.as(), { limit: 50, q: "何穗" })).items).toHaveLength(3);
    // By the name it has now, or had then.
    for (const q of ["=云溪", "云溪市"])
      expect((await listAudit(test.as(), { limit: 50, q })).items.map((one) => one.action)).toEqual([
        "brands.rename-org-unit",
        "brands.add-org-unit",
      ]);
    expect((await listAudit(test.as(), { limit: 50, q: "河滨" })).items).toEqual([]);
    const choices = await listAuditChoices(test.as());
    expect(choices.actors).toContainEqual({ id: owner.id, name: "何穗", kind: "staff" });
    expect(choices.actions).toContain("brands.rename-org-unit");
  });

  it("says what the ids in a change stand for", async () => {
    const { id } = await test.staff(["operator"], city, "周禾");
    const { items, names } = await listAudit(test.as(), { limit: 1, targetId: id });
    expect(names).toEqual({ [city]: "=云溪" });
    expect(diffOf(items[0]?.before, items[0]?.after).map((change) => diffText(change, new Map(Object.entries(names)), "zh-CN"))).toContain(
      "组织：=云溪",
    );
  });

  it("is for those who may audit only", async () => {
    const app = await test.app();
    const answer = await app.inject({
      method: "GET",
      url: "/api/v1/b/zhishang/audit",
      headers: { cookie: await test.cookieOf(["operator"]) },
    });
    expect(answer.statusCode).toBe(403);
  });
});
