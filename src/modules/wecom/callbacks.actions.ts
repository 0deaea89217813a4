import { decodeCallback, type GroupMembersChanged, type WecomEvent } from "../../channels/wecom/wecom.decode.ts";
import type { Context } from "../../server/context.ts";
import { type CallbackEvent, type Connection, onCallback } from "../connections/index.ts";
import { type OpenCorp, openCorp } from "./corps.actions.ts";
import { endRelations, landRelations, reviveRelations } from "./customers.actions.ts";
import { unknownRelation } from "./customers.rules.ts";
import { listKnownPairs, listNamed } from "./customers.store.ts";
import { dissolveGroups, usersKnown } from "./groups.actions.ts";
import { looksExternal, type VersionStep, walkVersions } from "./groups.rules.ts";
import * as groups from "./groups.store.ts";
import { runPulls } from "./pulls.actions.ts";
import { askPulls, type PullAsk } from "./pulls.store.ts";
import { type SeatTold, tellSeats } from "./seats.actions.ts";
import type { KnownUser } from "./staff.actions.ts";
import { takeWelcomes } from "./welcome-sends.actions.ts";

type Event<K extends WecomEvent["kind"]> = Extract<WecomEvent, { kind: K }>;

/** Reads that are made at once, before the next callbacks are taken; the ticker makes the others. */
const READ_AT_ONCE = 100;
/** What a group answers lags its own callbacks. */
const LAG_MS = 2_200;

/** From here on what WeCom tells comes to this module. */
export const takeCallbacks = () => onCallback("wecom", { decode: decodeCallback, handle: handleCallbacks });

/**
 * What the platform told, in the order of arrival. What it says outright is done at once: comings and goings, ends, dissolutions; all else
 * is read from it. Doubled, late, disordered and lost callbacks end the same, for what does not fit together is read anew.
 */
async function handleCallbacks(outer: Context, connection: Connection, told: readonly CallbackEvent<WecomEvent>[]): Promise<void> {
  const open = await openCorp(outer, connection);
  const { ctx, corp } = open;
  const events = told.map((one) => one.event).filter((event) => event.corpId === corp.corp);
  await takeWelcomes(ctx, corp.corp, ofKind(events, "follow-added"));
  const asks = [...customersTold(ctx, events), ...groupsTold(ctx, events), ...(await membersTold(open, ofKind(events, "group-members")))];
  const last = lastOfPairs(events);
  await endTold(ctx, corp.corp, ofKind(last, "follow-ended"));
  await reviveRelations(ctx, corp.corp, ofKind(last, "follow-added").map(pairOf));
  if (ofKind(events, "tag-changed").length > 0) asks.push({ kind: "tags", key: "all", dueAt: ctx.now });
  if (asks.length > 0) await ctx.transaction((inside) => askPulls(inside.db, inside.brand.id, corp.corp, asks));
  await dissolveGroups(
    ctx,
    corp.corp,
    ofKind(events, "group-dissolved").map((one) => one.chatId),
  );
  await readSome(open);
}

const pairOf = (one: { userId: string; externalUserId: string; atMs: number }) => ({
  userId: one.userId,
  externalId: one.externalUserId,
  atMs: one.atMs,
});

/** What was told last of each relation: by its moment, and within a second by its arrival. */
function lastOfPairs(events: readonly WecomEvent[]): WecomEvent[] {
  const last = new Map<string, Event<"follow-added" | "follow-ended">>();
  for (const event of [...ofKind(events, "follow-added"), ...ofKind(events, "follow-ended")].toSorted(
    (a, b) => a.atMs - b.atMs || events.indexOf(a) - events.indexOf(b),
  ))
    last.set(`${event.userId} ${event.externalUserId}`, event);
  return [...last.values()];
}

/**
 * Relations that ended. One that the customer ended is told of by the platform as if it went on: where we never knew it, it is noted before
 * it ends, so that what is read of it later does not bring it back.
 */
async function endTold(ctx: Context, corp: string, events: readonly Event<"follow-ended">[]): Promise<void> {
  const byCustomer = events.filter((event) => event.by === "customer");
  const known = await listKnownPairs(ctx.db, ctx.brand.id, corp, byCustomer);
  await landRelations(ctx, corp, byCustomer.filter((one) => !known.has(`${one.userId} ${one.externalUserId}`)).map(unknownRelation));
  await endRelations(
    ctx,
    corp,
    events.map((one) => ({ ...pairOf(one), by: one.by })),
  );
}

const ofKind = <K extends WecomEvent["kind"]>(events: readonly WecomEvent[], kind: K) =>
  events.filter((event): event is Event<K> => event.kind === kind);

/** A platform that cannot be read now is read by the ticker later: what it told is taken in all the same. */
async function readSome(open: OpenCorp): Promise<void> {
  try {
    await runPulls(open, READ_AT_ONCE);
  } catch (error) {
    open.ctx.log.warn({ reason: error instanceof Error ? error.message : "unknown" }, "wecom: what was told could not be read yet");
  }
}

function customersTold(ctx: Context, events: readonly WecomEvent[]): PullAsk[] {
  const ids = events.flatMap((event) => ("externalUserId" in event && event.kind !== "transfer-failed" ? [event.externalUserId] : []));
  return [...new Set(ids)].map((key) => ({ kind: "customer", key, dueAt: ctx.now }));
}

function groupsTold(ctx: Context, events: readonly WecomEvent[]): PullAsk[] {
  const made = ofKind(events, "group-created").map((one): PullAsk => ({ kind: "group", key: one.chatId, dueAt: ctx.now }));
  const changed = ofKind(events, "group-changed").map((one): PullAsk => ({ kind: "group", key: one.chatId, dueAt: ctx.now }));
  const again = ofKind(events, "group-changed").map((one): PullAsk => ({
    kind: "group",
    key: one.chatId,
    dueAt: new Date(ctx.now.getTime() + LAG_MS),
  }));
  return [...again, ...made, ...changed];
}

