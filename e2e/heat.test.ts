import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { expectFocus, press, tabTo } from "./keys.ts";
import { picture } from "./product.ts";
import { ask, brandPath } from "./steps.ts";
import { withProduct } from "./with-product.ts";

const at = withProduct();
const Id = z.object({ id: z.string() });
const DAY_MS = 86_400_000;
/** 20:00 of yesterday in Shanghai, which has no summer time. */
const evening = Math.floor((Date.now() + 8 * 3_600_000) / DAY_MS) * DAY_MS - DAY_MS + 12 * 3_600_000;

let groupId = "";
/** What was said, at how many hours after that evening. */
const said = [
  { hours: 0, text: "砂糖橘几点到" },
  { hours: 0, text: "给我留两斤" },
  { hours: 0, text: "我也要" },
  { hours: 1, text: "晚安各位" },
  { hours: -24, text: "昨天的草莓很甜" },
  { hours: -24, text: "还有吗" },
];

beforeAll(async () => {
  const page = at.owner;
  const { items } = await ask(page, "/org-units", z.object({ items: z.array(Id) }));
  ({ id: groupId } = await ask(page, "/groups", Id, { name: "热力群", orgId: items[0]?.id, channel: "web", open: true }));
  const member = (name: string) => ({ kind: "shop", scope: "", externalId: name, nickname: name });
  const head = (kind: string, n: number, atMs: number) => ({
    source: "test",
    kind,
    externalId: `${kind}${n}`,
    occurredAt: new Date(atMs).toISOString(),
    group: { groupId },
  });
  const joined = ["小雨", "老周"].map((name, n) => ({ ...head("joined", n, evening - 2 * DAY_MS), member: member(name) }));
  const messages = said.map(({ hours, text }, n) => ({
    ...head("message", n, evening + hours * 3_600_000 + n * 60_000),
    sender: member(n % 2 ? "小雨" : "老周"),
    format: "text",
    text,
  }));
  const short = { ...head("message", 99, evening), sender: member("老周"), format: "text", text: "嗯" };
  await ask(page, "/ingest", z.unknown(), { items: joined });
  await ask(page, "/ingest", z.unknown(), { items: [...messages, short] });
});

const cells = (panel: Locator) => panel.getByRole("button", { name: /点，.*共 [1-9]/ });
const numberOf = async (cell: Locator) => Number(/共 (\d+) 条/.exec((await cell.getAttribute("aria-label")) ?? "")?.[1]);

/** Each cell with a number opens as many messages, of its hour, and all of them together are all that was said. */
async function openEach(page: Page, panel: Locator): Promise<string[]> {
  const drawer = page.getByRole("dialog");
  await expect.poll(() => cells(panel).count()).toBe(3);
  const texts: string[] = [];
  for (let n = 0; n < 3; n++) {
    const cell = cells(panel).nth(n);
    const count = await numberOf(cell);
    await cell.click();
    await drawer.getByText(`${count} 条`).first().waitFor();
    await expect.poll(() => drawer.locator(".said").count()).toBe(count);
    texts.push(...(await drawer.locator(".said").allTextContents()));
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
  }
  return texts.toSorted();
}

const all = said.map((one) => one.text).toSorted();

describe("a heat map of hours and weekdays", () => {
  it("opens in 数据 exactly the messages whose number a cell shows", async () => {
    const page = at.owner;
    await page.goto(`${brandPath(page)}/insight`);
    const panel = page.getByRole("region", { name: "几点有人说话" });
    expect(await openEach(page, panel)).toEqual(all);
    await picture(page, "heat");
    expect(at.product.takeFaults()).toEqual([]);
  });

  it("and so does that of a group", async () => {
    const page = at.owner;
    await page.goto(`${brandPath(page)}/groups/${groupId}`);
    expect(await openEach(page, page.getByRole("region", { name: "几点有人说话" }))).toEqual(all);
    await picture(page, "heat-group");
    expect(at.product.takeFaults()).toEqual([]);
  });

  it("is walked by arrows from its darkest cell, opened by Enter, and has the focus back", async () => {
    const page = at.owner;
    await page.goto(`${brandPath(page)}/insight`);
    const panel = page.getByRole("region", { name: "几点有人说话" });
    const cell = (hour: number) => panel.getByRole("button", { name: new RegExp(`^${weekday} ${hour} 点，`) });
    const weekday = `周${"日一二三四五六"[new Date(evening + 8 * 3_600_000).getUTCDay()] ?? ""}`;
    await tabTo(page, cell(20));
    await press(page, "ArrowRight");
    await expectFocus(cell(21));
    await press(page, "ArrowRight");
    await expectFocus(cell(22));
    await press(page, "Enter", "ArrowLeft", "Enter");
    const drawer = page.getByRole("dialog");
    await drawer.getByText("晚安各位").waitFor();
    await press(page, "Escape");
    await expectFocus(cell(21));
    await press(page, "ArrowDown", "ArrowUp");
    await expectFocus(cell(21));
    await picture(page, "heat-keys");
    expect(at.product.takeFaults()).toEqual([]);
  });
});
