import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Wecom } from "../src/simulators/wecom/start.ts";
import { picture } from "./product.ts";
import { brandPath, endQuietHours, goTo } from "./steps.ts";
import { connectCorp, startCorp, syncCorp } from "./wecom-steps.ts";
import { withProduct } from "./with-product.ts";

const at = withProduct({ env: { QUNCE_WEBHOOK_PRIVATE: "1" } });
const GROUP = "河滨福利 1 群";
const OTHER = "河滨福利 2 群";
let wecom: Wecom;
beforeAll(async () => {
  wecom = await startCorp([GROUP, OTHER]);
  await endQuietHours(at.owner);
  await connectCorp(at.owner, await at.product.openConsole(`${wecom.url}/phone`), wecom);
  await syncCorp(at.owner);
});
afterAll(() => wecom.close());

/** The same moment on a phone's width and in the dark, where pictures are wanted. */
async function pictures(page: Page, name: string): Promise<void> {
  await picture(page, name);
  if (!process.env["QUNCE_PICTURES"]) return;
  await page.emulateMedia({ colorScheme: "dark" });
  await picture(page, `${name}-dark`);
  await page.setViewportSize({ width: 375, height: 812 });
  await picture(page, `${name}-narrow`);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1440, height: 900 });
}

test("a send by hand says what it asks of staff, reminds them, and is taken back from the platform", async () => {
  const page = at.owner;
  await goTo(page, "触达");
  await page.getByRole("link", { name: "新建触达" }).first().click();
  await page.getByRole("textbox", { name: "名字" }).fill("砂糖橘预告");
  await page.getByText("指定群", { exact: true }).click();
  for (const name of [GROUP, OTHER]) await page.getByRole("checkbox", { name }).check();
  await page.getByRole("radio", { name: "自己写" }).click();
  await page.getByRole("textbox", { name: "文字" }).fill("{群名}的邻居，砂糖橘到了");
  await page.getByText("要在企业微信里分开确认，一共 2 次").waitFor();
  await pictures(page, "wecom-preview");
  await page.getByRole("textbox", { name: "文字" }).fill("砂糖橘到了 https://shop.example.cn/orange");
  await page.getByText("在企业微信群发助手里确认，一个人一次").waitFor();
  await page.getByRole("button", { name: /^发给 2 个群/ }).click();
  const open = async () => (await wecom.driver.tasks({ userid: "lin" })).filter((task) => task.status === 0 && !task.isCancelled);
  await expect.poll(async () => (await open()).length, { timeout: 20_000 }).toBe(1);
  expect((await open())[0]?.text).toMatch(/^砂糖橘到了 https:\/\/shop\.example\.cn\/orange\?qd=[\w-]{22}$/);
  await page.goto(`${brandPath(page)}/reach?tab=plan`);
  await page.getByRole("row", { name: "砂糖橘预告" }).getByText("砂糖橘预告").click();
  const owners = page.getByRole("region", { name: "谁来确认" });
  await owners.getByText("还没确认", { exact: true }).waitFor();
  await pictures(page, "wecom-waiting");
  await owners.getByRole("button", { name: "提醒还没确认的人" }).click();
  await page.getByText("这就提醒 1 个人").waitFor();
  await expect.poll(async () => (await open())[0]?.reminders, { timeout: 5_000 }).toBe(1);
  await page.goto(`${brandPath(page)}/reach?tab=quota`);
  await page.getByRole("table", { name: "额度" }).getByText("1 / ").first().waitFor();
  await pictures(page, "wecom-quota");
  await page.goBack();
  await page.getByRole("button", { name: "取消触达" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "取消 2 个群的发送" }).click();
  await page.getByText("正在请企业微信撤下 2 个群的确认任务").waitFor();
  await expect.poll(async () => (await open()).length, { timeout: 5_000 }).toBe(0);
  expect(at.product.takeFaults()).toEqual([]);
});
