import { channelOf } from "../../channels/index.ts";
import { addDays, atLocalMs, localDay } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { lineOf, listConnections } from "../connections/index.ts";
import { OPEN_MS, readFromMs } from "./outside.rules.ts";
import * as store from "./outside.store.ts";

/** How long one page may take. */
const LEASE_MS = 10 * 60_000;
const AGAIN_MS = 10 * 60_000;
/** When the next day's reading begins, in minutes of the local day: most of the day's sends are confirmed by then. */
const AT_NIGHT = 3 * 60;
/** What was read within this is fresh enough for a large send. */
const FRESH_MS = 3_600_000;

/** Reads one page of what staff and other apps sent, each night and before large sends. Answers how many pages. */
export async function readOutsideSends(ctx: Context): Promise<number> {
  const { items } = await listConnections(ctx);
  const places = items
    .filter((one) => one.state !== "off" && channelOf(one.kind)?.capabilities.platformCap)
    .map((one) => ({ channel: one.kind, scope: one.scope }));
  const due = places.length > 0 ? await store.listDuePlaces(ctx.db, ctx.brand.id, places, ctx.now) : [];
  if (due.length === 0) return 0;
  await store.noteScopes(ctx.db, ctx.brand.id, due, ctx.now);
  const after = (ms: number) => new Date(ctx.now.getTime() + ms);
  const read = await store.claimRead(ctx.db, ctx.brand.id, due, { now: ctx.now, leasedUntil: after(LEASE_MS), openSince: after(-OPEN_MS) });
  if (!read) return 0;
  try {
    await readPage(ctx, read);
    return 1;
  } catch (error) {
    ctx.log.warn({ err: error, scope: read.scope }, "what others sent could not be read");
    await store.failRead(ctx.db, ctx.brand.id, read, { words: String(error).slice(0, 300), nextAt: after(AGAIN_MS) });
    return 0;
  }
}

const msOf = (at: string | null) => (at === null ? null : Date.parse(at));

async function readPage(ctx: Context, read: store.OutsideRead): Promise<void> {
  const nowMs = ctx.now.getTime();
  const fromMs = msOf(read.fromAt) ?? readFromMs(msOf(read.readUntil), msOf(read.oldestOpenAt), nowMs);
  const toMs = msOf(read.toAt) ?? nowMs;
  const skips = (refs: readonly string[]) => store.findSettled(ctx.db, ctx.brand.id, read, refs);
  const door = { line: () => lineOf(ctx, read.scope), nowMs: () => ctx.outside.nowMs() };
  const page = await channelOf(read.channel)?.listOutside?.({ fromMs, toMs, cursor: read.cursor, skips }, door);
  await ctx.transaction(async (inside) => {
    await store.upsertOutside(inside.db, inside.brand.id, read, page?.sends ?? [], inside.now);
    const cursor = page?.nextCursor ?? null;
    const nextAt = cursor === null ? nextNight(inside) : inside.now;
    await store.saveRead(inside.db, inside.brand.id, read, { from: new Date(fromMs), to: new Date(toMs), cursor, nextAt });
  });
}

function nextNight({ now, brand }: Context): Date {
  const today = localDay(now.getTime(), brand.zone);
  const tonight = atLocalMs(today, AT_NIGHT, brand.zone);
  return new Date(tonight > now.getTime() ? tonight : atLocalMs(addDays(today, 1), AT_NIGHT, brand.zone));
}

/** Until when it is known what others sent; with `mustBeFresh` an old reading is begun anew, and seen at the next look. */
export async function knowOutside(ctx: Context, mustBeFresh: boolean): Promise<string | null> {
  if (mustBeFresh) await store.hurryReads(ctx.db, ctx.brand.id, new Date(ctx.now.getTime() - FRESH_MS), ctx.now);
  return store.findReadUntil(ctx.db, ctx.brand.id);
}
