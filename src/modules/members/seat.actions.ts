import type { Context } from "../../server/context.ts";
import { insertEvents, newEvent } from "../../server/event-log.ts";
import { ownEventId } from "../../server/random.ts";
import { adjustMemberCounts } from "../groups/index.ts";
import { holdWholes } from "./members.store.ts";
import { moveFirstSeen } from "./identity.store.ts";
import { type LeaveReason, memberJoined, memberLeft, type SeatKind } from "./events.contract.ts";
import { foldReports, planSeats, type SeatReport, type Stay, unpublished } from "./seat.rules.ts";
import * as store from "./seat.store.ts";
import { drawVersions } from "./versions.store.ts";

export interface Join {
  groupId: string;
  memberId: string;
  kind: SeatKind;
  staffId?: string | undefined;
  /** Empty: the member's own. */
  nickname: string;
  at: Date;
  entryId?: string | undefined;
  inviterMemberId?: string | undefined;
  /** The report's own id, by which it counts once; without one the call is a report of its own. */
  eventId?: string | undefined;
}

export interface Leave {
  groupId: string;
  memberId: string;
  at: Date;
  reason: LeaveReason;
  eventId?: string | undefined;
}

/** What a batch of reports came to: stays that began or ended by it as far as is known now. */
export interface SeatOutcome {
  opened: number;
  closed: number;
}

const nothing = { seatKind: null, staffId: null, entryId: null, inviterMemberId: null, reason: null, published: false };

/**
 * Comings into groups, any number in a fixed number of statements. Exact under double, late and disordered reports: what is kept
 * is the set of reports, and the seats are what it folds to. The groups' rows are held until the transaction ends.
 */
export async function seatMembers(outer: Context, joins: readonly Join[]): Promise<SeatOutcome> {
  return report(
    outer,
    joins.map((join) => ({
      ...nothing,
      groupId: join.groupId,
      memberId: join.memberId,
      eventId: join.eventId ?? ownEventId(join.at.getTime()),
      joins: true,
      atMs: join.at.getTime(),
      seatKind: join.kind,
      staffId: join.staffId ?? null,
      entryId: join.entryId ?? null,
      inviterMemberId: join.inviterMemberId ?? null,
      nickname: join.nickname,
    })),
  );
}

/** Goings out of groups; see `seatMembers`. */
export async function unseatMembers(outer: Context, leaves: readonly Leave[]): Promise<SeatOutcome> {
  return report(
    outer,
    leaves.map((leave) => ({
      ...nothing,
      groupId: leave.groupId,
      memberId: leave.memberId,
      eventId: leave.eventId ?? ownEventId(leave.at.getTime()),
      joins: false,
      atMs: leave.at.getTime(),
      reason: leave.reason,
      nickname: "",
    })),
  );
}

type Told = store.PairReport & { nickname: string };

/** All that is known of one person in one group. */
interface Story extends store.Pair {
  reports: Map<string, store.PairReport>;
  fresh: store.PairReport[];
  seats: store.PairSeat[];
  nicknames: Map<string, string>;
}

const pairKey = (pair: store.Pair) => pair.groupId + pair.memberId;

async function report(outer: Context, told: readonly Told[]): Promise<SeatOutcome> {
  if (told.length === 0) return { opened: 0, closed: 0 };
  return outer.transaction(async (ctx) => {
    const orgs = await store.lockGroups(ctx.db, ctx.brand.id, [...new Set(told.map((one) => one.groupId))]);
    const stories = (await readStories(ctx, told)).filter((story) => story.fresh.length > 0);
    if (stories.length === 0) return { opened: 0, closed: 0 };
    return writeStories(ctx, stories, orgs);
  });
}

async function readStories(ctx: Context, told: readonly Told[]): Promise<Story[]> {
  const stories = new Map<string, Story>();
  for (const one of told) {
    const { groupId, memberId } = one;
    if (!stories.has(pairKey(one)))
      stories.set(pairKey(one), { groupId, memberId, reports: new Map(), fresh: [], seats: [], nicknames: new Map() });
  }
  const pairs = [...stories.values()];
  for (const known of await store.listReports(ctx.db, ctx.brand.id, pairs)) stories.get(pairKey(known))?.reports.set(known.eventId, known);
  for (const seat of await store.listSeatsOf(ctx.db, ctx.brand.id, pairs)) stories.get(pairKey(seat))?.seats.push(seat);
  for (const { nickname, ...one } of told) {
    const story = stories.get(pairKey(one));
    if (!story || story.reports.has(one.eventId)) continue;
    story.reports.set(one.eventId, one);
    story.fresh.push(one);
    story.nicknames.set(one.eventId, nickname);
  }
  return pairs;
}

interface Writes {
  added: store.SeatWrite[];
  changed: store.SeatWrite[];
  published: { report: SeatReport; stay: Stay; story: Story }[];
  deltas: { groupId: string; memberId: string; kind: SeatKind; delta: number }[];
}

