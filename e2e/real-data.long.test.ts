import { describe, expect, test } from "vitest";
import { realData } from "../src/testing/real-data.ts";
import { checkAndRun, numbers, upload } from "./import-steps.ts";
import { picture } from "./product.ts";
import { brandPath } from "./steps.ts";
import { withProduct } from "./with-product.ts";

const orders = realData("orders-cdnow.csv.gz");
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
