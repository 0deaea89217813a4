import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { realData } from "../src/testing/real-data.ts";
import { checkAndRun, numbers, upload } from "./import-steps.ts";
import { picture } from "./product.ts";
import { brandPath } from "./steps.ts";
import { withProduct } from "./with-product.ts";

const orders = realData("orders-cdnow.csv.gz");
const sample = realData("orders-cdnow-sample.csv.gz");
const rooms = realData("chat-rooms.csv.gz");

/** A look at a whole file, or its run, on a busy machine. */
const PATIENCE_MS = 600_000;

describe.skipIf(!orders.isThere || !rooms.isThere)("real data in the console", { timeout: 2 * PATIENCE_MS }, () => {
  /** As UTC: the known figures are by its months. */
  const at = withProduct({ zone: "Africa/Abidjan" });

  test("CDNOW's orders go in by the wizard; the pages show its sums, who bought again and the first cohort", async () => {
    const page = at.owner;
    await upload(page, "", orders.path);
    await checkAndRun(page, "开始导入 69,659 行", PATIENCE_MS);
    expect(await numbers(page)).toEqual(["69,659", "69,659", "0", "0", "0"]);
    await page.getByRole("link", { name: "看订单" }).click();
    await page.getByText("2,500,315.63").first().waitFor();
    await page.getByText("23,570").first().waitFor();
    await page.goto(`${brandPath(page)}/insight/orders?tab=buyers`);
    await page.getByText("· 49.48%").waitFor();
    const january = page.getByRole("region", { name: "按首次购买月份看复购" }).locator("tbody tr", { hasText: "1997-01" });
    expect((await january.locator("th, td").allTextContents()).slice(0, 5)).toEqual(["1997-01", "7,846", "7,846", "1,157", "964"]);
    await picture(page, "real-buyers");
    expect(at.product.takeFaults()).toEqual([]);
  });

  test("the chat rooms go in by the wizard; the page of months shows messages and writers of all and of one room", async () => {
    const page = at.owner;
    await upload(page, "", rooms.path, "chat");
    await checkAndRun(page, "开始导入 131,553 行", PATIENCE_MS);
    expect(await numbers(page)).toEqual(["131,553", "130,828", "0", "725", "0"]);
    await page.getByRole("link", { name: "看每月发言" }).click();
    // Counted by a reaction, behind the import.
    const shown = async () => {
      await page.reload();
      await page.getByRole("table", { name: "按月" }).waitFor();
      return numbers(page);
    };
    await expect.poll(shown, { timeout: PATIENCE_MS, interval: 2_000 }).toEqual(["130,828", "3,910", "37"]);
    await page.getByRole("cell", { name: "room-01", exact: true }).click();
    await page.getByRole("button", { name: "看全部群" }).waitFor();
    const months = page.getByRole("table", { name: "按月" }).locator("tbody tr");
    const monthOf = async (month: string) => (await months.filter({ hasText: month }).locator("td, th").allTextContents()).slice(0, 3);
    expect(await monthOf("2014-12")).toEqual(["2014-12", "2,909", "15"]);
    expect(await monthOf("2015-01")).toEqual(["2015-01", "6,015", "22"]);
    await picture(page, "real-talk");
    expect(at.product.takeFaults()).toEqual([]);
  });
});

/** The published fits on the sample, as the README of the data names them. */
const published = [
  "BG/NBD r 0.243 α 4.414 a 0.793 b 2.426",
  "Pareto/NBD r 0.553 α 10.578 s 0.606 β 11.669",
  "Gamma-Gamma p 6.25 q 3.74 v 15.44",
];

const languages = {
  zh: { models: "模型", bands: "价值分布", weeks: "检验：预计与实际", said: /预计 ([\d,]+) 次，实际 ([\d,]+) 次/ },
  en: {
    models: "Models",
    bands: "Buyers by value",
    weeks: "Check: expected and actual",
    said: /([\d,]+) expected, ([\d,]+) came/,
    total: "Total",
  },
};

