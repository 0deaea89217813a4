import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ApiError } from "../client.ts";
import { errorText, problemNumber } from "./error-text.ts";
import { startWords } from "./index.ts";
import { errors } from "./zh-CN/errors.ts";

await startWords("zh-CN");

test("a sentence takes its figures from the details", () => {
  expect(errorText(new ApiError("session.too-many-tries", 429, { retryAfterS: 1200 }))).toBe("试得太多了，1,200 秒后再试。");
});

test("an unknown code is named", () => {
  expect(errorText(new ApiError("nobody.knows", 409))).toBe("没能完成（nobody.knows）。已保存的内容都在。");
  expect(errorText(new Error("boom"))).toContain("client.unknown");
  expect(problemNumber(new ApiError("server.bug", 500, {}, "Q-12AB"))).toBe("Q-12AB");
  expect(problemNumber(new Error("boom"))).toBe("");
});

const source = join(import.meta.dirname, "../..");

/** All that the server's code says, where codes stand as they are or begin with what stands before a part. */
function saidByServer(): string {
  return readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((name) => /^(server|modules|channels)\//.test(name) && name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => readFileSync(join(source, name), "utf8"))
    .join("\n");
}

/** That every code has its sentence is seen by the compiler: see `lib/refusal-codes.ts`. */
test("nothing has a sentence that nobody refuses with", () => {
  const said = saidByServer();
  const beginnings = [...said.matchAll(/Refusal\([^`;]*`([a-z]+\.[a-z-]*)\$\{/g)].map((match) => match[1] ?? "");
  expect(beginnings).toContain("tasks.reopen-");
  const isSaid = (code: string) => said.includes(`"${code}"`) || beginnings.some((beginning) => code.startsWith(beginning));
  expect(Object.keys(errors).filter((code) => !code.startsWith("client.") && !isSaid(code))).toEqual([]);
  expect(isSaid("session.nobody-refuses-so")).toBe(false);
});
