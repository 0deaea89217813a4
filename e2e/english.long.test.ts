import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Wecom } from "../src/simulators/wecom/start.ts";
import { pages } from "../src/web/console/pages.ts";
import { launchBrowser } from "./browser.ts";
import { addressOf, chineseOf, eachView, readerOf, type Reader, walk } from "./english.ts";
import { type EnglishBrand, fillEnglishBrand, makeEnglishBrand, reportPast } from "./english-brand.ts";
import { pressAll } from "./english-press.ts";
import { connectWorkingCorp, fillStates } from "./english-states.ts";
import { type Product, startProduct } from "./product.ts";
import { brandPath } from "./steps.ts";

let browser: Browser;
let product: Product;
let owner: Page;
let reader: Reader;
let brand: EnglishBrand;
let more: Record<string, string>;
let wecom: Wecom;

beforeAll(async () => {
  browser = await launchBrowser();
  product = await startProduct(browser, { locale: "en-US", env: { QUNCE_WEBHOOK_PRIVATE: "1" } });
});

afterAll(async () => {
  await product?.stop();
  await browser?.close();
  await wecom?.close();
});

test("before the first brand, and the first minutes of one", async () => {
  const stranger = await readerOf(await product.openConsole("/"));
  await stranger.page.getByLabel("Brand name").waitFor();
  await stranger.look("the first run");
  await stranger.page.getByRole("button", { name: "Create and enter" }).click();
  await stranger.look("the first run, left empty");
  owner = await makeEnglishBrand(product);
  reader = await readerOf(owner);
  for (const { path } of pages) if (!path.includes(":")) await walk(reader, addressOf(owner, path, {}), `empty ${path}`);
  expect([...stranger.takeFaults(), ...reader.takeFaults()]).toEqual([]);
  expect(product.takeFaults()).toEqual([]);
}, 300_000);

test("an import on its way and a corp that works", async () => {
  brand = await fillEnglishBrand(owner);
  await reportPast(owner, brand.ids["groupId"] ?? "");
  more = await fillStates(owner, brand);
  const address = addressOf(owner, "imports/:importId", brand.ids);
  await reader.open(`${brandPath(owner)}/today`, "today");
  await reader.open(address, "import, its columns");
  await owner.getByRole("button", { name: "Check the whole file" }).click();
  await owner.getByRole("button", { name: /^Import \d/ }).waitFor();
  await reader.look("import, checked");
  await owner.getByRole("button", { name: /^Import \d/ }).click();
  await owner.getByRole("link", { name: "Download these rows" }).waitFor();
  await reader.look("import, reported");
  const corp = await connectWorkingCorp(owner);
  wecom = corp.wecom;
  const ids = { ...brand.ids, connectionId: corp.connectionId };
  await reader.open(addressOf(owner, "settings/channels/:connectionId/sync", ids), "a corp at first");
  await owner.getByRole("table", { name: "Past syncs" }).getByText("Done").waitFor();
  for (const { path } of pages) {
    if (!path.includes(":connectionId")) continue;
    await owner.goto(addressOf(owner, path, ids));
    await reader.settle();
    await reader.look(`a working ${path}`);
    await pressAll(reader, `a working ${path}`, new Set());
  }
  expect(reader.takeFaults()).toEqual([]);
  product.takeFaults();
}, 300_000);

test("every page after much has happened, whatever of it is pressed", async () => {
  const pressed: Record<string, Set<string>> = {};
  const views = pages.map(({ path }) => path);
  expect(views.map((path) => addressOf(owner, path, brand.ids)).filter((address) => address.includes(":"))).toEqual([]);
  for (const path of views) {
    const own = (pressed[path.split("?")[0] ?? ""] ??= new Set());
    await reader.open(addressOf(owner, path, brand.ids), path);
    await pressAll(reader, path, own);
    await eachView(reader, owner.locator("body"), path, async (view) => {
      await reader.look(view);
      await pressAll(reader, view, own);
    });
  }
  for (const path of byAddress()) {
    await reader.open(addressOf(owner, "today", {}), "today");
    await walk(reader, addressOf(owner, path, brand.ids), path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]+/g, "…"));
  }
  expect(reader.takeFaults()).toEqual([]);
  expect(product.takeFaults().filter((fault) => !fault.includes("Failed to load resource"))).toEqual([]);
}, 1_800_000);

/** Views with something chosen in their address. */
function byAddress(): string[] {
  const { closedId, memberId, otherId, sendId, manualId, orgId, otherOrgId, otherBlueprintId } = more;
  const { blueprintId, groupId } = brand.ids;
  return [
    `insight?tab=versus&a=${groupId}&b=${manualId}`,
    `insight?tab=versus&by=blueprint&a=${blueprintId}&b=${otherBlueprintId}`,
    `insight?tab=versus&by=org&a=${orgId}&b=${otherOrgId}`,
    "insight?tab=versus&by=period",
    `members?id=${memberId}`,
    `members?id=${otherId}`,
    `groups/${closedId}`,
    `groups/${manualId}`,
    `reach/sends/${sendId}`,
    "groups?q=nothing-of-that-name",
    "members?q=nothing-of-that-name",
    "reach?tab=records&q=nothing-of-that-name",
  ];
}

test("what is refused, what is not there and what broke", async () => {
  const page = await product.openConsole("/sign-in");
  const stranger = await readerOf(page);
  const home = brandPath(owner);
  for (const path of ["/sign-in", "/sign-in?token=used", "/new-password?token=used", `${home}/invite/used`]) {
    await page.goto(path);
    await stranger.settle();
    await stranger.look(path);
  }
  await page.goto("/sign-in");
  await page.getByLabel("Phone number or email").fill("nobody@orchard.example");
  await page.getByLabel("Password").first().fill("wrong-password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByText("The account or the password is wrong.").waitFor();
  await stranger.look("a refused sign-in");
  await owner.goto(`${home}/nowhere`);
  await owner.getByRole("heading", { name: "There is no such page" }).waitFor();
  expect(await chineseOf(owner)).toEqual([]);
  await owner.goto(`${home}/groups/00000000-0000-7000-8000-000000000000`);
  await reader.settle();
  await reader.look("a group that is not there");
  await owner.route("**/contents.page*", (route) => route.abort());
  await owner.goto(`${home}/contents`);
  await owner.getByRole("button", { name: "Open again" }).waitFor();
  expect(await chineseOf(owner), "a page that broke").toEqual([]);
  await owner.unroute("**/contents.page*");
  expect([...stranger.takeFaults(), ...reader.takeFaults()]).toEqual([]);
  product.takeFaults();
});

test("the language is chosen in the menu, and by the address", async () => {
  const home = brandPath(owner);
  await owner.goto(`${home}/today`);
  await owner.getByRole("button", { name: "My menu" }).click();
  await owner.getByRole("menuitem", { name: "中文" }).waitFor();
  await reader.look("my menu");
  await owner.getByRole("menuitem", { name: "中文" }).click();
  await owner.getByRole("heading", { level: 1, name: "今日" }).waitFor();
  await owner.goto(`${home}/groups`);
  await owner.getByRole("heading", { level: 1, name: "社群" }).waitFor();
  expect(await owner.evaluate(() => document.documentElement.lang)).toBe("zh-CN");
  await owner.goto(`${home}/groups?lang=en&status=active`);
  await owner.getByRole("heading", { level: 1, name: "Groups" }).waitFor();
  expect(new URL(owner.url()).search).toBe("?status=active");
  await owner.goto(`${home}/groups`);
  await owner.getByRole("heading", { level: 1, name: "Groups" }).waitFor();
  expect(reader.takeFaults()).toEqual([]);
});
