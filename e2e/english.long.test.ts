import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pages } from "../src/web/console/pages.tsx";
import { launchBrowser } from "./browser.ts";
import { type EnglishBrand, fillEnglishBrand, makeEnglishBrand, reportPast } from "./english-brand.ts";
import { picture, type Product, startProduct } from "./product.ts";
import { brandPath } from "./steps.ts";

let browser: Browser;
let product: Product;
let owner: Page;
let brand: EnglishBrand;

beforeAll(async () => {
  browser = await launchBrowser();
  product = await startProduct(browser, { locale: "en-US" });
  owner = await makeEnglishBrand(product);
  brand = await fillEnglishBrand(owner);
});

afterAll(async () => {
  await product?.stop();
  await browser?.close();
});

/** Whatever of a page is Chinese, seen or read out: text, titles, labels, what stands in fields. Words that say so themselves are left out. */
async function chineseOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const chinese = /[\u3001-\u303f\u3400-\u9fff\uff00-\uffef]/;
    const isMeant = (node: Node) => (node instanceof Element ? node : node.parentElement)?.closest('[lang="zh-CN"]') != null;
    const found = new Set<string>();
    const note = (where: string, text: string | null) => {
      if (text && chinese.test(text)) found.add(`${where}: ${text.trim().slice(0, 120)}`);
    };
    note("title", document.title);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (isMeant(node)) continue;
      if (!(node instanceof Element)) {
        if (!node.parentElement?.matches("script, style")) note("text", node.nodeValue);
        continue;
      }
      for (const name of ["placeholder", "title", "aria-label", "alt", "aria-description"]) note(name, node.getAttribute(name));
      if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) note("value", node.value);
    }
    return [...found];
  });
}

const faults: string[] = [];

async function look(page: Page, where: string): Promise<void> {
  faults.push(...(await chineseOf(page)).map((fault) => `${where} · ${fault}`));
}

/** Waits until nothing is on its way and no skeleton is drawn. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle").catch(() => undefined);
  await page
    .waitForFunction(() => document.querySelector(".sk, [aria-busy=true]") === null, undefined, { timeout: 5_000 })
    .catch(() => undefined);
}

/** The page, and what its tabs, menus and dialogs hold. */
async function walk(page: Page, path: string): Promise<void> {
  await page.goto(`${brandPath(page)}/${path}`);
  await settle(page);
  await look(page, path);
  await picture(page, `en-${path.replaceAll(/\W+/g, "-")}`);
  const tabs = await page.getByRole("tab").count();
  for (let n = 1; n < tabs; n++) {
    await page.getByRole("tab").nth(n).click();
    await settle(page);
    await look(page, `${path} tab ${n}`);
  }
}

/** Opens each button of the page in turn; what opens is left by Escape, its own buttons stay untouched. */
async function press(page: Page, path: string): Promise<void> {
  await page.goto(`${brandPath(page)}/${path}`);
  await settle(page);
  const url = page.url();
  const buttons = page.locator("main button:visible, header button:visible");
  for (let n = 0; n < Math.min(await buttons.count(), 40); n++) {
    const button = buttons.nth(n);
    const name = ((await button.getAttribute("aria-label").catch(() => "")) ?? (await button.textContent().catch(() => "")) ?? "").slice(
      0,
      40,
    );
    await button.click({ timeout: 1_000, noWaitAfter: true }).catch(() => undefined);
    await page.waitForTimeout(200);
    await look(page, `${path} after “${name}”`);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    if (page.url() !== url || (await page.locator("[role=dialog]:visible").count()) > 0) {
      await page.goto(url);
      await settle(page);
    }
  }
}

test("every page of the console, in English", { timeout: 900_000 }, async () => {
  await reportPast(owner, brand.ids["groupId"] ?? "");
  const paths = pages.map((page) => page.path.replaceAll(/:(\w+)/g, (whole, name: string) => brand.ids[name] ?? whole));
  expect(paths.filter((path) => path.includes(":"))).toEqual([]);
  for (const path of paths) {
    await walk(owner, path);
    if (process.env["QUNCE_ENGLISH"] === "all") await press(owner, path);
  }
  expect([...new Set(faults.splice(0))]).toEqual([]);
  expect(product.takeFaults()).toEqual([]);
});

