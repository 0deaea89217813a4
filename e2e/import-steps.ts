import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { brandPath } from "./steps.ts";

/** Brings a file to the wizard, up to what its columns mean; bytes under a name, or a file by its path. */
export async function upload(page: Page, name: string, file: Buffer | string, kind = "orders"): Promise<void> {
  await page.goto(`${brandPath(page)}/imports/new?kind=${kind}`);
  await page.setInputFiles("input[type=file]", typeof file === "string" ? file : { name, mimeType: "text/csv", buffer: file });
  await page.getByRole("heading", { name: "每一列是什么" }).or(page.getByText("每一列是什么")).first().waitFor();
}

/** Has the whole file looked at and taken in; `patienceMs` is for each of the two. */
export async function checkAndRun(page: Page, button: string, patienceMs = 90_000): Promise<void> {
  await page.getByRole("button", { name: "检查整个文件" }).click();
  await page.getByRole("button", { name: button }).click({ timeout: patienceMs });
  await page.getByText("导入完成").waitFor({ timeout: patienceMs });
}

/** Of the report: rows read, new, changed, the same, bad. */
export const numbers = (page: Page) => page.locator(".dn b").allTextContents();

export async function downloadBadRows(page: Page): Promise<string> {
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "下载这些行" }).click();
  return readFile(await (await download).path(), "utf8");
}
