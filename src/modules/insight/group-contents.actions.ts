import type { InputOf, OutputOf } from "../../lib/define.ts";
import { addDays, startOfDayMs } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { decodeCursor, encodeCursor } from "../../server/page.ts";
import { accessGroup } from "../groups/index.ts";
import { type groupContentsEndpoint, type groupContentUsesEndpoint, USES_DAYS } from "./group-contents.contract.ts";
import * as store from "./group-contents.store.ts";
import { todayOf } from "./measure.actions.ts";

type Ask = InputOf<typeof groupContentsEndpoint>;

function askOf(ctx: Context, groupId: string, { q, cursor, limit }: Pick<Ask, "q" | "cursor" | "limit">): store.UsesAsk {
  const [at, id] = decodeCursor(cursor) ?? [];
  return {
    groupId,
    from: new Date(startOfDayMs(addDays(todayOf(ctx), 1 - USES_DAYS), ctx.brand.zone)),
    q: q || undefined,
    before: typeof at === "string" && typeof id === "string" ? { at, id } : undefined,
    limit: limit + 1,
  };
}

function cut<T>(rows: readonly T[], limit: number, keyOf: (row: T) => [string, string]): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(keyOf(last)) : null };
}

/** Contents that went to a group, with what followed. */
export async function readGroupContents(ctx: Context, ask: Ask): Promise<OutputOf<typeof groupContentsEndpoint>> {
  const group = await accessGroup(ctx, ask.groupId, "insight.read");
  const rows = await store.listGroupContents(ctx.db, ctx.brand.id, askOf(ctx, group.id, ask));
  return cut(rows, ask.limit, (row) => [row.lastAt, row.contentId]);
}

export async function readContentUses(
  ctx: Context,
  ask: InputOf<typeof groupContentUsesEndpoint>,
): Promise<OutputOf<typeof groupContentUsesEndpoint>> {
  const group = await accessGroup(ctx, ask.groupId, "insight.read");
  const rows = await store.listContentUses(ctx.db, ctx.brand.id, ask.contentId, askOf(ctx, group.id, ask));
  return cut(rows, ask.limit, (row) => [row.at, row.deliveryId]);
}
