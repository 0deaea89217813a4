import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { LineAnswers } from "../src/modules/openings/openings.contract.ts";
import { cheap, dear, slow } from "../src/testing/lines.ts";
import { picture } from "./product.ts";
import { ask, endQuietHours } from "./steps.ts";
import { withProduct } from "./with-product.ts";

const Id = z.object({ id: z.string() });
const Made = z.object({ blueprintId: z.string(), flowId: z.string() });
const Step = z.looseObject({ name: z.string(), action: z.looseObject({ kind: z.string() }) });
const Flow = z.object({ draftRevision: z.number(), draft: z.looseObject({ steps: z.array(Step) }) });

/** The advisor's answer made true, a group of it opened, its SOP filled with words and started; answers the SOP's steps. */
async function live(page: Page, name: string, answers: LineAnswers): Promise<string[]> {
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
  return steps.map((step) => step.name);
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
  { type: "promotion", line: "鲜果", answers: cheap, metrics: ["转化率", "客单价", "退群率"] },
  { type: "refined", line: "护肤", answers: dear, metrics: ["互动率", "转化率", "客单价"] },
  { type: "service", line: "家具", answers: slow, metrics: ["留存率", "传播系数", "互动率"] },
] as const;

const days = new Map<string, readonly string[]>();

describe.each(kinds)("Today of a brand of $type groups", ({ type, line, answers, metrics }) => {
  const at = withProduct();

  it("looks first at what they live on", async () => {
    const page = at.owner;
    await endQuietHours(page);
    const steps = await live(page, line, answers);
    await page.reload();
    await page.getByText(`先看${line}`).waitFor();
    expect(await firstMetrics(page)).toEqual(metrics);
    expect(steps).toEqual(expect.arrayContaining(await stepsOfDay(page)));
    days.set(type, steps);
    await picture(page, `today-${type}`);
    expect(at.product.takeFaults()).toEqual([]);
  });
});

describe("Todays of three types", () => {
  it("hold the steps of three different SOPs", () => {
    expect(new Set([...days.values()].map((steps) => steps.join())).size).toBe(3);
  });
});
