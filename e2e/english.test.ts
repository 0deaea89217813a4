import { expect, test } from "vitest";
import { pages } from "../src/web/console/pages.ts";
import { sharedBrowser } from "./browser.ts";
import { addressOf, readerOf, walk } from "./english.ts";
import { fillEnglishBrand, makeEnglishBrand, reportPast } from "./english-brand.ts";
import { startProduct } from "./product.ts";

test("every page of the console with its tabs and segments, in English", { timeout: 600_000 }, async () => {
  const product = await startProduct(await sharedBrowser(), { locale: "en-US" });
  try {
    const owner = await makeEnglishBrand(product);
    const { ids } = await fillEnglishBrand(owner);
    await reportPast(owner, ids["groupId"] ?? "");
    const reader = await readerOf(owner);
    for (const { path } of pages) await walk(reader, addressOf(owner, path, ids), path);
    expect(reader.takeFaults()).toEqual([]);
    expect(reader.looks()).toBeGreaterThan(2 * pages.length);
    expect(product.takeFaults()).toEqual([]);
  } finally {
    await product.stop();
  }
});
