import type { InputOf, OutputOf } from "../../lib/define.ts";
import { daysBetween } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { decodeCursor, encodeCursor } from "../../server/page.ts";
import { type PlatformKey, type platformFiguresEndpoint, type platformRowsEndpoint } from "./platform-figures.contract.ts";
import * as store from "./platform-figures.store.ts";
import { openScope } from "./scope.actions.ts";

type Sums = Record<PlatformKey, number | null>;

const sumsOf = (read: (key: PlatformKey) => number | null): Sums => ({
  messages: read("messages"),
  talkingMembers: read("talkingMembers"),
  newMembers: read("newMembers"),
  members: read("members"),
});

function addUp(days: readonly store.DaySums[], key: PlatformKey): number | null {
  const known = days.flatMap((day) => day[key] ?? []);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** What WeCom itself counts of a scope's groups, and how far that reaches. */
export async function readPlatformFigures(
  ctx: Context,
  ask: InputOf<typeof platformFiguresEndpoint>,
): Promise<OutputOf<typeof platformFiguresEndpoint>> {
  const scope = await openScope(ctx, ask.scope);
  const reach = await store.countReach(ctx.db, ctx.brand.id, scope, ask.from, ask.to);
  const days = await store.listDays(ctx.db, ctx.brand.id, scope, ask.from, ask.to);
  return {
    ...reach,
    days: daysBetween(ask.from, ask.to) + 1,
    daysTold: days.length,
    firstDay: days[0]?.day ?? null,
    sums: sumsOf((key) => addUp(days, key)),
    byDay: days.map((one) => ({ day: one.day, sums: sumsOf((key) => one[key]) })),
  };
}

/** The owners and days that one of these sums is made of. */
export async function readPlatformRows(
  ctx: Context,
  ask: InputOf<typeof platformRowsEndpoint>,
): Promise<OutputOf<typeof platformRowsEndpoint>> {
  const scope = await openScope(ctx, ask.scope);
  const [day, corp, userId] = decodeCursor(ask.cursor) ?? [];
  const after =
    typeof day === "string" && typeof corp === "string" && typeof userId === "string" && /^\d{4}-\d{2}-\d{2}$/.test(day)
      ? { day, corp, userId }
      : null;
  const rows = await store.listOwnerDays(ctx.db, ctx.brand.id, scope, { ...ask, after, limit: ask.limit + 1 });
  const page = rows.slice(0, ask.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => ({
      id: `${row.corp} ${row.userId} ${row.day}`,
      day: row.day,
      owner: row.owner,
      groups: row.groups,
      value: row.value,
    })),
    nextCursor: rows.length > ask.limit && last ? encodeCursor([last.day, last.corp, last.userId]) : null,
    ...(await store.sumOwnerDays(ctx.db, ctx.brand.id, scope, ask)),
  };
}
