import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { LineAnswers } from "../src/modules/openings/openings.contract.ts";
import { cheap, dear, slow } from "../src/testing/lines.ts";
import { picture } from "./product.ts";
import { ask, brandPath, endQuietHours } from "./steps.ts";
import { withProduct } from "./with-product.ts";

const Id = z.object({ id: z.string() });
const Made = z.object({ blueprintId: z.string(), flowId: z.string() });
const Step = z.looseObject({
  name: z.string(),
  slots: z.array(z.object({ weekday: z.number(), minute: z.number() })),
  action: z.looseObject({ kind: z.string() }),
});
const Flow = z.object({ draftRevision: z.number(), draft: z.looseObject({ steps: z.array(Step) }) });
const Groups = z.object({ items: z.array(Id) });
const Ladder = z.object({ ladder: z.array(z.object({ stage: z.number(), target: z.number() })) });
const Guide = z.object({ steps: z.array(z.object({ checks: z.array(z.object({ name: z.string(), wanted: z.number() })) })) });

/** What a brand's answers came to. */
interface Day {
  /** Of the SOP: names, with the days and times they go out at. */
  steps: string[];
  /** What ends each stage. */
  marks: number[];
  /** What the eight steps want of a group. */
  wanted: Record<string, number>;
}

/** The advisor's answer made true, a group of it opened, its SOP filled with words and started. */
async function live(page: Page, name: string, answers: LineAnswers): Promise<Day & { names: string[] }> {
  const { id } = await ask(page, "/openings/lines", Id, { name, answers, combinations: [] });
  const made = await ask(page, `/openings/lines/${id}/apply`, Made, {});
  const { items } = await ask(page, "/org-units", z.object({ items: z.array(Id) }));
  const stamp = { blueprintId: made.blueprintId, pattern: `${name}群 {序号}`, units: [{ orgId: items[0]?.id, count: 1 }], open: true };
  await ask(page, "/groups/stamps", z.looseObject({}), stamp);
  const { draft, draftRevision } = await ask(page, `/flows/${made.flowId}`, Flow);
  const steps = draft.steps.map((step) =>
    step.action.kind === "send" ? { ...step, action: { kind: "send", content: { kind: "text", text: step.name } } } : step,
  );
  const spec = { ...draft, steps };
  const { revision } = await ask(page, `/flows/${made.flowId}/draft`, z.object({ revision: z.number() }), {
    revision: draftRevision,
    spec,
  });
  await ask(page, `/flows/${made.flowId}/publish`, z.object({}), { revision, note: "" });
  await ask(page, `/flows/${made.flowId}/start`, z.object({}), {});
  const groupId = (await ask(page, "/groups?status=active", Groups)).items[0]?.id ?? "";
  const { ladder } = await ask(page, `/insight/groups/${groupId}`, Ladder);
  const guide = await ask(page, `/openings/groups/${groupId}/guide`, Guide);
  return {
    names: steps.map((step) => step.name),
    steps: steps.map(({ name: step, slots }) => `${step} ${slots.map(({ weekday, minute }) => `${weekday} ${minute}`).join()}`),
    marks: ladder.map((rung) => rung.target),
    wanted: Object.fromEntries(guide.steps.flatMap((step) => step.checks.map((check) => [check.name, check.wanted]))),
  };
}

/** The first three of the metrics. */
async function firstMetrics(page: Page): Promise<string[]> {
  const cells = page.getByRole("region", { name: "昨天的九项指标" }).locator(".ms .k");
  await cells.first().waitFor();
  const names = await cells.evaluateAll((all) => all.map((cell) => cell.firstChild?.textContent ?? ""));
  return names.slice(0, 3);
}

/** What the day still holds: nothing where the test runs late in the evening. */
async function stepsOfDay(page: Page): Promise<string[]> {
  const strip = page.getByRole("region", { name: "今天的安排" });
  await strip.getByText(/个步骤|今天没有 SOP 安排/).waitFor();
  return strip.locator(".ev b").allTextContents();
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

const days = new Map<string, Day>();

describe.each(kinds)("Today of a brand of $type groups", ({ type, line, answers, metrics, marks, kocs, way }) => {
  const at = withProduct();

  it("looks first at what they live on, and asks of them what the answers ask", async () => {
    const page = at.owner;
    await endQuietHours(page);
    const day = await live(page, line, answers);
    await page.reload();
    await page.getByText(`先看${line}`).waitFor();
    expect(await firstMetrics(page)).toEqual(metrics);
    expect(day.names).toEqual(expect.arrayContaining(await stepsOfDay(page)));
    expect(day.marks).toEqual(marks);
    expect(day.wanted["kocs"]).toBe(kocs);
    days.set(type, day);
    await picture(page, `today-${type}`);
    await page.goto(`${brandPath(page)}/groups/opening`);
    const advice = page.getByRole("region", { name: "建议" });
    await advice.getByText(way).waitFor();
    for (const mark of marks.slice(1, 4))
      await advice
        .getByText(`${(mark * 100).toFixed(1)}%`)
        .first()
        .waitFor();
    await picture(page, `advice-${type}`);
    expect(at.product.takeFaults()).toEqual([]);
  });
});

describe("Todays of three types", () => {
  const differing = (pick: (day: Day) => unknown) => new Set([...days.values()].map((day) => JSON.stringify(pick(day)))).size;

  it("hold the steps of three different SOPs, three sets of marks, and want three different crews", () => {
    expect(differing((day) => day.steps)).toBe(3);
    expect(differing((day) => day.marks)).toBe(3);
    expect(differing((day) => day.wanted)).toBe(3);
  });
});
