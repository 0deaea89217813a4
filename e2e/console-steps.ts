import type { Locator, Page } from "playwright-core";
import { z } from "zod";
import { picture } from "./product.ts";
import { ask, goTo, pick } from "./steps.ts";

export const GROUP = "河滨区 福利群 01";

export async function addUnit(page: Page, level: string, parent: string, name: string): Promise<void> {
  const field = page.getByLabel(`在${parent}下面加${level}`);
  if (!(await field.isVisible()))
    await page
      .getByRole("row", { name: parent })
      .getByRole("button", { name: `加${level}` })
      .click();
  await field.fill(name);
  await field.press("Enter");
  await page.getByText(`已加上“${name}”`).waitFor();
  await field.press("Escape");
}

/** 从模板批量建群: one open web group a district. Answers the join link that the report copies. */
export async function stampGroups(page: Page): Promise<string> {
  await goTo(page, "社群");
  await page.getByRole("link", { name: "从模板批量建群" }).click();
  await page.getByRole("checkbox", { name: "马上开群" }).check();
  await page.getByRole("checkbox", { name: "全选（2）" }).check();
  await page.getByRole("checkbox", { name: "林店长" }).check();
  await page.getByRole("region", { name: "会建成这样" }).getByText(GROUP).first().waitFor();
  await picture(page, "stamp");
  await page.getByRole("button", { name: "建 2 个群" }).click();
  await page.getByRole("heading", { name: "建群报告" }).waitFor();
  await page.getByRole("row", { name: GROUP }).getByRole("button", { name: "复制链接" }).click();
  await page.getByText("链接已复制").waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

export async function writeContent(page: Page, name: string, text: string): Promise<void> {
  await goTo(page, "内容");
  await page.getByRole("button", { name: "新建素材" }).first().click();
  const editor = page.getByRole("dialog", { name: "新建素材" });
  await editor.getByLabel("名字").fill(name);
  await editor.getByRole("textbox", { name: "正文" }).fill(text);
  await editor.getByRole("button", { name: "保存并送审" }).click();
  await page.getByRole("dialog", { name }).getByRole("button", { name: "通过", exact: true }).click();
  await page.getByText("通过了，现在可以用").waitFor();
  await picture(page, "content");
}

/** A new SOP for the blueprint's groups, its calendar at the week to come, where no step is over yet. */
export async function newFlow(page: Page, name: string): Promise<void> {
  await goTo(page, "SOP 画布");
  await page.getByRole("button", { name: "新建 SOP" }).first().click();
  const dialog = page.getByRole("dialog", { name: "新建 SOP" });
  await dialog.getByLabel("名字").fill(name);
  await dialog.getByText("空白", { exact: true }).click();
  await pick(page, dialog.getByRole("combobox", { name: "选模板" }), "河滨福利群");
  await dialog.getByRole("button", { name: "建好并去排日历" }).click();
  const monday = page.getByRole("group", { name: "周一" });
  const before = (await monday.getAttribute("aria-label")) ?? "";
  await page.getByRole("button", { name: "下一周" }).click();
  await page.getByRole("group", { name: before, exact: true }).waitFor({ state: "detached" });
}

export async function addStep(page: Page, day: string, name: string, clock: string, fill: (step: Locator) => Promise<void>): Promise<void> {
  const step = page.getByRole("dialog", { name: "加一步" });
  await page.getByRole("group", { name: day }).getByRole("button", { name: "空档" }).click();
  await step.getByLabel("名字").fill(name);
  await step.getByRole("textbox", { name: "几点" }).fill(clock);
  await fill(step);
  await step.getByRole("button", { name: "放进草稿" }).click();
  await page.getByRole("button", { name: `${name}，${day} ${clock}` }).waitFor();
}

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error("nothing is drawn there");
  return box;
}

/** Carries a block by pointer from one day to another and so many hours down. */
export async function dragBlock(page: Page, block: Locator, from: string, to: string, hours: number): Promise<void> {
  await block.scrollIntoViewIfNeeded();
  const hourAt = (clock: string) => boxOf(page.locator("[data-calendar]").getByText(clock, { exact: true }).first());
  const [held, source, target, noon, one] = [
    await boxOf(block),
    await boxOf(page.getByRole("group", { name: from })),
    await boxOf(page.getByRole("group", { name: to })),
    await hourAt("12:00"),
    await hourAt("13:00"),
  ];
  const x = held.x + held.width / 2;
  const y = held.y + 6;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 20, y + 20, { steps: 3 });
  await page.mouse.move(x + target.x - source.x, y + hours * (one.y - noon.y), { steps: 8 });
  await picture(page, "drag");
  await page.mouse.up();
}

/** What runs in the week of the page, as the server plans it. */
export async function plannedSteps(page: Page): Promise<string[]> {
  const url = new URL(page.url());
  const Week = z.object({
    occurrences: z.array(z.object({ name: z.string(), weekday: z.number(), minute: z.number(), kind: z.string(), groups: z.number() })),
  });
  const week = await ask(page, `/flows/${url.pathname.split("/").at(-1)}/week?source=running&day=${url.searchParams.get("day")}`, Week);
  return week.occurrences.map((one) => `${one.name} ${one.weekday} ${one.minute / 60} ${one.kind} ${one.groups}`);
}

/** The brand's day, as a page's address writes it. */
export function today(): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());
}

/** 新建触达 to one group of two people, in words of its own that are shown filled in before they go. */
export async function sendByHand(page: Page, text: string, filled: string): Promise<void> {
  await goTo(page, "触达");
  await page.getByRole("link", { name: "新建触达" }).first().click();
  await page.getByText("指定群", { exact: true }).click();
  await page.getByRole("checkbox", { name: GROUP }).check();
  await page.getByText("自己写", { exact: true }).click();
  await page.getByRole("textbox", { name: "文字" }).fill(text);
  await page.getByRole("region", { name: "手机上的样子" }).getByText(filled).waitFor();
  await picture(page, "new-send");
  await page.getByRole("button", { name: "发给 1 个群 · 2 人" }).click();
}
