import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { strokes } from "../src/web/ui/icon-strokes.ts";
import { picture } from "./product.ts";
import { ask, brandPath } from "./steps.ts";
import { withProduct } from "./with-product.ts";

const at = withProduct();
const Id = z.object({ id: z.string() });
const Items = z.object({ items: z.array(Id) });
const DAY_MS = 86_400_000;
/** 20:00 of yesterday in Shanghai, which has no summer time. */
const evening = Math.floor((Date.now() + 8 * 3_600_000) / DAY_MS) * DAY_MS - DAY_MS + 12 * 3_600_000;
const yesterday = new Date(evening).toISOString().slice(0, 10);

/** A blueprint of its own with one open group. */
async function open(page: Page, name: string): Promise<string> {
  const spec = { positioning: "benefit", commercialType: "promotion", capacity: 200, targetMembers: 100 };
  const { id } = await ask(page, "/blueprints", Id, { name: `${name}模板`, spec });
  const { items } = await ask(page, "/org-units", Items);
  const stamp = { blueprintId: id, pattern: `${name}群`, units: [{ orgId: items[0]?.id, count: 1 }], open: true };
  await ask(page, "/groups/stamps", z.looseObject({}), stamp);
  const groups = await ask(page, `/groups?q=${encodeURIComponent(`${name}群`)}`, Items);
  return groups.items[0]?.id ?? "";
}

/** Members who came three days ago; yesterday some of them spoke, and the last left where somebody does. */
async function tell(page: Page, groupId: string, told: { members: string[]; spoke: string[]; left?: string }): Promise<void> {
  const member = (name: string) => ({ kind: "shop", scope: "", externalId: `${groupId}${name}`, nickname: name });
  const head = (kind: string, n: number, atMs: number) => ({
    source: "test",
    kind,
    externalId: `${groupId}${kind}${n}`,
    occurredAt: new Date(atMs).toISOString(),
    group: { groupId },
  });
  const items: object[] = told.members.map((name, n) => ({ ...head("joined", n, evening - 3 * DAY_MS), member: member(name) }));
  const said = told.spoke.map((name, n) => ({
    ...head("message", n, evening + n * 60_000),
    sender: member(name),
    format: "text",
    text: `砂糖橘几点到 ${n}`,
  }));
  const left = told.left === undefined ? [] : [{ ...head("left", 0, evening + 3_600_000), member: member(told.left) }];
  await ask(page, "/ingest", z.unknown(), { items });
  await ask(page, "/ingest", z.unknown(), { items: [...said, ...left] });
}

let east = "";
let west = "";
beforeAll(async () => {
  const page = at.owner;
  [east, west] = [await open(page, "东"), await open(page, "西")];
  await tell(page, east, { members: ["甲", "乙", "丙", "丁"], spoke: ["甲", "甲", "甲", "乙", "乙", "丙"], left: "丁" });
  await tell(page, west, { members: ["戊", "己"], spoke: ["戊"] });
  // Somebody of the east buys there and in the west.
  const buyer = { kind: "shop", scope: "", externalId: `${east}甲`, nickname: "甲" };
  const paidAt = new Date(evening).toISOString();
  const orders = [
    { source: "shop", externalId: "here", buyer, groupId: east, paidAt, paidFen: 6_000 },
    { source: "shop", externalId: "there", buyer, groupId: west, paidAt, paidFen: 9_000 },
  ];
  await ask(page, "/orders", z.unknown(), { orders });
  await ask(page, "/costs", z.unknown(), { day: yesterday, groupId: east, kind: "other", fen: 1_000 });
});

const heads = (page: Page) => page.locator("table.vs thead th .el").allTextContents();
const rowsOf = (page: Page) => page.locator("table.vs tbody tr");

/** A row as it is read: both values with their fractions, and the difference with the way its arrow points. */
async function row(page: Page, metric: string): Promise<string[]> {
  const line = rowsOf(page).filter({ has: page.getByRole("rowheader", { name: metric }) });
  const values = await line.getByRole("cell").getByRole("button").allInnerTexts();
  const change = line.getByRole("cell").last();
  const arrows = await change.locator("path").evaluateAll((all) => all.map((path) => path.getAttribute("d")));
  const way = arrows.map((arrow) => (arrow === strokes.arrowUp ? "+" : "-")).join("");
  return [...values.map((value) => value.replaceAll(/\s+/g, " ")), way + (await change.innerText()).trim()];
}

