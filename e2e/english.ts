import type { Locator, Page } from "playwright-core";
import { chinese } from "../src/testing/chinese.ts";
import { picture } from "./product.ts";
import { brandPath } from "./steps.ts";

/** Where a page of the console is, its `:name` parts filled in; those without an id stay as they are. */
export const addressOf = (page: Page, path: string, ids: Record<string, string>) =>
  `${brandPath(page)}/${path.replaceAll(/:(\w+)/g, (whole, name: string) => ids[name] ?? whole)}`;

/** What one moment of a page shows. */
interface Sight {
  /** Whatever is Chinese, seen or read out: text, titles, labels, what stands in fields. Words that say so themselves are left out. */
  chinese: string[];
  failed: string[];
  heading: string;
  /** How much is written below the heading. */
  letters: number;
}

async function sightOf(page: Page, head: string): Promise<Sight> {
  return page.evaluate(
    ([headings, letters]) => {
      const isChinese = new RegExp(letters);
      const isMeant = (node: Node) => (node instanceof Element ? node : node.parentElement)?.closest('[lang="zh-CN"]') != null;
      const found = new Set<string>();
      const note = (where: string, text: string | null) => {
        if (text && isChinese.test(text)) found.add(`${where}: ${text.trim().slice(0, 120)}`);
      };
      const noteElement = (element: Element) => {
        for (const name of ["placeholder", "title", "aria-label", "alt", "aria-description"]) note(name, element.getAttribute(name));
        if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) note("value", element.value);
      };
      const noteNode = (node: Node) => {
        if (isMeant(node)) return;
        if (node instanceof Element) noteElement(node);
        else if (!node.parentElement?.matches("script, style")) note("text", node.nodeValue);
      };
      note("title", document.title);
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) noteNode(node);
      const textOf = (selector: string) => document.querySelector(selector)?.textContent.trim() ?? "";
      const failed = [...document.querySelectorAll("[role=alert]:is(.em, :has(h2)), .em:has(.bigi.bad)")];
      return {
        chinese: [...found],
        failed: failed.map((one) => one.textContent.slice(0, 200)),
        heading: textOf(headings),
        letters: textOf("main .page, #root").length,
      };
    },
    [head, chinese.source] as const,
  );
}

export const chineseOf = async (page: Page): Promise<string[]> => (await sightOf(page, "h1")).chinese;

const PATIENCE_MS = 60_000;
const LEAST_LETTERS = 20;

/** Counts what the page asks for and has no answer to yet. */
function countCalls(): void {
  const calls = { open: 0 };
  Object.assign(globalThis, { openCalls: calls });
  const plain = globalThis.fetch;
  globalThis.fetch = async (...of) => {
    calls.open += 1;
    return plain(...of).finally(() => {
      calls.open -= 1;
    });
  };
}

