import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { z } from "zod";
import type { LineAnswers } from "../src/modules/openings/openings.contract.ts";
import { cheap, dear, slow } from "../src/testing/lines.ts";
import { answerAndApply, pressTheGuide } from "./opening-steps.ts";
import { picture } from "./product.ts";
import { ask, brandPath, endQuietHours } from "./steps.ts";
import { withProducts } from "./with-product.ts";

const Id = z.object({ id: z.string() });
const Made = z.object({ blueprintId: z.string(), flowId: z.string() });
const Step = z.looseObject({
  name: z.string(),
  slots: z.array(z.object({ weekday: z.number(), minute: z.number() })),
  action: z.looseObject({ kind: z.string() }),
});
type Step = z.infer<typeof Step>;
const Flow = z.object({ draftRevision: z.number(), draft: z.looseObject({ steps: z.array(Step) }) });
const Items = z.object({ items: z.array(Id) });
const Guide = z.object({ steps: z.array(z.object({ checks: z.array(z.object({ name: z.string(), wanted: z.number() })) })) });

/** Where the night has just begun, so that all of a day is still to come whenever the test runs. */
const zone = Intl.supportedValuesOf("timeZone").find((one) => [1, 2].includes(Temporal.Now.zonedDateTimeISO(one).hour)) ?? "Africa/Abidjan";
const { dayOfWeek } = Temporal.Now.zonedDateTimeISO(zone);

/** What is read off the pages of a brand. */
interface Shown {
  /** The first three of yesterday's metrics. */
  metrics: string[];
  /** Today's, by the names of the SOP's steps. */
  steps: string[];
  /** What ends each of a group's stages. */
  marks: string[];
}

/** The advice of a line made true without its page. */
async function applyLine(page: Page, name: string, answers: LineAnswers): Promise<z.infer<typeof Made>> {
  const { id } = await ask(page, "/openings/lines", Id, { name, answers, combinations: [] });
  return ask(page, `/openings/lines/${id}/apply`, Made, {});
}

/** A step gets the days that none has, so that there is no day without one. */
function onEveryDay(steps: Step[]): Step[] {
  const idle = [1, 2, 3, 4, 5, 6, 7].filter((day) => !steps.some((step) => step.slots.some((slot) => slot.weekday === day)));
  return steps.map((step, n) => {
    const minute = step.slots[0]?.minute ?? 0;
    return n === 0 ? { ...step, slots: [...step.slots, ...idle.map((weekday) => ({ weekday, minute }))] } : step;
  });
}

async function openGroup(page: Page, blueprintId: string, name: string): Promise<string> {
  const { items } = await ask(page, "/org-units", Items);
  const stamp = { blueprintId, pattern: `${name}群 {序号}`, units: [{ orgId: items[0]?.id, count: 1 }], open: true };
  await ask(page, "/groups/stamps", z.looseObject({}), stamp);
  const groups = await ask(page, `/groups?status=active&q=${encodeURIComponent(name)}`, Items);
  return groups.items[0]?.id ?? "";
}

/** One of which nothing is said or there, and of a type that no line is for. */
async function openBareGroup(page: Page): Promise<string> {
  const crew = { admins: 1, kocs: 1 };
  const spec = { positioning: "benefit", commercialType: "service", capacity: 200, targetMembers: 100, crew };
  const { id: blueprintId } = await ask(page, "/blueprints", Id, { name: "空白", spec });
  const orgId = (await ask(page, "/org-units", Items)).items[0]?.id;
  return (await ask(page, "/groups", Id, { name: "空白群", orgId, commercialType: "service", blueprintId, open: true })).id;
}

/** A group of the blueprint opened, its SOP filled with words and started. */
async function live(page: Page, name: string, { blueprintId, flowId }: z.infer<typeof Made>): Promise<{ groupId: string; steps: Step[] }> {
  const groupId = await openGroup(page, blueprintId, name);
  const { draft, draftRevision } = await ask(page, `/flows/${flowId}`, Flow);
  const steps = onEveryDay(draft.steps).map((step) =>
    step.action.kind === "send" ? { ...step, action: { kind: "send", content: { kind: "text", text: step.name } } } : step,
  );
  const kept = { revision: draftRevision, spec: { ...draft, steps } };
  const { revision } = await ask(page, `/flows/${flowId}/draft`, z.object({ revision: z.number() }), kept);
  await ask(page, `/flows/${flowId}/publish`, z.object({}), { revision, note: "" });
  await ask(page, `/flows/${flowId}/start`, z.object({}), {});
  return { groupId, steps };
}

/** How many of its members the guide wants as KOCs. */
async function kocsWanted(page: Page, groupId: string): Promise<number | undefined> {
  const { steps } = await ask(page, `/openings/groups/${groupId}/guide`, Guide);
  return steps.flatMap((step) => step.checks).find((check) => check.name === "kocs")?.wanted;
}

async function firstMetrics(page: Page): Promise<string[]> {
  const cells = page.getByRole("region", { name: "昨天的九项指标" }).locator(".ms .k");
  await cells.first().waitFor();
  const names = await cells.evaluateAll((all) => all.map((cell) => cell.firstChild?.textContent ?? ""));
  return names.slice(0, 3);
}

