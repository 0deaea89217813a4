import { addDays, atLocalMs, daysFromTo } from "../lib/time.ts";
import { createFlow, FlowSpec, publishFlow, saveDraft, startFlow } from "../modules/flows/index.ts";
import { adviseLines } from "./lines.ts";
import type { Company } from "./staff.ts";
import type { Stage } from "./stage.ts";

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const workdays = [1, 2, 3, 4, 5];

interface StepPlan {
  id: string;
  name: string;
  direction: "engage" | "convert" | "brand";
  minute: number;
  days: readonly number[];
  content: string;
}

const dayOfBenefit: readonly StepPlan[] = [
  { id: "morning-call", name: "早打卡", direction: "engage", minute: 7 * 60 + 30, days: workdays, content: "morning" },
  { id: "weekend-call", name: "周末早安", direction: "engage", minute: 8 * 60 + 30, days: [6, 7], content: "morning-weekend" },
  { id: "arrival-kiwi", name: "今日到货", direction: "convert", minute: 9 * 60, days: [1, 3, 5], content: "arrival-kiwi" },
  { id: "arrival-berry", name: "今日到货", direction: "convert", minute: 9 * 60, days: [2, 4, 6], content: "arrival-berry" },
  { id: "daily-pick", name: "每日好物", direction: "convert", minute: 11 * 60, days: everyDay, content: "pick" },
  { id: "noon-flash", name: "午间秒杀", direction: "convert", minute: 12 * 60, days: [3, 7], content: "flash-now" },
  { id: "afternoon", name: "午后分享", direction: "engage", minute: 14 * 60, days: [1, 3, 4, 6], content: "three-tips" },
  { id: "idiom", name: "成语接龙", direction: "engage", minute: 15 * 60, days: [5], content: "idiom" },
  { id: "evening", name: "晚市到货", direction: "convert", minute: 17 * 60 + 30, days: everyDay, content: "evening" },
  { id: "origin", name: "产地日记", direction: "brand", minute: 20 * 60, days: [2, 4, 7], content: "grape" },
  { id: "questions", name: "晚答疑", direction: "engage", minute: 21 * 60, days: everyDay, content: "service" },
];

const weekOfNewcomers: readonly StepPlan[] = [
  { id: "welcome-tips", name: "挑果小课", direction: "engage", minute: 10 * 60, days: [1, 4], content: "kiwi-soft" },
  { id: "promise", name: "坏果包赔", direction: "brand", minute: 16 * 60, days: [2], content: "promise" },
  { id: "weekend-list", name: "周末囤货清单", direction: "convert", minute: 11 * 60, days: [6], content: "basket" },
];

function specOf(blueprintId: string, plans: readonly StepPlan[], contentIds: ReadonlyMap<string, string>): FlowSpec {
  return FlowSpec.parse({
    audience: { kind: "blueprint", blueprintId, orgIds: [] },
    steps: plans.map(({ minute, days, content, ...step }) => ({
      ...step,
      slots: days.map((weekday) => ({ weekday, minute })),
      minutes: 30,
      graceMinutes: 120,
      action: { kind: "send", content: { kind: "content", contentId: contentIds.get(content) ?? "" } },
    })),
  });
}

async function run(stage: Stage, company: Company, flow: { name: string; kind: "day" | "week"; spec: FlowSpec }): Promise<string> {
  const { id } = await createFlow(stage.as(company.owner), { ...flow, audience: flow.spec.audience, preset: false });
  await begin(stage, company, id, 1);
  return id;
}

async function begin(stage: Stage, company: Company, flowId: string, revision: number): Promise<void> {
  await publishFlow(stage.as(company.owner), { flowId, revision, note: "上线" });
  await startFlow(stage.as(company.owner), { flowId, catchUp: false });
}

/** The standard day of the benefit groups and the newcomers' week, running since some days; what was due then was really sent. */
export async function runProgramme(
  stage: Stage,
  company: Company,
  blueprints: { benefit: string; "lead-in": string },
  contentIds: ReadonlyMap<string, string>,
  today: string,
  nowMs: number,
): Promise<void> {
  const first = addDays(today, -PAST_DAYS);
  stage.setClock(atLocalMs(first, 6 * 60, stage.brand.zone));
  const { flowId } = await adviseLines(stage, company, blueprints.benefit);
  const spec = specOf(blueprints.benefit, dayOfBenefit, contentIds);
  const { revision } = await saveDraft(stage.as(company.owner), { flowId, revision: 1, name: "福利群标准日", spec });
  await begin(stage, company, flowId, revision);
  await run(stage, company, { name: "新客群一周", kind: "week", spec: specOf(blueprints["lead-in"], weekOfNewcomers, contentIds) });
  const minutes = [...new Set([...dayOfBenefit, ...weekOfNewcomers].map((step) => step.minute))].sort((a, b) => a - b);
  for (const day of daysFromTo(first, today)) {
    for (const minute of minutes) {
      const atMs = atLocalMs(day, minute, stage.brand.zone) + 2_000;
      if (atMs >= nowMs) continue;
      stage.setClock(atMs);
      await stage.tick("advance-flows");
      await stage.tick("dispatch-sends");
    }
  }
  stage.setClock(nowMs);
}

const PAST_DAYS = 2;
