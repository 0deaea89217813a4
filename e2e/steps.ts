import type { Locator, Page } from "playwright-core";
import { z } from "zod";
import type { Product } from "./product.ts";

export const OWNER = { name: "林店长", login: "lin@hebin.example", password: "hebin-2026" };
export const BRAND = "河滨好物";

const Made = z.object({ id: z.string() });
const Units = z.object({ items: z.array(z.object({ id: z.string(), level: z.string(), name: z.string() })) });

/** The first page of an empty installation: a brand and its owner, who is signed in with it; in the zone the page proposes, or in one that is named. */
export async function makeBrand(product: Product, zone?: string): Promise<Page> {
  const page = await product.openConsole("/");
  await page.getByRole("heading", { name: "建第一个品牌" }).waitFor();
  await page.getByLabel("品牌名").fill(BRAND);
  await page.getByLabel("你的名字").fill(OWNER.name);
  await page.getByLabel("邮箱或手机号").fill(OWNER.login);
  await page.getByLabel("密码").first().fill(OWNER.password);
  if (zone) {
    await page.getByRole("combobox").fill(zone);
    await page.keyboard.press("Enter");
  }
  await page.getByRole("button", { name: "建好并进入" }).click();
  await page.getByRole("button", { name: "我的菜单" }).getByText(OWNER.name).waitFor();
  return page;
}

/** `/b/<brand>` of a page of the console. */
export function brandPath(page: Page): string {
  return new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
}

export async function goTo(page: Page, section: string): Promise<void> {
  await page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: section }).click();
  await page.getByRole("heading", { level: 1, name: section }).waitFor();
}

/** What the page's own session is answered; a body makes it a POST. */
export async function ask<T>(page: Page, path: string, shape: z.ZodType<T>, body?: object): Promise<T> {
  const address = `/api/v1${brandPath(page)}${path}`;
  const { status, answer } = await page.evaluate(
    async ([url, text]) => {
      const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
      const response = await fetch(url, text === "" ? {} : { method: "POST", headers, body: text });
      const answer: unknown = await response.json();
      return { status: response.status, answer };
    },
    [address, body ? JSON.stringify(body) : ""] as const,
  );
  if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(answer)}`);
  return shape.parse(answer);
}

/** The platform's own quiet hours would stop a send at night: the same time twice means none. */
export async function endQuietHours(page: Page): Promise<void> {
  await ask(page, "/settings", z.object({}), { quietFromMinute: 0, quietToMinute: 0 });
}

/** A district of its own below a city of its own, so that tests stand apart. */
export async function makeDistrict(page: Page, name: string): Promise<string> {
  const { items } = await ask(page, "/org-units", Units);
  const top = items.find((unit) => unit.level === "headquarters");
  const city = await ask(page, "/org-units", Made, { parentId: top?.id, name: `${name}市` });
  return (await ask(page, "/org-units", Made, { parentId: city.id, name })).id;
}

/** An open web group, and the path by which members come in. */
export async function makeGroup(page: Page, orgId: string, name: string): Promise<{ id: string; joinPath: string }> {
  const { id } = await ask(page, "/groups", Made, { name, orgId, channel: "web", open: true });
  const { path } = await ask(page, `/groups/${id}/entries`, z.object({ path: z.string() }), { name: "店里" });
  return { id, joinPath: path };
}

/** A person with a phone comes in by a link, under a nickname, and sees the talk. */
export async function joinGroup(product: Product, path: string, nickname: string, prepare?: () => void): Promise<Page> {
  const phone = await product.openPhone(path, prepare);
  await phone.getByRole("textbox", { name: "在群里怎么称呼你" }).fill(nickname);
  await phone.getByRole("checkbox", { name: "我已读并同意" }).check();
  await phone.getByRole("button", { name: "进群", exact: true }).click();
  await phone.getByRole("textbox", { name: "说点什么" }).waitFor();
  return phone;
}

export function talkOf(phone: Page): Locator {
  return phone.getByRole("log", { name: "群聊" });
}

export async function say(phone: Page, text: string): Promise<void> {
  await phone.getByRole("textbox", { name: "说点什么" }).fill(text);
  await phone.getByRole("button", { name: "发送" }).click();
}

/** `meanwhile` comes between the asking and the wait for its end. */
export async function leaveGroup(phone: Page, meanwhile?: () => Promise<void>): Promise<void> {
  await phone.getByRole("button", { name: "群资料" }).click();
  await phone.getByRole("button", { name: "退出这个群" }).click();
  await phone.getByRole("button", { name: "退出", exact: true }).click();
  await meanwhile?.();
  await phone.getByText("你现在不在任何群里").waitFor();
}

/** Picks what is listed under a select, and sees it stand there. */
export async function pick(page: Page, select: Locator, label: string): Promise<void> {
  await select.click();
  const option = page.getByTitle(label, { exact: true }).and(page.locator(".ant-select-item-option"));
  await option.click();
  const field = select.locator("xpath=ancestor::*[contains(concat(' ', @class, ' '), ' ant-select ')][1]");
  await field.getByText(label, { exact: true }).first().waitFor();
}