const spaced = (texts: readonly string[]) => texts.map((text) => text.replaceAll(/\s+/g, " ").trim());
const numberOf = (text: string | undefined) => Number(text?.replaceAll(/[^\d.]/g, ""));

/** What the page says of the fit: the models' parameters, the sums above, the weeks of the check, and the bands with their last row apart. */
async function readValues(page: Page, words: (typeof languages)["zh"]) {
  const models = page.getByRole("table", { name: words.models }).locator("tbody tr");
  await models.nth(2).waitFor();
  const parameters = await models.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll("b, .orders-values-parameters > span")].map((one) => one.textContent).join(" ")),
  );
  const sums = spaced(await page.locator(".orders-sums b").allTextContents());
  const bands = page.getByRole("table", { name: words.bands }).locator("tbody tr");
  const cells = await bands.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll("td, th")].map((cell) => cell.textContent ?? "")),
  );
  const weeks = words.said.exec(await page.getByRole("region", { name: words.weeks }).innerText())?.slice(1);
  return {
    parameters: spaced(parameters),
    likelihoods: spaced(await models.locator("td:last-child").allTextContents()),
    sums,
    weeks,
    cells,
  };
}

describe.skipIf(!sample.isThere)("the published sample in the console", { timeout: 2 * PATIENCE_MS }, () => {
  const at = withProduct({ zone: "Africa/Abidjan" });

  test("its values are fitted from the page: the published parameters, and sums that add up, in both languages", async () => {
    const page = at.owner;
    await upload(page, "", sample.path);
    await checkAndRun(page, "开始导入 6,919 行", PATIENCE_MS);
    await page.goto(`${brandPath(page)}/insight/orders?tab=buyers&view=values`);
    await page.getByRole("button", { name: "开始算" }).click();
    const form = page.getByRole("dialog", { name: "算买家价值" });
    for (const [label, day] of [
      ["截止日", "1997-09-30"],
      ["检验到", "1998-06-30"],
    ] as const) {
      await form.getByLabel(label).fill(day);
      await form.getByLabel(label).press("Enter");
    }
    await form.getByLabel("年折现率").fill("0");
    await form.getByRole("button", { name: "开始算" }).click();
    await page.getByRole("table", { name: "模型" }).waitFor({ timeout: PATIENCE_MS });
    const chinese = await readValues(page, languages.zh);
    expect(chinese.parameters).toEqual(published);
    expect(chinese.likelihoods).toEqual(["-9,582.4", "-9,595.0", "-4,055.9"]);
    expect(chinese.sums.slice(0, 2)).toEqual(["2,357", "946"]);
    expect(chinese.weeks?.[1]).toBe("1,882");
    const [purchases, total, each] = chinese.sums.slice(2).map(numberOf);
    expect(each).toBeCloseTo((total ?? 0) / 2_357, 2);
    const last = chinese.cells.at(-1) ?? [];
    const bands = chinese.cells.slice(0, -1);
    const sumOf = (column: number) => bands.reduce((sum, cells) => sum + numberOf(cells[column]), 0);
    expect([last[0], last[1], sumOf(1)]).toEqual(["合计", "2,357", 2_357]);
    expect(Math.round(numberOf(last[3]))).toBe(purchases);
    expect(sumOf(3)).toBeCloseTo(numberOf(last[3]), 0);
    expect(numberOf(last[4])).toBe(total);
    expect(sumOf(4)).toBeCloseTo(total ?? 0, 1);
    await picture(page, "real-values");
    await page.goto(`${brandPath(page)}/insight/orders?tab=buyers&view=values&lang=en`);
    const english = await readValues(page, languages.en);
    expect(english.parameters).toEqual(published);
    expect(english.weeks).toEqual(chinese.weeks);
    expect(english.sums.map(numberOf)).toEqual(chinese.sums.map(numberOf));
    expect(english.cells.at(-1)?.slice(1)).toEqual(last.slice(1));
    expect(english.cells.at(-1)?.[0]).toBe("Total");
    await picture(page, "real-values-english");
    expect(at.product.takeFaults()).toEqual([]);
  });
});
