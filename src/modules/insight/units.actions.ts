import { addDays, localDay } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import * as days from "./days.store.ts";
import * as marks from "./unit-marks.store.ts";
import { recountSales } from "./unit-sales.store.ts";
import * as sums from "./unit-sums.store.ts";
import { recountTalkDay, recountTalkMonth } from "./unit-talk.store.ts";

/** Days of units counted in one transaction: seconds of work in a brand of a million members. */
const TALK_BATCH = 8;
const SALES_BATCH = 2;

const yesterdayOf = (ctx: Context) => addDays(localDay(ctx.now.getTime(), ctx.brand.zone), -1);

const waitsToTurn = (turn: marks.UnitTurn | undefined, last: string, now: Date) =>
  turn === undefined || (turn.turnedTo === null ? turn.beginsAt <= now : turn.turnedTo < last);

/** Puts the days of units that are over since the last turn to wait; the first time all there ever were. Answers whether there were any. */
export async function turnUnits(outer: Context): Promise<number> {
  const last = yesterdayOf(outer);
  if (!waitsToTurn(await marks.readTurn(outer.db, outer.brand.id), last, outer.now)) return 0;
  return outer.transaction(async (ctx) => {
    const { db, brand } = ctx;
    await days.lockRollups(db, brand.id);
    const turn = await marks.readTurn(db, brand.id);
    if (!waitsToTurn(turn, last, ctx.now)) return 0;
    await marks.turnTo(db, brand.id, brand.zone, last, ctx.now, turn?.turnedTo ?? null);
    return 1;
  });
}

/** Counts some days of units that wait. Answers how many. */
export async function settleUnits(outer: Context): Promise<number> {
  if (!(await marks.isUnitWaiting(outer.db, outer.brand.id))) return 0;
  return outer.transaction(async (ctx) => {
    const { db, brand } = ctx;
    await days.lockRollups(db, brand.id);
    const sales = await marks.takeSales(db, brand.id, SALES_BATCH);
    for (const day of sales) await recountSales(db, brand.id, brand.zone, day);
    const talk = await marks.takeTalk(db, brand.id, TALK_BATCH);
    for (const { orgId, day } of talk) await recountTalkDay(db, brand.id, orgId, day);
    const months = new Map(talk.map(({ orgId, day }) => [orgId + day.slice(0, 7), { orgId, month: `${day.slice(0, 7)}-01` }]));
    for (const { orgId, month } of months.values()) await recountTalkMonth(db, brand.id, orgId, month);
    return sales.length + talk.length;
  });
}

/** Days of units added up in one transaction; of what changed within the last seconds, as of today, the groups are read. */
const SUMS_BATCH = 40;
const QUIET_S = 3;

/** Adds up some days of units that changed; the first time all there ever were are marked. Answers how many. */
export async function settleUnitSums(outer: Context, quietS = QUIET_S): Promise<number> {
  if (!(await sums.isAnyToCount(outer.db, outer.brand.id, quietS))) return 0;
  return outer.transaction(async (ctx) => {
    const { db, brand } = ctx;
    await days.lockRollups(db, brand.id);
    if (await sums.fill(db, brand.id)) return 1;
    const cells = await sums.takeCells(db, brand.id, quietS, SUMS_BATCH);
    if (cells.length > 0) await sums.recountCells(db, brand.id, cells);
    return cells.length;
  });
}

/** Up to which day what units come to is kept; null while it is not. */
export async function readKeptTo(ctx: Context): Promise<string | null> {
  return (await marks.readTurn(ctx.db, ctx.brand.id))?.turnedTo ?? null;
}
