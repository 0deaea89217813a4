import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeModule } from "./new-module.ts";
import { copyRepository } from "./repository-copy.ts";

const root = join(import.meta.dirname, "..");
const bin = (name: string) => join(root, "node_modules/.bin", name);

let copy: string;
let made: string[];

/** Without what the surrounding test run told its own processes. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV|NODE_OPTIONS)/.test(name)));
}

beforeAll(() => {
  copy = copyRepository();
  made = makeModule(copy, "gift-cards", "礼品卡");
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

it("a new module is well formed, well typed, and passes its test", { timeout: 240_000 }, () => {
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
