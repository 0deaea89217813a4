import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inspect } from "./house.ts";
import { namesOf } from "./module-files.ts";
import { makeModule } from "./new-module.ts";

const root = join(import.meta.dirname, "..");
const bin = (name: string) => join(root, "node_modules/.bin", name);

let copy: string;
let made: string[];

/** The repository's own files in a folder of their own, with the same packages. */
function copyRepository(): string {
  const folder = mkdtempSync(join(tmpdir(), "qunce-new-module-"));
  const listed = execFileSync(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", "src", "migrations", "*.json", "vitest.config.ts", ".oxfmtrc.json"],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  for (const path of listed.split("\n").filter((name) => name !== "" && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** Without what the surrounding test run told its own processes. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV|NODE_OPTIONS)/.test(name)));
}

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
    expect(readFileSync(join(copy, "src/app.ts"), "utf8")).toMatch(/import \{ giftCardsModule \} [\s\S]*\n {2}giftCardsModule,\n\];/);
  });

  it("keeps the rules of the house", () => {
    const files = made.filter((path) => path.endsWith(".ts")).map((path) => ({ path, text: readFileSync(join(copy, path), "utf8") }));
    expect(inspect(files, new Set(["gift_cards"]))).toEqual([]);
  });

  it("is well formed, well typed, and passes its test", { timeout: 240_000 }, () => {
    const run = (program: string, args: readonly string[]) => {
      const { status, stdout, stderr } = spawnSync(bin(program), args, {
        cwd: copy,
        encoding: "utf8",
        env: { ...plainEnvironment(), QUNCE_TEST_DIR: join(copy, "data") },
      });
      return { status, output: stdout + stderr };
    };
    const own = made.filter((path) => path.endsWith(".ts"));
    expect(run("oxfmt", own).status).toBe(0);
    expect(run("oxlint", ["src/modules/gift-cards"])).toMatchObject({ status: 0 });
    writeFileSync(join(copy, "tsconfig.own.json"), JSON.stringify({ extends: "./tsconfig.json", include: ["src/modules/gift-cards"] }));
    const types = run("tsc", ["-p", "tsconfig.own.json"])
      .output.split("\n")
      .filter((line) => line.includes("gift-cards") || line.includes("src/app.ts"));
    expect(types).toEqual([]);
    const tests = run("vitest", ["run", "--project", "house", "src/modules/gift-cards"]);
    expect(tests.output).toMatch(/gift-cards\.test\.ts/);
    expect(tests, tests.output.slice(-3_000)).toMatchObject({ status: 0 });
  });
});