test("the pages before signing in, in English", async () => {
  const stranger = await product.openConsole("/sign-in");
  const brand = brandPath(owner);
  for (const path of ["/sign-in", "/sign-in?token=used", "/new-password?token=used", `${brand}/invite/used`, "/nowhere"]) {
    await stranger.goto(path);
    await settle(stranger);
    await look(stranger, path);
  }
  await stranger.goto("/sign-in");
  await stranger.getByLabel("Phone number or email").fill("nobody@orchard.example");
  await stranger.getByLabel("Password").first().fill("wrong-password");
  await stranger.getByRole("button", { name: "Sign in", exact: true }).click();
  await stranger.getByText("The account or the password is wrong.").waitFor();
  await look(stranger, "a refused sign-in");
  expect([...new Set(faults.splice(0))]).toEqual([]);
  product.takeFaults();
});

test("the language is chosen in the menu, and by the address", async () => {
  await owner.goto(`${brandPath(owner)}/today`);
  await owner.getByRole("button", { name: "My menu" }).click();
  await look(owner, "my menu");
  await owner.getByRole("menuitem", { name: "中文" }).click();
  await owner.getByRole("heading", { level: 1, name: "今日" }).waitFor();
  await owner.goto(`${brandPath(owner)}/groups`);
  await owner.getByRole("heading", { level: 1, name: "社群" }).waitFor();
  expect(await owner.evaluate(() => document.documentElement.lang)).toBe("zh-CN");
  await owner.goto(`${brandPath(owner)}/groups?lang=en&status=active`);
  await owner.getByRole("heading", { level: 1, name: "Groups" }).waitFor();
  expect(new URL(owner.url()).search).toBe("?status=active");
  await owner.goto(`${brandPath(owner)}/groups`);
  await owner.getByRole("heading", { level: 1, name: "Groups" }).waitFor();
  expect([...new Set(faults.splice(0))]).toEqual([]);
});

test("every page of the phone, in English", { timeout: 300_000 }, async () => {
  const phone = await product.openPhone(brand.joinPath);
  await settle(phone);
  await look(phone, "join");
  await picture(phone, "en-phone-join");
  await phone.getByRole("textbox", { name: "What to call you in the group" }).fill("Pia");
  await phone.getByRole("checkbox", { name: "I have read and agree to" }).check();
  await phone.getByRole("button", { name: "Join", exact: true }).click();
  await phone.getByRole("textbox", { name: "Say something" }).waitFor();
  await phone.getByRole("textbox", { name: "Say something" }).fill("Hello all");
  await phone.getByRole("button", { name: "Send", exact: true }).click();
  await settle(phone);
  await look(phone, "chat");
  await picture(phone, "en-phone-chat");
  await phone.getByRole("button", { name: "About" }).click();
  await phone.getByRole("dialog").getByText("Rules", { exact: true }).waitFor();
  await look(phone, "about the group");
  await picture(phone, "en-phone-about");
  const home = new URL(phone.url()).pathname.replace(/\/g\/.*$/, "/");
  for (const path of ["", "privacy", "nowhere"]) {
    await phone.goto(home + path);
    await settle(phone);
    await look(phone, `phone /${path}`);
    await picture(phone, `en-phone-${path || "home"}`);
  }
  await phone.goto(`${home}privacy`);
  for (const name of ["What we store", "Erase my data"]) {
    await phone.getByText(name, { exact: true }).first().click();
    await phone.waitForTimeout(300);
    await look(phone, `privacy, ${name}`);
    await phone.goto(home);
    await phone.goto(`${home}privacy`);
    await settle(phone);
  }
  expect([...new Set(faults.splice(0))]).toEqual([]);
});
