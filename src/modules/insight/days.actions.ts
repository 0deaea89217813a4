import { eventKinds } from "../../lib/event-kinds.ts";
import { addDays, localDay, startOfDayMs } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import type { Span } from "../../server/reactions.ts";
import * as dirty from "./dirty.store.ts";
import * as days from "./days.store.ts";
import { type Fold, foldEvents, type GroupDay, type HeardEvent, widen } from "./fold.rules.ts";
import { recountCohorts } from "./cohort.store.ts";
import { addHours, recountHours } from "./hours.store.ts";
import * as sales from "./sales.store.ts";
import * as talk from "./talk.store.ts";
import * as units from "./unit-marks.store.ts";

/** The reaction's name: its cursor says how far the rollups have come. */
export const ROLLUP_REACTION = "insight.days";

const QUARTER_MS = 900_000;
const talkKinds = {
  received: eventKinds["messages.received"],
  removed: eventKinds["messages.removed"],
  exposed: eventKinds["groups.entry-exposed"],
};

/** Local days of moments; every zone's days begin on a quarter of an hour, so each quarter is asked for once. */
function dayFinder(zone: string): (at: string) => string {
  const known = new Map<number, string>();
  return (at) => {
    const quarter = Math.floor(Date.parse(at) / QUARTER_MS);
    let day = known.get(quarter);
    if (day === undefined) {
      day = localDay(quarter * QUARTER_MS, zone);
      known.set(quarter, day);
    }
    return day;
  };
}

function earliest(groups: Map<string, string>, groupId: string, day: string): void {
  const known = groups.get(groupId);
  if (known === undefined || day < known) groups.set(groupId, day);
}

/** Brings the rollups forward by a batch of events; days that were over before are marked to be settled again. */
export async function applyEvents(outer: Context, events: readonly HeardEvent[], span: Span): Promise<void> {
  await outer.transaction(async (ctx) => {
    const { db, brand } = ctx;
    await days.lockRollups(db, brand.id);
    const fold = foldEvents(events, dayFinder(brand.zone));
    const said = await talk.addSpeakers(db, brand.id, brand.zone, talkKinds, span);
    const exposures = await talk.sumExposures(db, brand.zone, talkKinds.exposed, span);
    for (const { groupId, day } of [...said, ...exposures]) widen(fold.touched, groupId, day);
    const orderDays = distinct([...fold.orderDays, ...(await sales.findOrderDays(db, brand.id, brand.zone, fold.orderIds))]);
    const today = localDay(ctx.now.getTime(), brand.zone);
    const spans = new Map(
      [...fold.touched].map(([groupId, { first, last }]) => [groupId, { groupId, first, last: last > today ? last : today }]),
    );
    for (const { groupId, day } of orderDays) {
      const span = spans.get(groupId);
      if (!span) spans.set(groupId, { groupId, first: day, last: day > today ? day : today });
      else if (day < span.first) span.first = day;
    }
    const turned = await days.fillDays(db, brand.id, brand.zone, today, [...spans.values()]);
    const seatGroups = [...new Set([...fold.seatGroups, ...turned.map((one) => one.groupId)])];
    const moved = await recountPeople(ctx, await days.listToCount(db, brand.id, seatGroups, span.tx));
    await talk.addTalk(db, brand.id, said);
    await addHours(db, brand.id, said);
    await talk.addExposures(db, brand.id, exposures);
    await talk.noteLastMessages(db, brand.id, said);
    await sales.recountOrders(db, brand.id, brand.zone, orderDays);
    await sales.recountCosts(db, brand.id, fold.costDays);
    const late = new Map<string, string>();
    for (const { groupId, day } of [
      ...turned,
      ...moved,
      ...[...spans.values()].map((span) => ({ groupId: span.groupId, day: span.first })),
    ])
      if (day < today) earliest(late, groupId, day);
    await dirty.markDirty(
      db,
      brand.id,
      [...late].map(([groupId, fromDay]) => ({ groupId, fromDay })),
    );
    await dirty.markRecount(db, brand.id, await sales.findGroupsOf(db, brand.id, fold.mergedMemberIds));
    await markUnits(ctx, today, fold, said);
  });
}

/**
 * Counts who sat in these groups when, anew from the seats as they stand now. What a batch finds counted already is not counted again: when a
 * long history comes in, its first batches count the whole of it, and the others pass over. Answers the first day of each group that changed.
 */
async function recountPeople({ db, brand }: Context, groupIds: readonly string[]): Promise<GroupDay[]> {
  if (groupIds.length === 0) return [];
  const tx = await days.readHorizon(db);
  const moved = await days.recountSeats(db, brand.id, brand.zone, groupIds);
  await recountCohorts(db, brand.id, brand.zone, groupIds);
  await days.noteCounted(db, brand.id, groupIds, tx);
  return moved;
}

/** Has days of units that were over counted again: by what was said, sold, or known of who sat where. */
async function markUnits({ db, brand }: Context, today: string, fold: Fold, said: readonly GroupDay[]): Promise<void> {
  const beganMs = startOfDayMs(today, brand.zone);
  const before = said.filter((one) => one.day < today);
  const seated = fold.seated.filter((one) => Date.parse(one.at) < beganMs);
  await units.markTalk(db, brand.id, before);
  await units.markSalesOf(db, brand.id, brand.zone, fold.orderIds, today);
  await units.markSalesSince(db, brand.id, brand.zone, seated, today);
}

function distinct(places: readonly GroupDay[]): GroupDay[] {
  return [...new Map(places.map((one) => [one.groupId + one.day, one])).values()];
}

/** How far back talk can be counted anew: the log keeps 13 months. */
const LOG_DAYS = 395;

/**
 * Counts every day of these groups anew from the log and the tables, as far as the log is kept, and has the windows settled again.
 * What the reaction has not read yet stays for it to add. Answers how many days were counted.
 */
export async function recomputeDays(outer: Context, groupIds: readonly string[]): Promise<number> {
  return outer.transaction(async (ctx) => {
    const { db, brand } = ctx;
    const cursor = await talk.holdCursor(db, brand.id, ROLLUP_REACTION);
    await days.lockRollups(db, brand.id);
    const today = localDay(ctx.now.getTime(), brand.zone);
    const begun = await days.findFirstDays(db, brand.id, brand.zone, groupIds);
    await days.fillDays(
      db,
      brand.id,
      brand.zone,
      today,
      begun.map(({ groupId, day }) => ({ groupId, first: day, last: today })),
    );
    await recountPeople(ctx, groupIds);
    // Before and after: who no longer spoke on a day leaves nothing to find it by.
    await units.markAllTalk(db, brand.id, groupIds, today);
    const from = addDays(today, -LOG_DAYS);
    const to = addDays(today, 2);
    const span = { groupIds, from, to, fromMs: startOfDayMs(from, brand.zone), toMs: startOfDayMs(addDays(to, 1), brand.zone), cursor };
    await talk.recountTalk(db, brand.id, brand.zone, talkKinds, span);
    await recountHours(db, brand.id, brand.zone, talkKinds, span);
    await units.markAllTalk(db, brand.id, groupIds, today);
    const places = await days.listDayPlaces(db, brand.id, groupIds);
    await sales.recountOrders(db, brand.id, brand.zone, places);
    await sales.recountCosts(db, brand.id, places);
    await dirty.markDirty(
      db,
      brand.id,
      begun.map(({ groupId, day }) => ({ groupId, fromDay: day })),
    );
    await dirty.clearRecount(db, brand.id, groupIds);
    return places.length;
  });
}
