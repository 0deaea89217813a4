import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { z } from "zod";
import { passableFolder } from "../src/testing/passable-folder.ts";
import { layPrepared } from "../src/testing/prepared.ts";

const root = join(import.meta.dirname, "..");

/** What a page may take on a busy machine. */
const PATIENCE_MS = 90_000;

export interface Product {
  origin: string;
  /** A console of its own cookies, 1440 px wide, that may copy and paste. */
  openConsole: (path: string) => Promise<Page>;
  /** A phone of its own cookies, 375 px wide with a finger; `prepare` runs in every page before its own scripts. */
  openPhone: (path: string, prepare?: () => void) => Promise<Page>;
  /** What went wrong in any page since it was asked last: thrown errors and lines the console shows in red. */
  takeFaults: () => string[];
  /** What the process has said. */
  output: () => string;
  /** What its open pages show and what it said last, for who reads of a failure without having seen it. */
  scene: () => Promise<string>;
  stop: () => Promise<void>;
}

export interface ProductOptions {
  locale?: string;
  /** Of the brand that is made in it; else the one the first page proposes. */
  zone?: string;
  /** What else it finds in its environment. */
  env?: Record<string, string>;
  /** It makes its database by itself, as on a new machine; else it finds one that was never used. */
  makesDatabase?: boolean;
}

/** The product as its own process on a free port and a data folder of its own, seen by one browser without motion: what slides is missed by who clicks fast. */
export async function startProduct(browser: Browser, options: ProductOptions = {}): Promise<Product> {
  const { locale = "zh-CN", env = {}, makesDatabase = false } = options;
  const folder = passableFolder("journey");
  if (!makesDatabase) await layPrepared(join(folder, "data"));
  const port = await freePort();
  const run = spawnServe({ PORT: port, QUNCE_DATA_DIR: join(folder, "data"), QUNCE_DEMO: "0", ...env });
  const origin = `http://localhost:${port}`;
  const faults: string[] = [];
  const contexts: BrowserContext[] = [];
  const open = async (path: string, options: Parameters<Browser["newContext"]>[0], prepare?: () => void): Promise<Page> => {
    const context = await browser.newContext({ baseURL: origin, locale, timezoneId: "Asia/Shanghai", reducedMotion: "reduce", ...options });
    contexts.push(context);
    context.setDefaultTimeout(PATIENCE_MS);
    context.setDefaultNavigationTimeout(PATIENCE_MS);
    if (prepare) await context.addInitScript(prepare);
    const page = await context.newPage();
    noteFaults(page, faults);
    await page.goto(path);
    return page;
  };
  const stop = async () => {
    await Promise.all(contexts.map((context) => context.close()));
    await run.end();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilUp(run, origin);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    origin,
    openConsole: (path) => open(path, { viewport: { width: 1440, height: 900 }, permissions: ["clipboard-read", "clipboard-write"] }),
    openPhone: (path, prepare) =>
      open(path, { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }, prepare),
    takeFaults: () => faults.splice(0),
    output: run.output,
    scene: async () =>
      [...(await Promise.all(contexts.flatMap((context) => context.pages()).map(shownBy))), run.output().slice(-SCENE_CHARS)].join(
        "\n---\n",
      ),
    stop,
  };
}

const SCENE_CHARS = 2_000;

async function shownBy(page: Page): Promise<string> {
  const text = await page
    .locator("body")
    .innerText({ timeout: 1_000 })
    .catch((error: unknown) => String(error));
  return `${page.url()}\n${text.replaceAll(/\s+/g, " ").slice(0, SCENE_CHARS)}`;
}

function noteFaults(page: Page, faults: string[]): void {
  page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.stack ?? error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`${page.url()}: ${message.text()} (${message.location().url})`);
  });
}

/** A picture of a moment, where `QUNCE_PICTURES` names a folder for them. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env["QUNCE_PICTURES"];
  if (folder) await page.screenshot({ path: join(folder, `e2e-${name}.png`) });
}

interface Run {
  child: ChildProcess;
  output: () => string;
  /** Asks it to stop, and waits until it has ended with its database. */
  end: () => Promise<void>;
}

function spawnServe(env: Record<string, string>): Run {
  const { DATABASE_URL: _url, ...own } = process.env;
  const child = spawn(process.execPath, [join(root, "src", "main.ts"), "serve"], { cwd: root, env: { ...own, ...env } });
  let output = "";
  const collect = (piece: Buffer): void => {
    output += piece.toString("utf8");
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const closed = once(child, "close");
  return {
    child,
    output: () => output,
    end: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await closed;
    },
  };
}

async function untilUp(run: Run, origin: string): Promise<void> {
  while (run.child.exitCode === null) {
    const answer = await fetch(`${origin}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`it ended:\n${run.output()}`);
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, "0.0.0.0");
  await once(server, "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());
  server.close();
  await once(server, "close");
  return String(port);
}
