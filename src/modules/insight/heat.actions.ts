import { Id, type InputOf, type OutputOf } from "../../lib/define.ts";
import { eventKinds } from "../../lib/event-kinds.ts";
import { atLocalMs, daysBetween, daysFromTo, weekdayOf } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import type { heatMapEndpoint, heatRowsEndpoint } from "./heat.contract.ts";
import { countWeekdays, fillWeek, findPeak } from "./heat.rules.ts";
import * as store from "./hours.store.ts";
import { countScope } from "./measure.store.ts";
import { coverageOf } from "./metrics.rules.ts";
import { openScope } from "./scope.actions.ts";

const kinds = { received: eventKinds["messages.received"], removed: eventKinds["messages.removed"] };

/** When members talk, by weekday and hour. */
export async function readHeatMap(ctx: Context, ask: InputOf<typeof heatMapEndpoint>): Promise<OutputOf<typeof heatMapEndpoint>> {
  const scope = await openScope(ctx, ask.scope);
  const values = fillWeek(await store.sumHours(ctx.db, ctx.brand.id, scope, ask.from, ask.to));
  return {
    values,
    weekdays: countWeekdays(weekdayOf(ask.from), daysBetween(ask.from, ask.to) + 1),
    total: values.flat().reduce((sum, count) => sum + count, 0),
    peak: findPeak(values),
    coverage: coverageOf("messages", await countScope(ctx.db, scope)),
  };
}

const HOUR_MS = 3_600_000;

/** Where a cell's hour lies on each of its days; where a clock is put back it comes twice. */
function hoursOf({ from, to, weekday, hour }: InputOf<typeof heatRowsEndpoint>, zone: string): { fromMs: number; toMs: number }[] {
  const days = daysFromTo(from, to).filter((day) => weekdayOf(day) === weekday);
  return days.map((day) => atLocalMs(day, hour * 60, zone)).map((fromMs) => ({ fromMs, toMs: fromMs + 2 * HOUR_MS }));
}

/** The messages one cell is made of. */
export async function readHeatRows(ctx: Context, ask: InputOf<typeof heatRowsEndpoint>): Promise<OutputOf<typeof heatRowsEndpoint>> {
  const scope = await openScope(ctx, ask.scope);
  const before = Id.safeParse(ask.cursor);
  const values = fillWeek(await store.sumHours(ctx.db, ctx.brand.id, scope, ask.from, ask.to));
  const rows = await store.listSaid(ctx.db, ctx.brand.id, ctx.brand.zone, kinds, scope, {
    hours: hoursOf(ask, ctx.brand.zone),
    weekday: ask.weekday,
    hour: ask.hour,
    beforeId: before.success ? before.data : null,
    limit: ask.limit + 1,
  });
  const page = rows.slice(0, ask.limit);
  return {
    items: page.map(({ id, at, text, groupId, groupName, memberId, memberName }) => ({
      id,
      at,
      text,
      group: { id: groupId, name: groupName },
      member: memberId === null ? null : { id: memberId, name: memberName ?? "" },
    })),
    nextCursor: rows.length > ask.limit ? (page.at(-1)?.id ?? null) : null,
    total: values[ask.weekday - 1]?.[ask.hour] ?? 0,
  };
}
