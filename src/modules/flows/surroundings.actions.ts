import { type RawBuilder, sql } from "kysely";
import { firstIdAt } from "../../lib/ids.ts";
import { eventKinds } from "../../lib/event-kinds.ts";
import { addDays, localDay, minuteOfDay, startOfDayMs } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import * as store from "./flows.store.ts";
import { computeOccurrences } from "./occurrences.rules.ts";
import { listOtherSends, listTalkByHour } from "./occurrences.store.ts";
import { countShared, idsOf, sampleAudience } from "./runs.store.ts";
import type { BusyBlock } from "./week.contract.ts";

const SEND_MINUTES = 20;
const TALK_DAYS = 7;
/** Of how many groups the talk by hour is read: enough to see the rhythm, few enough to read at once. */
const TALK_GROUPS = 20;

/** What else reaches some of these groups in a week: steps of other running flows, and sends made by hand. */
export async function loadBusy(ctx: Context, flowId: string, audience: RawBuilder<boolean>, monday: string): Promise<BusyBlock[]> {
  const sunday = addDays(monday, 6);
  const others = await store.listFlows(ctx.db, ctx.brand.id, sql<boolean>`f.state = 'running' and f.id <> ${flowId}::uuid`);
  const groups = idsOf(audience);
  const at = (day: string) => new Date(startOfDayMs(day, ctx.brand.zone));
  const [shared, sends] = await Promise.all([
    countShared(
      ctx.db,
      ctx.brand.id,
      others.map((flow) => flow.id),
      groups,
    ),
    listOtherSends(ctx.db, ctx.brand.id, groups, at(monday), at(addDays(sunday, 1))),
  ]);
  const steps = others.flatMap((flow) => {
    const count = shared.get(flow.id) ?? 0;
    if (count === 0 || !flow.spec) return [];
    const known = new Map(flow.spec.steps.map((step) => [step.id, step]));
    return computeOccurrences(flow.spec.steps, monday, sunday, ctx.brand.zone).flatMap(({ stepId, day, minute }): BusyBlock[] => {
      const step = known.get(stepId);
      return step
        ? [
            {
              key: `${flow.id} ${stepId} ${day}`,
              day,
              minute,
              minutes: step.minutes,
              name: step.name,
              source: "flow",
              sourceId: flow.id,
              groups: count,
            },
          ]
        : [];
    });
  });
  return [
    ...steps,
    ...sends.map((send): BusyBlock => {
      const dueMs = Date.parse(send.dueAt);
      const place = { day: localDay(dueMs, ctx.brand.zone), minute: minuteOfDay(dueMs, ctx.brand.zone), minutes: SEND_MINUTES };
      return { key: send.sendId, ...place, name: send.name, source: "send", sourceId: send.sendId, groups: send.groups };
    }),
  ];
}

/** The share of each hour in what was said over the last week, in some of the groups; empty where nobody spoke. */
export async function loadTalkShares(ctx: Context, audience: RawBuilder<boolean>): Promise<Map<number, number>> {
  const sample = await sampleAudience(ctx.db, audience, TALK_GROUPS);
  if (sample.length === 0) return new Map();
  const firstId = firstIdAt(ctx.now.getTime() - TALK_DAYS * 86_400_000);
  const rows = await listTalkByHour(ctx.db, ctx.brand.id, {
    groupIds: sample,
    zone: ctx.brand.zone,
    firstId,
    kind: eventKinds["messages.received"],
  });
  const total = rows.reduce((sum, row) => sum + row.messages, 0);
  return new Map(rows.map((row) => [row.hour, row.messages / total]));
}
