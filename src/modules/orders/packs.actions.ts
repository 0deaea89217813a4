import { type RawBuilder, sql } from "kysely";
import { overInTurns } from "../../lib/turns.ts";
import type { Context } from "../../server/context.ts";
import type { BuyersAlike } from "./buyers.rules.ts";
import type { BuyersAsk } from "./buyers.store.ts";
import type { OrderAsk } from "./list.store.ts";
import type { OrderSums } from "./orders.rules.ts";
import { type OrderPack, PackBuyers, type PackFilter, PackSums } from "./packs.rules.ts";
import * as store from "./packs.store.ts";

/** Packed in one transaction. */
const BATCH = 100;
/** What still changes is left alone: an import goes over all groups again and again. */
const QUIET_S = 20;

/** Packs the orders of some groups that changed, or never were packed. Answers how many. */
export async function packGroups(outer: Context, quietS = QUIET_S): Promise<number> {
  if (!(await store.isAnyToPack(outer.db, outer.brand.id, quietS))) return 0;
  return outer.transaction(async (ctx) => {
    const marked = await store.takeMarks(ctx.db, ctx.brand.id, quietS, BATCH);
    const groupIds = marked.length > 0 ? marked : await store.listUnpacked(ctx.db, ctx.brand.id, BATCH);
    if (groupIds.length > 0) await store.writePacks(ctx.db, ctx.brand.id, groupIds);
    return groupIds.length;
  });
}

const MINUTE_MS = 60_000;
const minuteOf = (at: Date | undefined, open: number) => (at ? at.getTime() / MINUTE_MS : open);

/** Packs know nothing of numbers, sends and single people, and titles only where those that fit were told. */
const isTold = ({ words, memberId, sendId, credited }: OrderAsk) =>
  !memberId && !sendId && credited !== "none" && (!words || (words.titles !== null && words.sources.length === 0));

/** What is meant, as packs tell it; null where they do not, or between moments that are no whole minutes. */
function filterOf({ words, fromAt, beforeAt, ...ask }: OrderAsk): PackFilter | null {
  const [from, before] = [minuteOf(fromAt, -Infinity), minuteOf(beforeAt, Infinity)];
  if (!isTold({ words, ...ask }) || [from, before].some((minute) => Number.isFinite(minute) && !Number.isInteger(minute))) return null;
  const titles = words?.titles && !words.titles.isAll ? new Set(words.titles.titles) : null;
  return { from, before, refunded: ask.refunded, source: ask.source, titles };
}

/** The sums of orders of groups g in sight; null where packs do not tell them. */
export async function sumByPacks(ctx: Context, ask: OrderAsk, groups: RawBuilder<boolean>): Promise<OrderSums | null> {
  const filter = filterOf(ask);
  if (!filter) return null;
  const { db, brand } = ctx;
  const [packs, wholes] = await Promise.all([
    store.readPacks(db, brand.id, ask.groupId ? sql<boolean>`${groups} and g.id = ${ask.groupId}::uuid` : groups),
    store.listWholes(db, brand.id),
  ]);
  return packs && readAll(packs, new PackSums(filter, wholes));
}

/** A region has millions of orders: nobody else is held up by them. */
async function readAll<T>(packs: readonly OrderPack[], into: { add: (pack: OrderPack) => void; read: () => T }): Promise<T> {
  await overInTurns(
    packs,
    (pack) => pack.length,
    (pack) => into.add(pack),
  );
  return into.read();
}

/** Buyers of groups g in sight by the months in which they bought; null where packs do not tell them. */
export async function buyersByPacks(ctx: Context, ask: BuyersAsk, groups: RawBuilder<boolean>): Promise<BuyersAlike[] | null> {
  const { db, brand } = ctx;
  const [packs, wholes] = await Promise.all([store.readPacks(db, brand.id, groups), store.listWholes(db, brand.id)]);
  const starts = ask.monthStarts.map((start) => minuteOf(start, 0));
  const months = { starts, from: minuteOf(ask.from, -Infinity), before: minuteOf(ask.before, Infinity) };
  return packs && readAll(packs, new PackBuyers(months, wholes));
}
