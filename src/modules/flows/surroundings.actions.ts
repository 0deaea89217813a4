import { type RawBuilder, sql } from "kysely";
import { firstIdAt } from "../../lib/ids.ts";
import { eventKinds } from "../../lib/event-kinds.ts";
import { addDays, localDay, minuteOfDay, startOfDayMs } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { confirmedChannels } from "../../channels/index.ts";
import { isAmong } from "../../server/columns.ts";
import { listFlows } from "./flows.store.ts";
import { computeOccurrences } from "./occurrences.rules.ts";
import type { FlowSpec } from "./spec.contract.ts";
import * as store from "./surroundings.store.ts";
import type { BusyBlock } from "./week.contract.ts";

const SEND_MINUTES = 20;
const TALK_DAYS = 7;
/** Of how many groups the talk by hour is read: enough to see the rhythm, few enough to read at once. */
const TALK_GROUPS = 20;

/** How many groups an audience has, and what else reaches some of them in a week: steps of other running flows, and sends made by hand. */
export async function loadSurroundings(
  ctx: Context,
  flowId: string,
  audience: RawBuilder<boolean>,
  monday: string,
): Promise<{ size: store.AudienceSize; busy: BusyBlock[] }> {
  const sunday = addDays(monday, 6);
  const at = (day: string) => new Date(startOfDayMs(day, ctx.brand.zone));
  const { size, shared, sends } = await store.readSurroundings(ctx.db, ctx.brand.id, audience, {
    flowId,
    from: at(monday),
    to: at(addDays(sunday, 1)),
    handedChannels: confirmedChannels(),
  });
  const others = shared.size === 0 ? [] : await listFlows(ctx.db, ctx.brand.id, isAmong(sql`f.id`, [...shared.keys()]));
  const steps = others.flatMap(({ id, spec }) => stepsOf(ctx, { id, spec, groups: shared.get(id) ?? 0 }, monday, sunday));
  return { size, busy: [...steps, ...sends.map((send) => blockOfSend(ctx, send))] };
}

/** The steps of a running flow between two days, each with how many of the groups it has. */
function stepsOf(ctx: Context, flow: { id: string; spec: FlowSpec | null; groups: number }, from: string, to: string): BusyBlock[] {
  const known = new Map((flow.spec?.steps ?? []).map((step) => [step.id, step]));
  return computeOccurrences([...known.values()], from, to, ctx.brand.zone).flatMap(({ stepId, day, minute }): BusyBlock[] => {
    const step = known.get(stepId);
    if (!step) return [];
    const { name, minutes } = step;
    return [{ key: `${flow.id} ${stepId} ${day}`, day, minute, minutes, name, source: "flow", sourceId: flow.id, groups: flow.groups }];
  });
}

function blockOfSend({ brand }: Context, { sendId, name, dueAt, groups }: store.OtherSend): BusyBlock {
  const dueMs = Date.parse(dueAt);
  const place = { day: localDay(dueMs, brand.zone), minute: minuteOfDay(dueMs, brand.zone), minutes: SEND_MINUTES };
  return { key: sendId, ...place, name, source: "send", sourceId: sendId, groups };
}

/** The share of each hour in what was said over the last week, in some of the groups; empty where nobody spoke. */
export async function loadTalkShares(ctx: Context, audience: RawBuilder<boolean>): Promise<Map<number, number>> {
  const sample = await store.sampleAudience(ctx.db, audience, TALK_GROUPS);
  if (sample.length === 0) return new Map();
  const firstId = firstIdAt(ctx.now.getTime() - TALK_DAYS * 86_400_000);
  const rows = await store.listTalkByHour(ctx.db, ctx.brand.id, {
    groupIds: sample,
    zone: ctx.brand.zone,
    firstId,
    kind: eventKinds["messages.received"],
  });
  const total = rows.reduce((sum, row) => sum + row.messages, 0);
  return new Map(rows.map((row) => [row.hour, row.messages / total]));
}