/** Waits for some frames in which nothing is asked, nothing is awaited and the page before is gone; says what it waited for in vain. */
async function untilStill(page: Page, head: string): Promise<string> {
  return page.evaluate(
    async ({ headings, patienceMs }) => {
      const untilMs = performance.now() + patienceMs;
      const awaited = () => {
        const { openCalls } = globalThis as { openCalls?: { open: number } };
        if (openCalls && openCalls.open > 0) return `${openCalls.open} calls`;
        if (!document.querySelector(headings)) return "a heading";
        return document.querySelector(".sk, .skb, [aria-busy=true], .animate-breathe, [data-left]")?.outerHTML.slice(0, 120) ?? "";
      };
      for (let calm = 0; calm < 3; calm = awaited() === "" ? calm + 1 : 0) {
        if (performance.now() > untilMs) return awaited();
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return "";
    },
    { headings: head, patienceMs: PATIENCE_MS },
  );
}

/** Sees page after page, and keeps what was Chinese, what never came and what failed. */
export interface Reader {
  page: Page;
  /** Waits until everything asked for has come; what has not is a fault. */
  settle: () => Promise<void>;
  /** Reads what is in sight; a page that says it failed is a fault, or one that does not where it should. */
  look: (where: string, fails?: boolean) => Promise<void>;
  /** Another page by its address, as a link leads to it: with its heading, its content and no failure. */
  open: (path: string, where: string) => Promise<void>;
  /** Bars of tabs that lead to pages of their own. */
  leads: Set<string>;
  looks: () => number;
  takeFaults: () => string[];
}

/** A reader of a page of the console, or of one that has its heading elsewhere. */
export async function readerOf(page: Page, head = "h1"): Promise<Reader> {
  await page.addInitScript(countCalls);
  await page.reload();
  const faults = new Set<string>();
  let looks = 0;
  const settle = async () => {
    const awaited = await untilStill(page, head);
    if (awaited) faults.add(`${page.url()} · still waits: ${awaited}`);
  };
  const look: Reader["look"] = async (where, fails = false) => {
    looks += 1;
    const { chinese, failed, heading, letters } = await sightOf(page, head);
    for (const fault of chinese) faults.add(`${where} · ${fault}`);
    if (heading === "" || letters < LEAST_LETTERS) faults.add(`${where} · is bare: “${heading}” and ${letters} letters`);
    if (fails !== failed.length > 0) faults.add(`${where} · ${fails ? "did not fail" : failed.join(" ")}`);
  };
  return {
    page,
    settle,
    look,
    open: async (path, where) => {
      await page.evaluate((to) => {
        document.querySelector("h1")?.setAttribute("data-left", "");
        history.pushState(null, "", to);
        dispatchEvent(new PopStateEvent("popstate"));
      }, path);
      await settle();
      await look(where);
      await picture(page, `en-${where.replaceAll(/\W+/g, "-")}`);
    },
    leads: new Set(),
    looks: () => looks,
    takeFaults: () => {
      const found = [...faults];
      faults.clear();
      return found;
    },
  };
}

/** What is chosen between on a page: its tabs and segments. */
const CHOICES = "[role=tab], [role=radiogroup] [role=radio]";

async function choicesOf(within: Locator): Promise<{ key: string; at: number; isOn: boolean }[]> {
  return within.locator(CHOICES).evaluateAll((all) =>
    all.flatMap((one, at) => {
      const group = one.closest("[role=tablist], [role=radiogroup]");
      const beside = [...(group?.querySelectorAll("[role=tab], [role=radio]") ?? [])];
      const isOn = one.getAttribute("aria-selected") === "true" || one.getAttribute("aria-checked") === "true";
      if (!one.checkVisibility() || one.hasAttribute("disabled")) return [];
      return [{ key: `${group?.getAttribute("aria-label") ?? ""} › ${beside.indexOf(one)}`, at, isOn }];
    }),
  );
}

/**
 * Every view that tabs and segments lead to, of the page or of what is open on it, those inside a view before its neighbour; tabs that
 * are pages of their own are left.
 */
export async function eachView(reader: Reader, within: Locator, where: string, visit: (where: string) => Promise<void>): Promise<void> {
  const { page } = reader;
  const home = new URL(page.url()).pathname;
  const seen = new Set<string>();
  const isPage = (key: string) => reader.leads.has(key.split(" › ")[0] ?? "");
  for (;;) {
    const choices = await choicesOf(within);
    for (const { key, isOn } of choices) if (isOn) seen.add(key);
    const next = choices.findLast(({ key }) => !seen.has(key) && !isPage(key));
    if (!next) return;
    seen.add(next.key);
    await within.locator(CHOICES).nth(next.at).dispatchEvent("click");
    await reader.settle();
    if (new URL(page.url()).pathname === home) await visit(`${where}, ${next.key}`);
    else {
      reader.leads.add(next.key.split(" › ")[0] ?? "");
      await page.goBack();
      await reader.settle();
    }
  }
}

/** A page, and what its tabs and segments lead to. */
export async function walk(reader: Reader, path: string, where: string): Promise<void> {
  await reader.open(path, where);
  await eachView(reader, reader.page.locator("body"), where, (view) => reader.look(view));
}
