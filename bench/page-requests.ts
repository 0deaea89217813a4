import { setTimeout } from "node:timers/promises";
import type { Browser, BrowserContext, Locator, Page, Request } from "playwright-core";
import { pages } from "../src/web/console/pages.ts";

/** A page of the console as somebody meets it, and what it asks the server for at once, below the brand's own address. */
export interface OpenedPage {
  name: string;
  paths: readonly string[];
}

/** Where an id for a `:name` of an address comes from: the list's first row. */
const idsFrom: Record<string, string> = {
  groupId: "/groups?limit=1",
  stampId: "/groups/stamps?limit=1",
  blueprintId: "/blueprints?limit=1",
  flowId: "/flows?limit=1",
  sendId: "/sends?limit=1",
  connectionId: "/connections?limit=1",
  importId: "/imports?limit=1",
};

async function fillIn(address: string, firstId: (path: string) => Promise<string | null>): Promise<string | null> {
  let filled = address;
  for (const [name, key = ""] of address.matchAll(/:(\w+)/g)) {
    const list = idsFrom[key];
    if (!list) throw new Error(`no list is known for ${name} of ${address}`);
    const id = await firstId(list);
    if (id === null) return null;
    filled = filled.replace(name, id);
  }
  return filled;
}

/** What stands in place of a page that the person's role does not have. */
const NOT_THEIRS = "看不到这一页";
const QUIET_MS = 400;
const PATIENCE_MS = 60_000;

/** What a page asks for while something is done, until nothing has been on its way for a while. */
class Listener {
  private readonly prefix: string;
  /** What was answered with an error of the server. */
  readonly failed = new Set<string>();
  private readonly heard = new Set<string>();
  private readonly open = new Set<Request>();
  private lastAt = 0;

  constructor(page: Page, prefix: string) {
    this.prefix = prefix;
    page.on("request", (request) => {
      if (request.resourceType() !== "eventsource") this.open.add(request);
    });
    page.on("requestfailed", (request) => this.end(request));
    page.on("requestfinished", (request) => this.end(request));
    page.on("response", (response) => {
      const path = this.pathOf(response.request());
      if (path === null) return;
      if (response.status() >= 500) this.failed.add(path);
      if (response.status() === 200 && response.headers()["content-type"]?.includes("json")) this.heard.add(path);
    });
  }

  async during(act: () => Promise<unknown>): Promise<readonly string[]> {
    this.heard.clear();
    this.lastAt = performance.now();
    await act();
    const givesUpAt = performance.now() + PATIENCE_MS;
    while (this.open.size > 0 || performance.now() - this.lastAt < QUIET_MS) {
      if (performance.now() > givesUpAt) throw new Error(`still open: ${[...this.open].map((one) => one.url()).join(", ")}`);
      await setTimeout(QUIET_MS / 4);
    }
    return [...this.heard].toSorted();
  }

  private end(request: Request): void {
    if (this.open.delete(request)) this.lastAt = performance.now();
  }

  /** Below the brand's address; null for what is no question of the page. */
  private pathOf(request: Request): string | null {
    const { pathname, search } = new URL(request.url());
    const isQuestion = request.method() === "GET" && pathname.startsWith(this.prefix);
    return isQuestion ? pathname.slice(this.prefix.length) + search : null;
  }
}

const wordOf = async (locator: Locator) => ((await locator.textContent()) ?? "").trim();

/** The page, then each of its tabs and views in turn. */
async function openPage(page: Page, listener: Listener, url: string, address: string): Promise<OpenedPage[]> {
  const opened: OpenedPage[] = [];
  const note = (name: string, paths: readonly string[]) => {
    if (paths.length > 0) opened.push({ name, paths });
  };
  const open = async () => {
    await page.goto(url);
    await page.locator("h1").or(page.getByText(NOT_THEIRS)).first().waitFor({ timeout: PATIENCE_MS });
  };
  const paths = await listener.during(open);
  if (await page.getByText(NOT_THEIRS).isVisible()) return [];
  note(address, paths);
  for (const role of ["tab", "radio"] as const) {
    const choices = page.locator("main").getByRole(role);
    for (let n = 0; n < (await choices.count()); n++) {
      const choice = choices.nth(n);
      if (!(await choice.isEnabled()) || !(await choice.isVisible())) continue;
      const word = await wordOf(choice);
      note(`${address} · ${word}`, await listener.during(() => choice.click()));
    }
  }
  return opened;
}

export interface RecordAsk {
  origin: string;
  slug: string;
  cookie: string;
  firstId: (path: string) => Promise<string | null>;
  /** Only pages with this in their address. */
  part: string;
  say: (line: string) => void;
}

/** Opens pages of the console in a browser and hears what they ask for; pages of which the brand has nothing are told. */
export async function recordPages(browser: Browser, ask: RecordAsk): Promise<OpenedPage[]> {
  const { origin, slug, cookie } = ask;
  const context: BrowserContext = await browser.newContext({ baseURL: origin, locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  await context.addCookies(
    cookie.split("; ").map((one) => ({ name: one.slice(0, one.indexOf("=")), value: one.slice(one.indexOf("=") + 1), url: origin })),
  );
  const opened: OpenedPage[] = [];
  for (const { path: pattern } of pages.filter((page) => page.path.includes(ask.part))) {
    const address = await fillIn(pattern, ask.firstId);
    if (address === null) {
      ask.say(`  nothing to show at ${pattern}`);
      continue;
    }
    const page = await context.newPage();
    const listener = new Listener(page, `/api/v1/b/${slug}`);
    const views = await openPage(page, listener, `/b/${slug}/${address}`, pattern).catch(async (error: unknown) => {
      throw new Error(`${pattern} did not open: ${(await page.locator("body").innerText()).slice(0, 300)}`, { cause: error });
    });
    opened.push(...views);
    if (views.length === 0) ask.say(`  not for an operator: ${pattern}`);
    for (const path of listener.failed) ask.say(`  BAD ${pattern}: ${path} was answered with an error`);
    await page.close();
  }
  await context.close();
  return opened;
}
