import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

const MOST_TABS = 150;

export const hasFocus = (locator: Locator): Promise<boolean> => locator.evaluate((element) => element === document.activeElement);

export async function expectFocus(locator: Locator): Promise<void> {
  await locator.waitFor();
  await expect.poll(() => hasFocus(locator)).toBe(true);
}

/** By Tab alone to something, which then shows a ring. */
export async function tabTo(page: Page, locator: Locator): Promise<void> {
  await locator.waitFor();
  for (let n = 0; n < MOST_TABS && !(await hasFocus(locator)); n++) await page.keyboard.press("Tab");
  await expectFocus(locator);
  const isRinged = await locator.evaluate((element) =>
    [element.closest(".inp"), element, element.firstElementChild].some((one) => {
      const { outlineStyle, boxShadow } = one ? getComputedStyle(one) : { outlineStyle: "none", boxShadow: "none" };
      return outlineStyle !== "none" || boxShadow !== "none";
    }),
  );
  expect(isRinged, "what has the focus shows it").toBe(true);
}

export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}
