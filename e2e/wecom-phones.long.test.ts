import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeOrgs, openTestOrg, type Org } from "../src/simulators/wecom/testing.ts";
import { launchBrowser } from "./browser.ts";

/** The simulator's own page: a person goes the whole way on the two phones, without a product behind them. */

let browser: Browser;
let org: Org;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await closeOrgs();
});

const faults: string[] = [];
async function openPage(width: number): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width, height: 800 }, locale: "zh-CN" })).newPage();
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(`${org.url}/phone`);
  await page.locator("#staff .tab").first().waitFor({ state: "attached" });
  return page;
}

it("scans, joins, talks, confirms a mass send, tags, and dissolves", async () => {
  org = await openTestOrg({ switches: { dispatchingMs: 0 } });
  await org.driver.addTags({ groupName: "等级", names: ["金叶"] });
  await org.api("POST", "externalcontact/groupchat/add_join_way", { scene: 2, chat_id_list: [org.chatId], remark: "海报" });
  await org.api("POST", "externalcontact/add_msg_template", {
    chat_type: "group",
    sender: "zhangsan",
    chat_id_list: [org.chatId],
    text: { content: "周三开汤" },
  });
  const page = await openPage(1440);
  const [staff, customer] = [page.locator("#staff"), page.locator("#customer")];

  await customer.locator("select").selectOption({ label: "阿白" });
  await customer.getByRole("button", { name: "扫码" }).click();
  await customer.getByRole("button", { name: /海报/ }).click();
  await customer.locator(".head .name", { hasText: "品鉴一群 (3)" }).waitFor();
  await customer.getByPlaceholder("说点什么…").fill("我来了");
  await customer.getByPlaceholder("说点什么…").press("Enter");
  await staff.getByText("我来了").first().click();
  await staff.locator(".said", { hasText: "我来了" }).waitFor();
  await staff.getByRole("button", { name: "返回" }).click();

  await staff.getByRole("button", { name: /工作台/ }).click();
  await staff.getByRole("button", { name: /群发助手/ }).click();
  await staff.getByRole("button", { name: /周三开汤/ }).click();
  await staff.getByRole("button", { name: "发送", exact: true }).click();
  await staff.getByText("已送达").waitFor();
  await customer.locator(".said", { hasText: "周三开汤" }).waitFor();

  await staff.getByRole("button", { name: "返回" }).click();
  await staff.getByRole("button", { name: "返回" }).click();
  await staff.getByRole("button", { name: "客户", exact: true }).click();
  await staff.getByRole("button", { name: /阿青/ }).click();
  await staff.getByRole("button", { name: "我", exact: true }).click();
  await staff.getByRole("button", { name: "金叶" }).click();
  await staff.locator(".tag.on", { hasText: "金叶" }).waitFor();
  expect((await org.driver.follows({ userid: "zhangsan" })).find((one) => one.externalId === org.customers[0])?.tags).toHaveLength(1);

  page.on("dialog", (dialog) => void dialog.accept());
  await staff.getByRole("button", { name: "返回" }).click();
  await staff.getByRole("button", { name: "返回" }).click();
  await staff.getByRole("button", { name: "客户群" }).click();
  await staff.getByRole("button", { name: /品鉴一群/ }).click();
  await staff.getByRole("button", { name: "我", exact: true }).click();
  await staff.getByRole("button", { name: "解散群" }).click();
  await staff.getByRole("button", { name: /新建客户群/ }).waitFor();
  expect(await org.driver.chats()).toEqual([]);
  await page.getByRole("button", { name: "English" }).click();
  await staff.getByRole("button", { name: /New customer group/ }).waitFor();
  await page.close();
  expect(faults).toEqual([]);
});

it("fits a phone's width, one screen at a time", async () => {
  const page = await openPage(375);
  for (const [nth, id] of ["staff", "customer", "desk"].entries()) {
    await page.locator("#switcher button").nth(nth).click();
    await page.locator(`#${id}`).waitFor({ state: "visible" });
    expect(await page.locator("main > *:visible").count()).toBe(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  }
  await page.close();
  expect(faults).toEqual([]);
});