/** Seats of people who came and went, and the versions that were walked through; answers the groups that have to be read. */
async function membersTold(open: OpenCorp, events: readonly Event<"group-members">[]): Promise<PullAsk[]> {
  if (events.length === 0) return [];
  const { ctx, corp } = open;
  const chatIds = [...new Set(events.map((event) => event.chatId))];
  const rows = new Map((await groups.listChats(ctx.db, ctx.brand.id, corp.corp, chatIds)).map((row) => [row.chatId, row]));
  const known = events.filter((event) => rows.has(event.chatId));
  const people = await peopleOf(ctx, corp.corp, known);
  const told = known.flatMap((event) => seatsTold(event, rows.get(event.chatId), people));
  await tellSeats(ctx, corp.corp, told);
  const doubtful = await findDoubtful(ctx, corp.corp, told);
  const unclear = new Set(known.filter((event) => isUnclear(event, people)).map((event) => event.chatId));
  const broken = await walkAll(ctx, corp.corp, known);
  const unknown = chatIds.filter((chatId) => !rows.has(chatId));
  const again = [...new Set([...doubtful, ...unclear])].filter((chatId) => !broken.has(chatId));
  const later = new Date(ctx.now.getTime() + LAG_MS);
  return [
    ...unknown.map((key): PullAsk => ({ kind: "group", key, dueAt: ctx.now, toldVersion: lastVersion(events, key) })),
    ...[...broken].map(([key, version]): PullAsk => ({ kind: "group", key, dueAt: later, toldVersion: version || undefined })),
    ...again.map((key): PullAsk => ({ kind: "group", key, dueAt: later, toldVersion: lastVersion(events, key) })),
  ];
}

const lastVersion = (events: readonly GroupMembersChanged[], chatId: string) =>
  events.filter((event) => event.chatId === chatId).at(-1)?.currentVersion || undefined;

/** By a code: only the group itself tells which one. */
const BY_CODE = 3;

const isUnclear = (event: Event<"group-members">, people: People) =>
  event.ids.length === 0 || (event.change === "joined" && event.scene === BY_CODE) || event.ids.some((id) => !people.get(id)?.isNamed);

interface Person {
  user: KnownUser | null;
  /** We know what to call him. */
  isNamed: boolean;
}

type People = ReadonlyMap<string, Person>;

/** Who is behind the ids: known staff, or a customer by what he is known as or how his id looks. Others only the group itself can tell. */
async function peopleOf(ctx: Context, corp: string, events: readonly Event<"group-members">[]): Promise<People> {
  const ids = [...new Set(events.flatMap((event) => event.ids))];
  const users = await usersKnown(ctx, corp, ids);
  const outside = ids.filter((id) => !users.has(id));
  const named = await listNamed(ctx.db, ctx.brand.id, corp, outside);
  const known = ids.filter((id) => users.has(id) || named.has(id) || looksExternal(id));
  return new Map(known.map((id) => [id, { user: users.get(id) ?? null, isNamed: users.has(id) || named.has(id) }]));
}

function seatsTold(event: Event<"group-members">, row: groups.ChatRow | undefined, people: People): SeatTold[] {
  if (!row) return [];
  return event.ids
    .filter((id) => people.has(id))
    .map((externalId) => ({
      groupId: row.groupId,
      chatId: event.chatId,
      externalId,
      joins: event.change === "joined",
      atMs: event.atMs,
      user: people.get(externalId)?.user ?? null,
      nickname: "",
      reason: event.scene === 1 ? "removed" : event.scene === 0 ? "left" : "unknown",
    }));
}

/** Groups in which somebody does not sit as the last thing told of him says: two things of one second, or late news. */
async function findDoubtful(ctx: Context, corp: string, told: readonly SeatTold[]): Promise<Set<string>> {
  const open = new Set(
    (await groups.listOpenIds(ctx.db, ctx.brand.id, corp, [...new Set(told.map((one) => one.groupId))])).map(
      (row) => row.groupId + row.externalId,
    ),
  );
  const last = new Map(told.map((one) => [one.groupId + one.externalId, one]));
  return new Set([...last.values()].filter((one) => open.has(one.groupId + one.externalId) !== one.joins).map((one) => one.chatId));
}

/** Moves each group along the versions told; answers those where something between is missing, with the version to wait for. */
async function walkAll(outer: Context, corp: string, events: readonly Event<"group-members">[]): Promise<Map<string, string>> {
  const steps = Map.groupBy(events, (event) => event.chatId);
  return outer.transaction(async (ctx) => {
    const rows = await groups.listChats(ctx.db, ctx.brand.id, corp, [...steps.keys()], true);
    const broken = new Map<string, string>();
    const written = rows.map((row) => {
      const told = steps.get(row.chatId) ?? [];
      const walk = walkVersions({ version: row.memberVersion, recent: row.recentVersions }, told.map(stepOf));
      if (walk.verdict === "broken") broken.set(row.chatId, walk.told);
      const taken = told.filter(
        (event) => !row.recentVersions.includes(event.currentVersion) && event.currentVersion !== row.memberVersion,
      );
      const delta = taken.reduce((sum, event) => sum + (event.change === "joined" ? event.ids.length : -event.ids.length), 0);
      return { chatId: row.chatId, ...walk.stand, delta };
    });
    if (written.length > 0) await groups.writeVersions(ctx.db, ctx.brand.id, corp, written);
    return broken;
  });
}

const stepOf = (event: GroupMembersChanged): VersionStep => ({ last: event.lastVersion, current: event.currentVersion });
