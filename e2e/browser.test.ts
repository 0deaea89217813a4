import { expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";

test("a browser starts on this machine, draws a page and runs its script", { timeout: 60_000 }, async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto("about:blank");
    expect(await page.evaluate(() => document.body.childElementCount)).toBe(0);
    await page.goto(
      "data:text/html;charset=utf-8,<title>群策</title><h1>社群</h1><script>document.title += navigator.userAgent.includes('Chrome')</script>",
    );
    expect(await page.title()).toBe("群策true");
    expect((await page.screenshot()).byteLength).toBeGreaterThan(1000);
  } finally {
    await browser.close();
  }
});
