import { setTimeout } from "node:timers/promises";
import { addOrgUnit, changeBrandSettings } from "../../modules/brands/index.ts";
import { advanceFlows } from "../../modules/flows/advance.actions.ts";
import { startFlow, stopFlow } from "../../modules/flows/course.actions.ts";
import { createFlow, publishFlow, saveDraft } from "../../modules/flows/flows.actions.ts";
import { showFlow } from "../../modules/flows/read.actions.ts";
import type { FlowSpec, Step } from "../../modules/flows/spec.contract.ts";
import { createGroup } from "../../modules/groups/index.ts";
import { runDispatches } from "../../modules/sends/run.actions.ts";
import { minuteOfDay } from "../../lib/time.ts";
import type { TestBrand } from "../brand-on.ts";
import { TEST_SECRET } from "../prepared.ts";
import { letDie, startChild } from "./child.ts";
import type { Doom } from "./doom.ts";
import type { WorkerOrders } from "./worker.child.ts";

/** Where a process that carries out an SOP dies. */
export const flowDooms: Record<string, Doom> = {
  "before intent": "before",
  "after the claim": { statement: "insert into flow_occurrences" },
  "between claim and sends": { statement: "insert into sends" },
  "before the commit": "commit",
  "after the commit": "committed",
};

export interface FlowTally {
  hits: number;
  /** Steps times groups. */
  deliveries: number;
  /** Steps of a group that were never said in it, or more than once. */
  missing: number;
  double: number;
  /** Sends, deliveries or notes of a step that are not exactly one each. */
  wrong: number;
}

export interface FlowStage {
  serial: number;
  test: TestBrand;
  orgId: string;
  groupIds: readonly string[];
  round: number;
}

let stages = 0;
const GROUPS = 4;
const STEPS = 3;

/** Four groups in a unit of their own, in a brand that sends as often and as late as it is asked to. */
export async function openFlowStage(test: TestBrand): Promise<FlowStage> {
  await changeBrandSettings(test.as(), { groupSendsPerDay: 200, quietFromMinute: 0, quietToMinute: 0 });
  const { id: orgId } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: `演练市 ${++stages}` });
  const groupIds: string[] = [];
  for (let i = 0; i < GROUPS; i++) {
    const group = await createGroup(test.as(), {
      name: `SOP 演练 ${i}`,
      orgId,
      positioning: "benefit",
      commercialType: "promotion",
      channel: "web",
      ownerStaffId: null,
      open: true,
    });
    groupIds.push(group.id);
  }
  return { serial: stages, test, orgId, groupIds, round: 0 };
}

const MINUTE_MS = 60_000;

/** Three steps that are due two minutes after the clock, of a flow that runs. */
export async function startRound(stage: FlowStage): Promise<string> {
  const { test, orgId } = stage;
  const round = ++stage.round;
  const dueMinute = minuteOfDay(test.clock.now.getTime() + 2 * MINUTE_MS, test.brand.zone);
  const steps = Array.from({ length: STEPS }, (_, i): Step => ({
    id: `step-${i}`,
    name: `第 ${i} 步`,
    direction: "engage",
    slots: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, minute: dueMinute })),
    minutes: 30,
    graceMinutes: 60,
    action: { kind: "send", content: { kind: "text", text: textOf(round, i) } },
  }));
  const spec: FlowSpec = { audience: { kind: "orgs", orgIds: [orgId] }, steps };
  const { id: flowId } = await createFlow(test.as(), {
    name: `演练 ${stage.serial}-${round}`,
    kind: "day",
    audience: spec.audience,
    preset: false,
    spec,
  });
  const { draft, draftRevision } = await showFlow(test.as(), { flowId });
  await saveDraft(test.as(), { flowId, revision: draftRevision, spec: draft });
  await publishFlow(test.as(), { flowId, revision: draftRevision + 1, note: "" });
  await startFlow(test.as(), { flowId, catchUp: false });
  return flowId;
}

const textOf = (round: number, step: number) => `演练 ${round} 步 ${step}`;

/** Some processes carry out what fell due and each dies at the phase; others finish, and the groups are looked at. */
export async function killFlows(stage: FlowStage, phase: string, workers: number): Promise<FlowTally> {
  const doom = flowDooms[phase];
  if (doom === undefined) throw new Error(`no phase ${phase}`);
  const { test } = stage;
  const flowId = await startRound(stage);
  test.clock.now = new Date(test.clock.now.getTime() + 3 * MINUTE_MS);
  const orders: WorkerOrders = {
    ownerUrl: test.ownerUrl,
    secret: TEST_SECRET,
    brandId: test.brand.id,
    nowMs: test.clock.now.getTime(),
    doom,
    work: { kind: "flows" },
  };
  const hits = await letDie(Array.from({ length: workers }, () => startChild("worker.child.ts", orders)));
  await Promise.all([advanceFlows(test.system()), advanceFlows(test.system())]);
  test.clock.now = new Date(test.clock.now.getTime() + MINUTE_MS);
  const tally = await finishRound(stage, flowId);
  await stopFlow(test.as(), { flowId });
  return { hits, ...tally };
}

/** Carries on as a ticker does, twenty seconds at most: what the dead held is free only when the database has seen them die. */
async function finishRound(stage: FlowStage, flowId: string): Promise<Omit<FlowTally, "hits">> {
  const { test } = stage;
  for (let tries = 1; ; tries++) {
    await advanceFlows(test.system());
    while ((await runDispatches(test.system())) > 0);
    const tally = await judgeRound(stage, flowId);
    if ((tally.missing === 0 && tally.wrong === 0) || tries === 100) return tally;
    await setTimeout(200);
  }
}

export async function judgeRound({ test, groupIds, round }: FlowStage, flowId: string): Promise<Omit<FlowTally, "hits">> {
  const said = await test.rows<{ n: number }>(
    `select (select count(*)::int from app.messages m where m.group_id = g.id and m.text = u.text) as n
     from unnest($1::uuid[]) g(id) cross join unnest($2::text[]) u(text)`,
    [groupIds, Array.from({ length: STEPS }, (_, i) => textOf(round, i))],
  );
  const [made] = await test.rows<{ sends: number; deliveries: number; sent: number; notes: number }>(
    `select (select count(*)::int from app.sends where flow_id = $1) as sends, (select count(*)::int from app.flow_occurrences where flow_id = $1 and state = 'made') as notes,
       count(d.id)::int as deliveries, (count(*) filter (where d.state = 'sent'))::int as sent
     from app.sends s join app.deliveries d on d.brand_id = s.brand_id and d.send_id = s.id where s.flow_id = $1`,
    [flowId],
  );
  const all = STEPS * groupIds.length;
  const { sends = 0, deliveries = 0, sent = 0, notes = 0 } = made ?? {};
  return {
    deliveries: all,
    missing: said.filter((row) => row.n === 0).length,
    double: said.filter((row) => row.n > 1).length,
    wrong: Math.abs(sends - STEPS) + Math.abs(notes - STEPS) + Math.abs(deliveries - all) + Math.abs(sent - all),
  };
}
