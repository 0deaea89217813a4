import type { PlatformLine } from "../../channels/channel.ts";
import { listBehaviour, listDayFigures, listOwnerFigures, MAX_OWNERS_PER_FILTER } from "../../channels/wecom/wecom.calls.ts";
import type { WireGroupFigures } from "../../channels/wecom/groups.wire.ts";
import { WecomError } from "../../channels/wecom/wecom.errors.ts";
import { addDays, daysFromTo, localDay, startOfDayMs } from "../../lib/time.ts";
import { eachAtOnce } from "./at-once.actions.ts";
import { FIGURE_DAYS } from "./figures.contract.ts";
import { isCheaperByOwner, SPAN_DAYS, spansOf } from "./figures.rules.ts";
import * as store from "./figures.store.ts";
import type { SyncWalk } from "./sync-walk.actions.ts";

/** The platform's days are Beijing's, whatever the brand's. */
const ZONE = "Asia/Shanghai";
const CALLS_AT_ONCE = 8;
const USERS_AT_ONCE = 64;
const TALKS = "talks ";
/** New owners, and those of a corp that is read first: of the others a day or two is missing. */
const MUCH_MISSING = SPAN_DAYS;
const NEW_OWNERS = 200;

const secondOf = (day: string) => startOfDayMs(day, ZONE) / 1000;

/** Every day the platform still has and we do not: at first half a year, then yesterday. What it forgets stays with us. */
export async function syncFigures(walk: SyncWalk, line: PlatformLine): Promise<void> {
  const { ctx } = walk.open;
  const to = addDays(localDay(ctx.outside.nowMs(), ZONE), -1);
  const from = addDays(to, 1 - FIGURE_DAYS);
  await walk.begin("figures", FIGURE_DAYS);
  if (!walk.at.after.startsWith(TALKS)) {
    await syncNewOwners(walk, line, daysFromTo(from, to));
    await syncGroupFigures(walk, line, daysFromTo(from, to).reverse());
  }
  await syncTalks(walk, line, { from, to });
}

/** Few owners of whom next to nothing is known: a month of one of them a call, where that makes fewer calls. */
async function syncNewOwners(walk: SyncWalk, line: PlatformLine, days: readonly string[]): Promise<void> {
  const { ctx, corp } = walk.open;
  const [from = "", to = ""] = [days[0], days.at(-1)];
  const ask = { from, to, missing: MUCH_MISSING, limit: NEW_OWNERS };
  const owners = await store.listNewOwners(ctx.db, ctx.brand.id, corp.corp, ask);
  if (!isCheaperByOwner(owners.length, days.length)) return;
  for (const owner of owners) {
    walk.checkStopped();
    const rows = await readOwner(line, owner, days);
    await ctx.transaction(async (inside) => {
      await store.writeGroupFigures(inside.db, inside.brand.id, corp.corp, rows, inside.now);
      await walk.save(inside, {}, { figures: rows.filter((row) => row.figures !== null).length });
    });
  }
}

/** What the platform will not tell of an owner is noted as asked. */
async function readOwner(line: PlatformLine, owner: string, days: readonly string[]): Promise<store.OwnerDay[]> {
  const told = new Map<string, WireGroupFigures>();
  try {
    for (const { from, to } of spansOf(days)) {
      const span = { fromS: secondOf(from), toS: secondOf(to), owners: [owner] };
      for (const one of await listDayFigures(line, span)) told.set(localDay(one.stat_time * 1000, ZONE), one.data);
    }
  } catch (error) {
    if (!isUntold(error)) throw error;
  }
  return days.map((day) => ({ userId: owner, day, figures: told.get(day) ?? null }));
}

/** Newest day first; `after` holds the last owner of the day in `cursor`. */
async function syncGroupFigures(walk: SyncWalk, line: PlatformLine, days: readonly string[]): Promise<void> {
  const { ctx, corp } = walk.open;
  const start = walk.at.cursor === "" ? 0 : Math.max(0, days.indexOf(walk.at.cursor));
  for (const [n, day] of days.slice(start).entries()) {
    for (let after = day === walk.at.cursor ? walk.at.after : ""; ;) {
      walk.checkStopped();
      const owners = await store.listOwnersToAsk(ctx.db, ctx.brand.id, corp.corp, { day, after, limit: MAX_OWNERS_PER_FILTER });
      const last = owners.at(-1);
      if (last === undefined) break;
      const told = await readOwners(line, day, owners);
      await ctx.transaction(async (inside) => {
        const rows = owners.map((userId) => ({ userId, day, figures: told.get(userId) ?? null }));
        await store.writeGroupFigures(inside.db, inside.brand.id, corp.corp, rows, inside.now);
        await walk.save(inside, { cursor: day, after: last, done: start + n }, { figures: told.size });
      });
      after = last;
    }
  }
}

async function readOwners(line: PlatformLine, day: string, owners: readonly string[]): Promise<Map<string, WireGroupFigures>> {
  const told = new Map<string, WireGroupFigures>();
  const span = { fromS: secondOf(day), toS: secondOf(day), owners };
  for (let offset = 0; ;) {
    const page = await listOwnerFigures(line, span, offset);
    for (const { owner, data } of page.items) told.set(owner, data);
    if (page.items.length === 0 || page.nextOffset <= offset || page.nextOffset >= page.total) return told;
    offset = page.nextOffset;
  }
}

/** Talks are given for several people together only as a sum: each is asked about by himself. */
async function syncTalks(walk: SyncWalk, line: PlatformLine, { from, to }: { from: string; to: string }): Promise<void> {
  const { ctx, corp } = walk.open;
  for (let after = walk.at.after.startsWith(TALKS) ? walk.at.after.slice(TALKS.length) : ""; ;) {
    walk.checkStopped();
    const users = await store.listTalksToAsk(ctx.db, ctx.brand.id, corp.corp, { from, to, after, limit: USERS_AT_ONCE });
    const last = users.at(-1);
    if (!last) return;
    const rows = (await eachAtOnce(users, CALLS_AT_ONCE, (user) => readTalks(line, user.userId, user.from, to))).flat();
    await ctx.transaction(async (inside) => {
      await store.writeTalks(inside.db, inside.brand.id, corp.corp, rows, inside.now);
      await walk.save(inside, { after: TALKS + last.userId, cursor: to }, { figures: rows.filter((row) => row.talks !== null).length });
    });
    after = last.userId;
  }
}

/** The platform said no to this one person, not to us. */
const isUntold = (error: unknown) =>
  error instanceof WecomError && ["gone", "setup", "data"].includes(error.kind) && error.errcode !== 48002;

/** Day by day; what the platform will not tell of a person is noted as asked. */
async function readTalks(line: PlatformLine, userId: string, from: string, to: string): Promise<store.TalkDay[]> {
  const told = new Map<string, store.TalkDay["talks"]>();
  try {
    for (const part of spansOf(daysFromTo(from, to))) {
      const span = { userIds: [userId], fromS: secondOf(part.from), toS: secondOf(part.to) };
      for (const one of await listBehaviour(line, span)) told.set(localDay(one.stat_time * 1000, ZONE), one);
    }
  } catch (error) {
    if (!isUntold(error)) throw error;
  }
  return daysFromTo(from, to).map((day) => ({ userId, day, talks: told.get(day) ?? null }));
}
