import { afterAll, beforeAll, expect, it } from "vitest";
import { modules } from "../app.ts";
import { openTestBrand, type TestBrand } from "../testing/brand.ts";
import { chinese } from "../testing/chinese.ts";
import { askOf, grow, nothingGrown } from "../testing/grown.ts";
import type { Context } from "./context.ts";
import type { Route } from "./module.ts";

const grown = nothingGrown();
let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand({ language: "en" });
  // Twice, for what steps of an SOP came to is known once their time has passed.
  await grow(test, grown, 0, 1);
  await grow(test, grown, 1, 3);
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
});

/** Lists without rows here: what a corp tells (exports.test.ts of wecom has one that answers), and models, which need fifty buyers. */
const headsAlone = [
  "buyer-values",
  "callbacks",
  "channel-apis",
  "platform-figures",
  "platform-rows",
  "value-bands",
  "value-models",
  "wecom-codes",
  "wecom-differences",
  "wecom-figure-days",
  "wecom-figures",
  "wecom-group-welcomes",
  "wecom-runs",
  "wecom-staff",
  "wecom-welcome-sends",
];

it("every list taken along by an English reader is English, heads and cells", async () => {
  const found: string[] = [];
  const unasked: string[] = [];
  const bare: string[] = [];
  for (const list of modules.flatMap((module) => module.exports ?? [])) {
    const input = askOf(grown, { path: `/${list.name}`, input: list.input } as never);
    if (input === undefined) {
      unasked.push(list.name);
      continue;
    }
    const { items } = await list.page(inEnglish(), input, undefined);
    if (items.length === 0) bare.push(list.name);
    for (const column of list.columns(input)) {
      for (const text of [column.title.en, ...items.map((row) => column.value(row, "en"))])
        if (typeof text === "string" && chinese.test(text)) found.push(`${list.name}.${column.key}: ${text.slice(0, 120)}`);
    }
  }
  expect([...new Set(found)]).toEqual([]);
  expect(unasked).toEqual([]);
  expect(bare.toSorted()).toEqual([...headsAlone].toSorted());
});
