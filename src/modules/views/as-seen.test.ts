import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const source = join(import.meta.dirname, "../..");
const drawn = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".tsx"))
  .map((name) => ({ name, text: readFileSync(join(source, name), "utf8") }));
const found = (pattern: RegExp) => drawn.flatMap(({ text }) => [...text.matchAll(pattern)]);

/** Lists that are exported under another name than their views are kept under. */
const exportedAs: Record<string, string> = { values: "buyer-values", "wecom-welcomes": "wecom-welcome-sends" };

test("a list whose columns people choose is exported with those in sight", () => {
  const chosen = found(/use(?:ListView\("([a-z-]+)", \{ columns|ColumnChoice\("([a-z-]+)")/g).map(([, one, other]) => one ?? other ?? "");
  const lists = new Set(chosen.map((list) => exportedAs[list] ?? list));
  expect(lists.size).toBeGreaterThan(20);
  const whole = found(/<ExportButton[^>]*list="([a-z-]+)"[^>]*>/g).filter(
    ([tag, list]) => lists.has(list ?? "") && !tag.includes("columns="),
  );
  expect(whole.map(([, list]) => list)).toEqual([]);
});

test("a list that can be put in order keeps its order in its views", () => {
  const ordered = drawn.filter(({ text }) => /useListView\(/.test(text) && /url\.set\(\{ sort/.test(text));
  expect(ordered.length).toBeGreaterThan(2);
  expect(ordered.filter(({ text }) => !/\[[^\]]*"sort"/.test(text)).map(({ name }) => name)).toEqual([]);
});
