import type { Locator, Page } from "playwright-core";
import { eachView, type Reader } from "./english.ts";

/** What opens something: buttons, rows, menus and lists to choose from. */
const OPENERS = "main button:not([role=tab], [role=radio]), main tr.go, main .ant-select, main .ant-picker, main [role=combobox]";
const OVERLAYS = "[role=dialog], aside.drawer, .ant-dropdown, .ant-select-dropdown, .ant-picker-dropdown, .ant-popover";
const ITEMS = ".ant-dropdown [role=menuitem]";

/** Of one page: the reference of the API has a button for every call. */
const MOST = 60;

interface Opener {
  key: string;
  at: number;
}

/** One of each that is in sight, by what it is called. */
async function openersOf(within: Locator, selector: string): Promise<Opener[]> {
  const all = await within.locator(selector).evaluateAll((found) =>
    found.flatMap((one, at) => {
      if (
        !one.checkVisibility() ||
        one.closest("[disabled], [aria-disabled=true], .ant-select-disabled") ||
        one.closest("[role=dialog], aside.drawer")
      )
        return [];
      const name = one.matches("tr") ? "row" : (one.getAttribute("aria-label") ?? one.textContent).trim().slice(0, 60);
      return [{ key: `${one.tagName.toLowerCase()} “${name.replaceAll(/\d+/g, "n")}”`, at }];
    }),
  );
  return [...new Map(all.toReversed().map((one) => [one.key, one])).values()].toReversed();
}

const isOpen = (page: Page) => page.locator(OVERLAYS).filter({ visible: true }).first().isVisible();

async function leave(page: Page): Promise<void> {
  for (let n = 0; n < 3 && (await isOpen(page)); n++) {
    await page.keyboard.press("Escape");
    await page.waitForTimeout(30);
  }
}

/** What a menu says, and what each of its entries opens. */
async function runMenu(reader: Reader, where: string, reopen: () => Promise<void>): Promise<void> {
  const { page } = reader;
  const items = page.locator(ITEMS).filter({ visible: true });
  const count = await items.count();
  for (let n = 0; n < count; n++) {
    if ((await items.count()) !== count) await reopen();
    if ((await items.count()) !== count) return;
    await items.nth(n).dispatchEvent("click");
    await reader.settle();
    await reader.look(`${where}, entry ${n + 1}`);
    await leave(page);
  }
}

/** Presses everything of the open view that was not pressed before under this name, and reads what opens; nothing in there is confirmed. */
export async function pressAll(reader: Reader, where: string, pressed: Set<string>): Promise<void> {
  const { page } = reader;
  const url = page.url();
  const main = page.locator("body");
  for (const { key } of await openersOf(main, OPENERS)) {
    if (pressed.has(key) || pressed.size >= MOST) continue;
    pressed.add(key);
    const press = async () => {
      const opener = (await openersOf(main, OPENERS)).find((one) => one.key === key);
      if (!opener) return;
      const spot = page.locator(OPENERS).nth(opener.at);
      // Lists to choose from open on the pointer going down, all else on a click.
      await spot.dispatchEvent("mousedown", { bubbles: true, button: 0 });
      await spot.dispatchEvent("click");
      await reader.settle();
    };
    await press();
    await reader.look(`${where} after ${key}`);
    if ((await page.locator(ITEMS).filter({ visible: true }).count()) > 0) await runMenu(reader, `${where} after ${key}`, press);
    const dialog = page.locator("[role=dialog], aside.drawer").filter({ visible: true }).last();
    if (await dialog.isVisible()) await eachView(reader, dialog, `${where} in ${key}`, (view) => reader.look(view));
    await leave(page);
    if (page.url() !== url || (await isOpen(page))) {
      await page.goto(url);
      await reader.settle();
    }
  }
}