const kindOf = (stay: Stay): SeatKind => stay.begin.seatKind ?? "member";

function planStory(ctx: Context, story: Story, writes: Writes): void {
  const stays = foldReports([...story.reports.values()]);
  const plan = planSeats(story.seats, stays);
  const write = (id: string, kind: SeatKind, stay: Stay): store.SeatWrite => ({
    id,
    groupId: story.groupId,
    memberId: story.memberId,
    kind,
    staffId: stay.begin.staffId,
    nickname: story.nicknames.get(stay.begin.eventId) ?? "",
    joinedAtMs: stay.begin.atMs,
    leftAtMs: stay.end?.atMs ?? null,
    reason: stay.end ? (stay.end.reason ?? "unknown") : null,
    entryId: stay.begin.entryId,
    inviterMemberId: stay.begin.inviterMemberId,
  });
  const count = (kind: SeatKind, delta: number) => writes.deltas.push({ groupId: story.groupId, memberId: story.memberId, kind, delta });
  for (const stay of plan.added) {
    writes.added.push(write(ctx.newId(), kindOf(stay), stay));
    count(kindOf(stay), stay.end ? 0 : 1);
  }
  for (const { seat, stay } of plan.changed) {
    const kind = story.seats.find((one) => one.id === seat.id)?.kind ?? kindOf(stay);
    writes.changed.push(write(seat.id, kind, stay));
    count(kind, (stay.end ? 0 : 1) - (seat.leftAtMs === null ? 1 : 0));
  }
  for (const one of unpublished(stays)) {
    one.report.published = true;
    writes.published.push({ ...one, story });
  }
}

async function writeStories(ctx: Context, stories: readonly Story[], orgs: ReadonlyMap<string, string>): Promise<SeatOutcome> {
  const writes: Writes = { added: [], changed: [], published: [], deltas: [] };
  for (const story of stories) planStory(ctx, story, writes);
  const fresh = stories.flatMap((story) => story.fresh);
  const freshIds = new Set(fresh.map((one) => one.eventId));
  const older = writes.published.filter(({ report: one }) => !freshIds.has(one.eventId));
  await holdWholes(
    ctx.db,
    ctx.brand.id,
    stories.map((story) => story.memberId),
  );
  await store.insertReports(ctx.db, ctx.brand.id, fresh);
  await store.markPublished(
    ctx.db,
    ctx.brand.id,
    older.map(({ report: one, story }) => ({ ...one, groupId: story.groupId, memberId: story.memberId })),
  );
  await store.updateSeats(
    ctx.db,
    ctx.brand.id,
    writes.changed.filter((seat) => seat.leftAtMs !== null),
  );
  await store.updateSeats(
    ctx.db,
    ctx.brand.id,
    writes.changed.filter((seat) => seat.leftAtMs === null),
  );
  await store.insertSeats(ctx.db, ctx.brand.id, writes.added);
  await drawVersions(
    ctx.db,
    ctx.brand.id,
    [...writes.changed, ...writes.added].map((seat) => seat.groupId),
  );
  await moveFirstSeen(
    ctx.db,
    ctx.brand.id,
    writes.added.map((seat) => ({ memberId: seat.memberId, at: new Date(seat.joinedAtMs) })),
  );
  await store.addOrgSeats(
    ctx.db,
    ctx.brand.id,
    writes.deltas.flatMap(({ groupId, memberId, delta }) => {
      const orgId = orgs.get(groupId);
      return orgId ? [{ orgId, memberId, delta }] : [];
    }),
  );
  await adjustMemberCounts(ctx, sumByGroup(writes.deltas));
  await publishStays(ctx, writes.published);
  return {
    opened: writes.published.filter((one) => one.report.joins).length,
    closed: writes.published.filter((one) => !one.report.joins).length,
  };
}

/** Groups count their members; staff and bots sit there too and are not counted. */
function sumByGroup(deltas: Writes["deltas"]): { groupId: string; delta: number }[] {
  const sums = new Map<string, number>();
  for (const { groupId, kind, delta } of deltas) if (kind === "member") sums.set(groupId, (sums.get(groupId) ?? 0) + delta);
  return [...sums].filter(([, delta]) => delta !== 0).map(([groupId, delta]) => ({ groupId, delta }));
}

async function publishStays(ctx: Context, published: Writes["published"]): Promise<void> {
  const rows = published.map(({ report: one, stay, story }) => {
    const base = { groupId: story.groupId, memberId: story.memberId, seatKind: kindOf(stay) };
    const reported = { id: one.eventId, occurredAt: new Date(one.atMs) };
    if (!one.joins) return newEvent(memberLeft, { ...base, reason: one.reason ?? "unknown" }, ctx.now, reported);
    return newEvent(
      memberJoined,
      { ...base, entryId: one.entryId ?? undefined, inviterMemberId: one.inviterMemberId ?? undefined },
      ctx.now,
      reported,
    );
  });
  await insertEvents(ctx.db, ctx.brand.id, rows);
  await ctx.publishAll(memberJoined, []);
}
