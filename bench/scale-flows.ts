import { addDays, atLocalMs, localDay } from "../src/lib/time.ts";
import { createFlow, type FlowAudience, FlowSpec, publishFlow, startFlow, type Step } from "../src/modules/flows/index.ts";
import { listFlows } from "../src/modules/flows/read.actions.ts";
import { createAdhocSend } from "../src/modules/sends/draft.actions.ts";
import { cancelSend, pauseSend } from "../src/modules/sends/sends.actions.ts";
import { type Ground, listGroups } from "./scale-ground.ts";
import { listOwnBlueprints } from "./scale-hands.ts";
import { listUsable, makeColumns } from "./scale-library.ts";
import { doTasks } from "./scale-tasks.ts";
import { words } from "./scale-life.ts";

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const SEND_HOURS = [8, 11, 15, 19];
/** The first flows are of all groups and have fewer sends, the others of one blueprint each. */
const FLOWS_OF_ALL = 2;
const SENDS_OF_ALL = 2;
/** When people get to their tasks. */
const HANDS_AT = [11 * 60 + 45, 18 * 60 + 45, 21 * 60 + 45];
/** When sends are made by hand: so many that some groups are over their cap of the day. */
const ADHOC_AT = 10 * 60 + 35;
const ADHOC_SENDS = 14;
const ADHOC_GROUPS = 200;
/** Within the brand's quiet hours. */
const QUIET_AT = 22 * 60 + 45;
/** The steps of the flow that all groups have from the beginning. */
const OLD_HOURS = [8, 11, 14, 17, 20];

/** So long before the first day of sends the groups are made ready. */
const READY_MS = 86_400_000;

/** When the first of so many days of sends begins, the last one being today. */
export function beginOf({ zone }: Ground, days: number, nowMs: number): number {
  return atLocalMs(addDays(localDay(nowMs, zone), 1 - days), 6 * 60, zone);
}

export const readyMsOf = (ground: Ground, days: number, nowMs: number) => beginOf(ground, days, nowMs) - READY_MS;

/** Minutes of the day at which some flow has a step. */
const shiftOf = (flow: number) => (flow % 3) * 10;
const hoursOf = (flow: number) => (flow < FLOWS_OF_ALL ? SEND_HOURS.slice(flow, flow + SENDS_OF_ALL) : SEND_HOURS);
const minutesOf = (flow: number) => hoursOf(flow).map((hour) => hour * 60 + shiftOf(flow));

function stepsOf(flow: number, usable: readonly string[], columnIds: readonly string[]): Step[] {
  const contents = [
    { kind: "content", contentId: usable[(flow * 2) % usable.length] },
    { kind: "column", columnId: columnIds[flow % columnIds.length] },
    { kind: "text", text: `{群名}：${words[flow % words.length]}` },
    { kind: "content", contentId: usable[(flow * 2 + 1) % usable.length] },
  ];
  const slots = (minute: number) => everyDay.map((weekday) => ({ weekday, minute }));
  const sends = minutesOf(flow).map((minute, n) => ({
    id: `send-${n}`,
    name: `第 ${n + 1} 条`,
    direction: (["engage", "convert", "brand"] as const)[n % 3],
    slots: slots(minute),
    graceMinutes: 240,
    action: { kind: "send", content: contents[n] },
  }));
  const duty = {
    id: "duty",
    name: "巡群",
    direction: "engage",
    slots: slots(dutyMinuteOf(flow)),
    graceMinutes: 720,
    action: { kind: "task", instructions: "看一遍未答的问题" },
  };
  return FlowSpec.shape.steps.parse([...sends, duty]);
}

const dutyMinuteOf = (flow: number) => (flow % 2 === 0 ? 10 * 60 : 18 * 60 + 30);

/** Standard days for all groups and for those of each blueprint, running from the morning of the first day of sends on. */
export async function makeFlows(ground: Ground, wanted: number, beginMs: number, nowMs: number): Promise<void> {
  const usable = await listUsable(ground);
  const columnIds = await makeColumns(ground, nowMs);
  const blueprints = await listOwnBlueprints(ground);
  for (let n = 0; n < wanted; n++) {
    const audience: FlowAudience =
      n < FLOWS_OF_ALL
        ? { kind: "orgs", orgIds: [ground.headquartersId] }
        : { kind: "blueprint", blueprintId: blueprints[n % blueprints.length]?.id ?? "", orgIds: [] };
    await runFlow(ground, `标准日 ${String(n + 1).padStart(2, "0")}`, { audience, steps: stepsOf(n, usable, columnIds) }, beginMs);
  }
}

