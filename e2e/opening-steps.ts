import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { z } from "zod";
import type { LineAnswers } from "../src/modules/openings/openings.contract.ts";
import { ask, brandPath } from "./steps.ts";

const Lines = z.object({
  items: z.array(z.object({ name: z.string(), blueprint: z.object({ id: z.string() }), flow: z.object({ id: z.string() }) })),
});

const appeals = { broad: "大多数人", segmented: "一类说得清的人", unclear: "说不清" };
const yesNo = (value: boolean) => (value ? "是" : "不是");

/** The advisor's questions answered on its page, and the advice made true by its button. */
export async function answerAndApply(page: Page, name: string, answers: LineAnswers): Promise<{ blueprintId: string; flowId: string }> {
  await page.goto(`${brandPath(page)}/groups/opening`);
  await page.getByRole("button", { name: "加一条货品线" }).click();
  await page.getByLabel("叫什么").fill(name);
  const number = async (label: string, value: number) => {
    await page.getByLabel(label).fill(String(value));
    await page.getByLabel(label).press("Tab");
  };
  await number("买家隔多久再买", answers.daysBetweenOrders);
  await number("一单多少钱", answers.ticketFen / 100);
  await number("从看到到付款", answers.decisionHours);
  await number("毛利", answers.margin * 100);
  const choose = (question: string, answer: string) =>
    page.getByRole("radiogroup", { name: question }).getByRole("radio", { name: answer, exact: true }).click();
  await choose("要讲一讲才好卖", yesNo(answers.needsExplaining));
  await choose("谁会想要", appeals[answers.appeal]);
  await choose("看到就容易下单", yesNo(answers.impulse));
  await page.getByRole("button", { name: "存下来" }).click();
  await page.getByRole("region", { name: "建议" }).getByRole("button", { name: "应用", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "应用", exact: true }).click();
  await page.getByText(`“${name}”已应用`).waitFor();
  const { items } = await ask(page, "/openings/lines", Lines);
  const line = items.find((one) => one.name === name);
  if (!line) throw new Error(`no line is called ${name}`);
  return { blueprintId: line.blueprint.id, flowId: line.flow.id };
}

const field = (label: string) => (page: Page) => [page.getByLabel(label)];
const rows = (label: string) => (page: Page) => [page.getByRole("group", { name: label }).getByRole("button", { name: "加一行" })];
const flows = (page: Page) => [
  page.getByRole("heading", { level: 1, name: "SOP 画布" }),
  page.getByRole("button", { name: "新建 SOP" }).first(),
];
const crew = (page: Page) => [page.getByRole("dialog", { name: "加一位班底" }).getByText("角色", { exact: true })];

/** What each button of the eight steps must lead to: the place where the thing can be done. */
const leadsTo: Record<string, (page: Page) => Locator[]> = {
  写目的: (page) => [page.getByLabel("付款前：怎么转化"), page.getByLabel("付款后：给什么价值")],
  选货品线: (page) => [page.getByRole("region", { name: "建议" }).getByRole("button", { name: /应用/ })],
  定群主: (page) => [page.getByRole("dialog", { name: /换群主/ }).getByLabel("交给")],
  加管理员: crew,
  加气氛组: crew,
  写群规: (page) => [page.getByLabel("群规条目"), page.getByLabel("违反了怎么办")],
  写口号: field("群口号"),
  换头像: (page) => [page.getByRole("button", { name: "选图片" })],
  写欢迎语: field("欢迎语"),
  加进群方式: (page) => [page.getByPlaceholder("用在哪里，例如：门店海报")],
  加素材: (page) => [page.getByRole("heading", { level: 1, name: "内容" }), page.getByRole("button", { name: "新建素材" }).first()],
  "排 SOP": flows,
  "看 SOP": flows,
  写价值: rows("进群有什么"),
  写奖惩: rows("奖惩单"),
  导入订单: (page) => [page.getByRole("heading", { level: 1, name: "导入文件" })],
};

/** On a group's own page each place the guide leads to is gone to by its button, and one of the things done: the guide no longer asks for it. */
export async function pressTheGuide(page: Page, groupId: string): Promise<void> {
  await page.goto(`${brandPath(page)}/groups/${groupId}`);
  const guide = page.getByRole("region", { name: "开群指南" });
  const links = guide.getByRole("listitem").getByRole("link");
  const openWhole = async () => {
    await links.first().waitFor();
    const more = guide.getByRole("button", { name: /还有 \d+ 项/ });
    if (await more.isVisible()) await more.click();
  };
  await openWhole();
  const shown = await links.evaluateAll((all) => all.map((one) => [one.textContent, one.getAttribute("href") ?? ""] as const));
  expect([...new Set(shown.map(([act]) => act))].toSorted()).toEqual(Object.keys(leadsTo).toSorted());
  const byPlace = Map.groupBy(shown, ([, href]) => href);
  for (const [href, acts] of byPlace) {
    await openWhole();
    await guide.locator(`a[href="${href}"]`).first().click();
    for (const act of new Set(acts.map(([name]) => name))) for (const one of leadsTo[act]?.(page) ?? []) await one.waitFor();
    if (!href.includes("do=entry")) await page.goBack();
    else await makeEntry(page);
  }
  await guide.waitFor();
  await guide.getByText("没有进群方式").waitFor({ state: "detached" });
}

async function makeEntry(page: Page): Promise<void> {
  await page.getByPlaceholder("用在哪里，例如：门店海报").fill("门店海报");
  await page.getByRole("button", { name: "建链接" }).click();
  await page.getByText(/链接已建好/).waitFor();
}
