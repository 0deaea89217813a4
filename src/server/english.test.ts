import { afterAll, beforeAll, expect, it } from "vitest";
import { modules } from "../app.ts";
import { openTestBrand, type TestBrand } from "../testing/brand.ts";
import { askOf, grow, nothingGrown } from "../testing/grown.ts";
import type { Context } from "./context.ts";
import type { Route } from "./module.ts";

const chinese = /[\u3001-\u303f\u3400-\u9fff\uff00-\uffef]/;
const grown = nothingGrown();
let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand({ language: "en" });
  await grow(test, grown, 0, 3);
  await test.work();
});
afterAll(() => test.close());

const inEnglish = (): Context => test.as().inLanguage("en");

const reads = modules
  .flatMap((module) => module.routes ?? [])
  .filter((route): route is Extract<Route, { kind: "brand" }> => route.kind === "brand")
  .filter(({ endpoint }) => endpoint.method === "GET" && endpoint.audience === "staff");

/** Where the product speaks of Chinese: what is looked for in texts, and the words that stand for a variable in either language. */
const meant = new Set(["/content-variables"]);

it("every answer to an English reader about an English brand is English", async () => {
  const found: string[] = [];
  const asked: string[] = [];
  for (const { endpoint, handle } of reads) {
    const ask = askOf(grown, endpoint);
    if (ask === undefined || meant.has(endpoint.path)) continue;
    asked.push(endpoint.path);
    const text = JSON.stringify(await handle(inEnglish(), ask as never));
    for (const match of text.matchAll(/"[^"]*"/g)) if (chinese.test(match[0])) found.push(`${endpoint.path}: ${match[0].slice(0, 120)}`);
  }
  expect(found).toEqual([]);
  expect(asked.length).toBeGreaterThan(80);
}, 60_000);

it("every list taken along by an English reader is English, heads and cells", async () => {
  const found: string[] = [];
  let cells = 0;
  for (const list of modules.flatMap((module) => module.exports ?? [])) {
    const input = askOf(grown, { path: `/${list.name}`, input: list.input } as never);
    if (input === undefined) continue;
    const { items } = await list.page(inEnglish(), input, undefined);
    for (const column of list.columns(input)) {
      const texts = [column.title.en, ...items.map((row) => column.value(row, "en"))];
      cells += texts.length;
      for (const text of texts)
        if (typeof text === "string" && chinese.test(text)) found.push(`${list.name}.${column.key}: ${text.slice(0, 120)}`);
    }
  }
  expect([...new Set(found)]).toEqual([]);
  expect(cells).toBeGreaterThan(300);
}, 60_000);