const figures = async (page: Page) => ({
  interaction: await row(page, "互动率"),
  messages: await row(page, "人均消息"),
  leave: await row(page, "退群率"),
});

const eastAgainstWest = {
  interaction: ["75.0% 3 ÷ 4", "50.0% 1 ÷ 2", "+25.0 点"],
  messages: ["1.50 6 ÷ 4", "0.50 1 ÷ 2", "+1.00"],
  leave: ["25.0% 1 ÷ 4", "0.0% 0 ÷ 2", "+25.0 点"],
};
const westAgainstEast = {
  interaction: ["50.0% 1 ÷ 2", "75.0% 3 ÷ 4", "-25.0 点"],
  messages: ["0.50 1 ÷ 2", "1.50 6 ÷ 4", "-1.00"],
  leave: ["0.0% 0 ÷ 2", "25.0% 1 ÷ 4", "-25.0 点"],
};

describe("数据 · 对比", () => {
  it("lays two groups, two blueprints or two periods side by side, and a value opens its rows", async () => {
    const page = at.owner;
    const kinds = page.getByRole("radiogroup", { name: "比什么" });
    const home = `${brandPath(page)}/insight?tab=versus&from=${yesterday}&to=${yesterday}`;
    // What was told is counted by a reaction, behind the telling.
    const settled = async () => {
      await page.goto(`${home}&a=${east}&b=${west}`);
      await rowsOf(page).nth(9).waitFor();
      return { ...(await figures(page)), roi: await row(page, "ROI") };
    };
    await expect.poll(settled).toEqual({ ...eastAgainstWest, roi: ["6.0 ¥60 ÷ ¥10", "— ¥90 ÷ —", "—"] });
    // What the people of a side bought anywhere is reckoned when somebody looks at it: their order in the west counts, too.
    await page.getByRole("rowheader", { name: "ROI" }).getByRole("button").hover();
    await page.getByRole("tooltip").getByText("按成员全部订单：15.0").waitFor();
    await picture(page, "versus-formula");
    expect(await rowsOf(page).count()).toBe(10);
    expect(await heads(page)).toEqual(["东群", "西群"]);
    expect(await page.locator("table.vs thead th small").allTextContents()).toEqual(["1 个群，3 人", "1 个群，2 人"]);
    await page.getByRole("button", { name: "换边" }).click();
    await expect.poll(() => heads(page)).toEqual(["西群", "东群"]);
    await expect.poll(() => figures(page)).toEqual(westAgainstEast);
    await picture(page, "versus-group");
    await rowsOf(page).filter({ hasText: "互动率" }).getByRole("button", { name: "75.0%" }).click();
    await page.getByRole("dialog").getByText("甲").first().waitFor();
    expect(await page.getByRole("dialog").getByText("戊").count()).toBe(0);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await kinds.getByRole("radio", { name: "两个模板" }).click();
    await expect.poll(async () => (await heads(page)).toSorted().join()).toBe("东模板,西模板");
    const isEastFirst = (await heads(page))[0] === "东模板";
    await expect.poll(() => figures(page)).toEqual(isEastFirst ? eastAgainstWest : westAgainstEast);
    await picture(page, "versus-blueprint");
    await kinds.getByRole("radio", { name: "两段时间" }).click();
    await expect.poll(async () => (await heads(page)).filter((name) => /–/.test(name)).length).toBe(2);
    expect(new Set(await heads(page)).size).toBe(2);
    // Yesterday against the day before, when nobody spoke.
    await expect
      .poll(() => figures(page))
      .toEqual({
        interaction: ["66.7% 4 ÷ 6", "0.0% 0 ÷ 6", "+66.7 点"],
        messages: ["1.17 7 ÷ 6", "0.00 0 ÷ 6", "+1.17"],
        leave: ["16.7% 1 ÷ 6", "0.0% 0 ÷ 6", "+16.7 点"],
      });
    await rowsOf(page).first().getByRole("cell").first().getByRole("button").click();
    await page.getByRole("dialog").waitFor();
    await picture(page, "versus-period");
    expect(at.product.takeFaults()).toEqual([]);
  });
});