async function stepsOfDay(page: Page): Promise<string[]> {
  const strip = page.getByRole("region", { name: "今天的安排" });
  await strip.getByText(/个步骤|今天没有 SOP 安排/).waitFor();
  return strip.locator(".ev b").allTextContents();
}

/** Off the ladder in a group's head, which shows the blueprint's marks. */
async function marksOf(page: Page, groupId: string): Promise<string[]> {
  await page.goto(`${brandPath(page)}/groups/${groupId}`);
  const rungs = page.locator(".trk .ts p");
  await expect.poll(() => rungs.count()).toBe(5);
  return rungs.allTextContents();
}

const kinds = [
  {
    type: "promotion",
    line: "鲜果",
    answers: cheap,
    metrics: ["转化率", "客单价", "退群率"],
    marks: [0.5, 0.15, 0.9, 0.18, 0.06],
    kocs: 1,
    way: "适合在群里卖",
  },
  {
    type: "refined",
    line: "护肤",
    answers: dear,
    metrics: ["互动率", "转化率", "客单价"],
    marks: [0.5, 0.12, 0.92, 0.1, 0.05],
    kocs: 3,
    way: "适合在群里卖",
  },
  {
    type: "service",
    line: "家具",
    answers: slow,
    metrics: ["留存率", "传播系数", "互动率"],
    marks: [0.5, 0.08, 0.92, 0.05, 0.04],
    kocs: 2,
    way: "先一对一卖",
  },
] as const;

const at = withProducts(kinds.length, { zone });
const shown = new Map<string, Shown>();

it.each(kinds)("Today of a brand of $type groups looks first at what they live on, and asks of them what the answers ask", async (kind) => {
  const { type, line, answers, metrics, marks, kocs, way } = kind;
  const { owner: page, product } = at(kinds.indexOf(kind));
  await endQuietHours(page);
  const isByHand = type === "promotion";
  const made = await (isByHand ? answerAndApply : applyLine)(page, line, answers);
  if (isByHand) await pressTheGuide(page, await openBareGroup(page));
  const { groupId, steps } = await live(page, line, made);
  await page.goto(brandPath(page));
  await page.getByText(`先看${line}`).waitFor();
  const ofDay = steps.filter((step) => step.slots.some((slot) => slot.weekday === dayOfWeek)).map((step) => step.name);
  const today = { metrics: await firstMetrics(page), steps: await stepsOfDay(page) };
  await picture(page, `today-${type}`);
  expect(today.metrics).toEqual(metrics);
  expect(today.steps).not.toEqual([]);
  expect(today.steps.toSorted()).toEqual(ofDay.toSorted());
  const rungs = await marksOf(page, groupId);
  for (const [n, mark] of marks.slice(1, 4).entries()) expect(rungs[n + 1]).toContain(`≥ ${Math.round(mark * 100)}%`);
  expect(rungs[4]).toContain(String(marks[4]));
  expect(await kocsWanted(page, groupId)).toBe(kocs);
  shown.set(type, { ...today, marks: rungs });
  await page.goto(`${brandPath(page)}/groups/opening`);
  const advice = page.getByRole("region", { name: "建议" });
  await advice.getByText(way).waitFor();
  for (const mark of marks.slice(1, 4))
    await advice
      .getByText(`${(mark * 100).toFixed(1)}%`)
      .first()
      .waitFor();
  await picture(page, `advice-${type}`);
  expect(product.takeFaults()).toEqual([]);
});

it("the three show three choices of metrics, three days and three ladders", () => {
  const differing = (pick: (one: Shown) => unknown) => new Set([...shown.values()].map((one) => JSON.stringify(pick(one)))).size;
  expect([differing((one) => one.metrics), differing((one) => one.steps), differing((one) => one.marks)]).toEqual([3, 3, 3]);
});

it("a line whose change is taken back after its form was left stands as it was when it is come back to", async () => {
  const { owner: page, product } = at(0);
  for (const name of ["莓果", "瓜子"]) await ask(page, "/openings/lines", Id, { name, answers: cheap, combinations: [] });
  await page.goto(`${brandPath(page)}/groups/opening`);
  const lines = page.getByRole("navigation", { name: "货品线" });
  const choose = (name: string) => lines.getByRole("button", { name }).click();
  const ticket = page.getByLabel("一单多少钱");
  await choose("莓果");
  await expect.poll(() => page.getByLabel("叫什么").inputValue()).toBe("莓果");
  const before = await ticket.inputValue();
  await ticket.fill("77");
  await ticket.press("Tab");
  await page.getByRole("button", { name: "存下来" }).click();
  const undo = page.getByRole("button", { name: "撤销" });
  await undo.waitFor();
  await choose("瓜子");
  await expect.poll(() => page.getByLabel("叫什么").inputValue()).toBe("瓜子");
  await undo.click();
  await undo.waitFor({ state: "detached" });
  await choose("莓果");
  await expect.poll(() => ticket.inputValue()).toBe(before);
  expect(await page.getByRole("button", { name: "存下来" }).isDisabled()).toBe(true);
  expect(product.takeFaults()).toEqual([]);
});
