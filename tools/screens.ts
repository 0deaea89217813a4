/** Takes the pictures of docs/pictures: of a demo brand of its own, or of a running product named by --url. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchBrowser } from "../e2e/browser.ts";
import { passableFolder } from "../src/testing/passable-folder.ts";

const HELP = `npm run screens -- [options]
  --url <address>   a running product (default: one is started with a demo brand in a temporary folder)
  --link <address>  a sign-in link of it, to take the console
  --phone <address> a join link of it, to take a member's phone
  --only <a,b>      only these pictures
  --out <folder>    default docs/pictures`;

const { values } = parseArgs({
  options: {
    url: { type: "string" },
    link: { type: "string" },
    phone: { type: "string" },
    only: { type: "string" },
    out: { type: "string", default: join(import.meta.dirname, "../docs/pictures") },
    help: { type: "boolean", default: false },
  },
});

const MOST_BYTES = 300 * 1024;
const say = (line: string) => void process.stdout.write(`${line}\n`);
const wanted = values.only?.split(",");
const isWanted = (name: string) => wanted === undefined || wanted.includes(name);

interface Product {
  url: string;
  link: string | undefined;
  phone: string | undefined;
  stop: () => Promise<void>;
}

/** The product as `npm start` starts it, known by the two addresses it says. */
async function startDemo(): Promise<Product> {
  const folder = passableFolder("screens");
  const port = process.env.PORT ?? "7391";
  const server = spawn(process.execPath, [join(import.meta.dirname, "../src/main.ts"), "serve", "--demo-default"], {
    env: { ...process.env, PORT: port, QUNCE_DATA_DIR: folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const output = await saysPhone(server);
  const url = `http://localhost:${port}`;
  return {
    url,
    link: /signs you in once\):\s+(\S+)/.exec(output)?.[1],
    phone: /member's phone:\s+(\S+)/.exec(output)?.[1],
    stop: async () => {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function saysPhone(server: ChildProcess): Promise<string> {
  let output = "";
  return new Promise((resolve, reject) => {
    server.stdout?.on("data", (piece) => {
      output += piece;
      if (/member's phone:\s+\S+\s/.test(output)) resolve(output);
    });
    server.once("exit", () => reject(new Error(`The product did not start.\n${output}`)));
  });
}

const at = (base: string, address: string) => new URL(new URL(address, base).pathname + new URL(address, base).search, base).toString();

/** Nothing of it still loads or moves. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle", { timeout: 20_000 }).catch(() => undefined);
  await page
    .locator("[aria-busy=true]")
    .first()
    .waitFor({ state: "detached", timeout: 10_000 })
    .catch(() => undefined);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.waitForTimeout(600);
}

/** A picture with as many points as fit into the size a page of documents may load: twice per pixel only where that is small. */
async function take(page: Page, name: string): Promise<void> {
  await settled(page);
  const path = join(values.out, `${name}.png`);
  await page.screenshot({ path, animations: "disabled", caret: "hide", scale: "device" });
  if (statSync(path).size > MOST_BYTES) await page.screenshot({ path, animations: "disabled", caret: "hide", scale: "css" });
  const { size } = statSync(path);
  say(`${size > MOST_BYTES ? "TOO LARGE " : ""}${name}.png  ${Math.round(size / 1024)} kB  ${new URL(page.url()).pathname}`);
  if (size > MOST_BYTES) process.exitCode = 1;
}

async function openContext(browser: Browser, width: number, height: number, colorScheme: "light" | "dark"): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: 2,
    colorScheme,
    reducedMotion: "reduce",
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
  });
  await context.addInitScript((mode) => localStorage.setItem("qunce.mode", mode), colorScheme);
  return context;
}

/** Pages of the console below `/b/<brand>/`, under the name of their picture. */
const consolePages: readonly (readonly [string, string])[] = [
  ["today", "today"],
  ["groups", "groups"],
  ["members", "members"],
  ["contents", "contents"],
  ["reach", "reach"],
  ["insight", "insight"],
];

async function takeConsole(browser: Browser, product: Product, link: string): Promise<void> {
  const context = await openContext(browser, 1440, 900, "light");
  const page = await context.newPage();
  await page.goto(at(product.url, link));
  await page.waitForURL(/\/b\/[^/]+\//, { timeout: 30_000 });
  const brand = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
  for (const [name, path] of consolePages) {
    if (!isWanted(name)) continue;
    await page.goto(at(product.url, `${brand}/${path}`));
    await take(page, name);
  }
  if (isWanted("group")) await takeFirst(page, product, brand, "groups", "group");
  if (isWanted("sop")) await takeFirst(page, product, brand, "flows", "sop");
  if (isWanted("today-dark")) {
    const dark = await openContext(browser, 1440, 900, "dark");
    await dark.addCookies(await context.cookies());
    const night = await dark.newPage();
    await night.goto(at(product.url, `${brand}/today`));
    await take(night, "today-dark");
    await dark.close();
  }
  await context.close();
}

/** The page of the first thing that a list of the API names. */
async function takeFirst(page: Page, product: Product, brand: string, list: string, name: string): Promise<void> {
  const id = await page.evaluate(async (path) => {
    const text = await (await fetch(path)).text();
    return /"id":"([0-9a-f-]{36})"/.exec(text)?.[1];
  }, `/api/v1${brand}/${list}`);
  if (id === undefined) return say(`${name}: there is none to show`);
  await page.goto(at(product.url, `${brand}/${list}/${id}`));
  await take(page, name);
}

async function takePhone(browser: Browser, product: Product, link: string): Promise<void> {
  const context = await openContext(browser, 375, 812, "light");
  const page = await context.newPage();
  await page.goto(at(product.url, link));
  await page.getByRole("textbox", { name: "在群里怎么称呼你" }).waitFor({ timeout: 30_000 });
  if (isWanted("phone-join")) await take(page, "phone-join");
  if (!["phone-chat", "phone-home", "phone-privacy"].some(isWanted)) return context.close();
  await page.getByRole("textbox", { name: "在群里怎么称呼你" }).fill("小满");
  await page.getByRole("checkbox", { name: "我已读并同意" }).check();
  await page.getByRole("button", { name: "进群", exact: true }).click();
  await page.getByRole("textbox", { name: "说点什么" }).waitFor({ timeout: 30_000 });
  if (isWanted("phone-chat")) await take(page, "phone-chat");
  const home = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
  for (const [name, path] of [
    ["phone-home", `${home}/`],
    ["phone-privacy", `${home}/privacy`],
  ] as const) {
    if (!isWanted(name)) continue;
    await page.goto(at(product.url, path));
    await take(page, name);
  }
  await context.close();
}

/** What can be seen without an account, where neither link was given. */
async function takePublic(browser: Browser, product: Product): Promise<void> {
  const context = await openContext(browser, 1440, 900, "light");
  const page = await context.newPage();
  await page.goto(product.url);
  await take(page, "sign-in");
  await context.close();
}

async function main(): Promise<void> {
  mkdirSync(values.out, { recursive: true });
  const product = values.url ? { url: values.url, link: values.link, phone: values.phone, stop: async () => undefined } : await startDemo();
  const browser = await launchBrowser();
  try {
    if (product.link) await takeConsole(browser, product, product.link);
    if (product.phone) await takePhone(browser, product, product.phone);
    if (!product.link && !product.phone) await takePublic(browser, product);
  } finally {
    await browser.close();
    await product.stop();
  }
}

if (values.help) say(HELP);
else await main();
