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
const inside = String.raw`(?:[^()]|\((?:[^()]|\([^()]*\))*\))*`;
const thrown = new RegExp(String.raw`(?:Refusal\(\s*"[a-z]+",\s*|(?:\bfound|onDuplicate)\(${inside},\s*)"([a-z-]+\.[a-z-]+)"\s*[,)]`, "g");

/** The codes that appear where something is refused. */
function codesThrown(): string[] {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
    (name) => /^(server|modules|channels)\//.test(name) && name.endsWith(".ts") && !name.endsWith(".test.ts"),
  );
  return [
    ...new Set(files.flatMap((name) => [...readFileSync(join(source, name), "utf8").matchAll(thrown)].map((match) => match[1] ?? ""))),
  ].sort();
}

test("every code the server refuses with has its sentence", () => {
  const codes = codesThrown();
  expect(codes).toContain("session.missing");
  expect(codes).toContain("brands.missing");
  expect(codes.filter((code) => !(code in errors))).toEqual([]);
});
