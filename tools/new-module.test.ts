import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inspect } from "./house.ts";
import { namesOf } from "./module-files.ts";
import { makeModule } from "./new-module.ts";
import { copyRepository } from "./repository-copy.ts";

let copy: string;
let made: string[];

beforeAll(() => {
  copy = copyRepository();
  made = makeModule(copy, "gift-cards", "礼品卡");
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe("names", () => {
  it.each([
    ["coupons", { Type: "Coupon", Types: "Coupons", camel: "coupons", table: "coupons" }],
    ["gift-cards", { Type: "GiftCard", Types: "GiftCards", camel: "giftCards", table: "gift_cards" }],
    ["categories", { Type: "Category", Types: "Categories", camel: "categories", table: "categories" }],
    ["stock", { Type: "Stock", Types: "Stock", camel: "stock", table: "stock" }],
  ])("of %s", (plural, names) => {
    expect(namesOf(plural, "")).toMatchObject(names);
  });

  it("that are none, or taken, make nothing", () => {
    expect(() => makeModule(copy, "Coupons", "")).toThrow("no name for a module");
    expect(() => makeModule(copy, "../coupons", "")).toThrow("no name for a module");
    expect(() => makeModule(copy, "groups", "")).toThrow("already");
  });
});

describe("a new module", () => {
  it("has six small files, a test and a table, and a line in each list", () => {
    const inside = made
      .filter((path) => path.startsWith("src/modules/gift-cards/"))
      .map((path) => path.slice("src/modules/gift-cards/gift-cards.".length));
    expect(inside).toEqual(["contract.ts", "rules.ts", "store.ts", "actions.ts", "routes.ts", "module.ts", "test.ts"]);
    expect(made.filter((path) => /^migrations\/\d{4}-gift-cards\.sql$/.test(path))).toHaveLength(1);
    for (const path of made) expect(readFileSync(join(copy, path), "utf8").split("\n").length, path).toBeLessThan(301);
    expect(readFileSync(join(copy, "src/web/i18n/zh-CN/errors.ts"), "utf8")).toContain('"gift-cards.full": "礼品卡最多 {{most}} 个');
    expect(readFileSync(join(copy, "src/modules/brands/audit-words.rules.ts"), "utf8")).toContain(
      '"gift-cards.add": both("新建礼品卡", "Add to gift-cards")',
    );
    expect(readFileSync(join(copy, "src/web/i18n/en/errors.ts"), "utf8")).toContain('"gift-cards.full": "At most {{most}}');
    expect(readFileSync(join(copy, "src/lib/refusal-codes.ts"), "utf8")).toContain('"gift-cards": ["full", "name-taken"]');
    expect(readFileSync(join(copy, "src/app.ts"), "utf8")).toMatch(/import \{ giftCardsModule \} [\s\S]*\n {2}giftCardsModule,\n\];/);
  });

  it("keeps the rules of the house", () => {
    const files = made.filter((path) => path.endsWith(".ts")).map((path) => ({ path, text: readFileSync(join(copy, path), "utf8") }));
    expect(inspect(files, new Set(["gift_cards"]))).toEqual([]);
  });
});