/** Makes, publishes and starts a flow, as far as that was not done before. */
async function runFlow(ground: Ground, name: string, spec: FlowSpec, atMs: number): Promise<void> {
  const owner = () => ground.owner(atMs);
  const before = (await listFlows(owner(), {})).items.find((one) => one.name === name);
  const flowId = before?.id ?? (await createFlow(owner(), { name, kind: "day", audience: spec.audience, preset: false, spec })).id;
  if (!before?.version) await publishFlow(owner(), { flowId, revision: 1, note: "上线" });
  if (before === undefined || before.state === "draft") await startFlow(owner(), { flowId, catchUp: false });
}

/** Sends of one day made by hand, to the same groups; in the evening one that comes into the quiet hours. */
async function sendByHand(ground: Ground, groupIds: string[], atMs: number, dueMs?: number): Promise<string> {
  const name = `补货通知 ${localDay(atMs, ground.zone)}`;
  const body = { format: "text" as const, text: "{群名}：砂糖橘下午又到了" };
  const due = dueMs === undefined ? {} : { dueAt: new Date(dueMs).toISOString() };
  return (await createAdhocSend(ground.owner(atMs), { name, body, audience: { groupIds }, ...due })).sendId;
}

async function sendSome(ground: Ground, day: string, atMs: number): Promise<void> {
  const groupIds = (await listGroups(ground)).slice(0, ADHOC_GROUPS);
  for (let n = 0; n < ADHOC_SENDS; n++) await sendByHand(ground, groupIds, atMs);
  await sendByHand(ground, groupIds, atMs, atLocalMs(day, QUIET_AT, ground.zone));
}

/** One day, moment after moment under its own clock: what is due is planned and sent, and people do some of what lies before them. */
export async function liveDay(ground: Ground, day: string, flows: number, nowMs: number): Promise<void> {
  const steps = Array.from({ length: flows }, (_, n) => [...minutesOf(n), dutyMinuteOf(n)]).flat();
  const minutes = [...new Set([...steps, ...OLD_HOURS.map((hour) => hour * 60), ...HANDS_AT, ADHOC_AT, QUIET_AT + 1])];
  for (const minute of minutes.sort((a, b) => a - b)) {
    const atMs = atLocalMs(day, minute, ground.zone) + 2_000;
    if (atMs >= nowMs) break;
    if (minute === ADHOC_AT) await sendSome(ground, day, atMs);
    await carryOut(ground, atMs + 11_000);
    if (HANDS_AT.includes(minute)) await doTasks(ground, atMs + 60_000);
  }
}

async function carryOut(ground: Ground, atMs: number): Promise<void> {
  for (const name of ["advance-flows", "dispatch-sends", "expire-tasks"]) await ground.tick(name, atMs);
}

/** What is late and due right now, and sends of tomorrow, one of them held and one taken back. */
export async function lookAhead(ground: Ground, nowMs: number): Promise<void> {
  await carryOut(ground, nowMs);
  const tomorrow = atLocalMs(addDays(localDay(nowMs, ground.zone), 1), 9 * 60 + 15, ground.zone);
  const groupIds = [...(await listGroups(ground)), ...(await listGroups(ground, "manual"))].filter((_, at) => at % 10 === 0);
  const sendIds: string[] = [];
  for (let n = 0; n < 4; n++) sendIds.push(await sendByHand(ground, groupIds, nowMs, tomorrow + n * 3_600_000));
  await pauseSend(ground.owner(nowMs), { sendId: sendIds[0] ?? "" });
  await cancelSend(ground.owner(nowMs), { sendId: sendIds[1] ?? "" });
}

/** Days of sends up to today, those from `from` to `to` of `of`. */
export async function liveDays(
  ground: Ground,
  { from, to, of, flows }: { from: number; to: number; of: number; flows: number },
  nowMs: number,
) {
  const today = localDay(nowMs, ground.zone);
  for (let at = from; at < to; at++) await liveDay(ground, addDays(today, 1 - of + at), flows, nowMs);
  if (to === of) await lookAhead(ground, nowMs);
}
