import { setTimeout as sleep } from "node:timers/promises";
import { localDay } from "../src/lib/time.ts";
import { modules } from "../src/app.ts";
import { ingest } from "../src/modules/messages/index.ts";
import { recordOrders } from "../src/modules/orders/index.ts";
import { isPassing, isTooSlow } from "../src/server/db.ts";
import { ensureMonths, refreshStatistics } from "../src/server/event-log.ts";
import { runReaction } from "../src/server/reactions.ts";
import { type Ground, listGroups, listWaysIn, makeGroups, makeProgramme, openGround } from "./scale-ground.ts";
import { CONVERSATION, joinsOf, looksOf, LOOKS, ordersOf, type Scale, talkOf } from "./scale-life.ts";
import type { World } from "./world.ts";

const REACT_REST_MS = 250;
const DAY_MS = 86_400_000;

type Say = (line: string) => void;

async function timed<T>(say: Say, what: string, count: number, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const made = await work();
  const seconds = (performance.now() - begun) / 1000;
  say(`  ${what}: ${count.toLocaleString("en-US")} in ${seconds.toFixed(1)} s, ${Math.round(count / seconds).toLocaleString("en-US")}/s`);
  return made;
}

/** Pieces that are under way at once: the database has some while the next is made. */
const LINES = 3;

/** A machine that stood still for a while ends transactions that waited for it; what was told is told again and counts once. */
async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++)
    try {
      return await work();
    } catch (error) {
      if (!(isPassing(error) || isTooSlow(error)) || tries === 5) throw error;
      await sleep(1_000 * tries);
    }
}

/** Calls `work` for pieces of a long row of numbers. */
async function inPieces(count: number, piece: number, work: (from: number, to: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const line = async () => {
    while (next < count) {
      const from = next;
      next = Math.min(count, from + piece);
      await persist(() => work(from, Math.min(count, from + piece)));
    }
  };
  await Promise.all(Array.from({ length: LINES }, line));
}

const reactions = modules.flatMap((module) => module.reactions ?? []);

/** Lets every reaction take a batch, side by side as the workers do. Answers whether any had something to take. */
async function react({ ctx }: Ground): Promise<boolean> {
  const taken = await Promise.all(reactions.map((reaction) => persist(() => runReaction(ctx(), reaction))));
  return taken.some((count) => count !== 0);
}

/** The reactions read along while `work` fills the log, as the workers do. */
async function reacting(ground: Ground, work: () => Promise<void>): Promise<void> {
  let isDone = false;
  const readAlong = async () => {
    while (!isDone) if (!(await react(ground))) await sleep(REACT_REST_MS);
  };
  await Promise.all([readAlong(), work().finally(() => (isDone = true))]);
}

/** Lets every reaction read to the log's end, then settles all days, as the workers do. */
async function settle(ground: Ground): Promise<void> {
  while (await react(ground));
  for (const name of ["insight.turn-days", "insight.settle", "insight.judge"]) {
    const ticker = modules.flatMap((module) => module.tickers ?? []).find((one) => one.name === name);
    while (ticker && (await ticker.run(ground.ctx())) > 0);
  }
}

/** Between two notes of how far it came. */
const STRETCH = 480_000;

/** From one count to another in stretches, each noted when it is done: what is broken off loses no more than one. */
async function inStretches(
  { from, to, piece }: { from: number; to: number; piece: number },
  work: (from: number, to: number) => Promise<unknown>,
  note: (done: number) => void,
  say: Say,
): Promise<void> {
  for (let at = from; at < to;) {
    const [begin, end] = [at, Math.min(to, at + STRETCH)];
    await timed(say, `  … ${end.toLocaleString("en-US")}`, end - begin, () =>
      inPieces(end - begin, piece, (low, high) => work(begin + low, begin + high)),
    );
    note(end);
    at = end;
  }
}

/** A new brand with its groups and people, or the one that was made before; its groups. */
async function openGroups(world: World, ground: Ground, scale: Scale, isMade: boolean, say: Say): Promise<string[]> {
  const { ctx } = ground;
  const nowMs = world.runtime.now().getTime();
  await ensureMonths(ctx(), new Set(Array.from({ length: 130 }, (_, day) => nowMs - day * DAY_MS)));
  if (isMade) return listGroups(ground);
  await timed(say, "groups", scale.groups, () => makeGroups(ground, scale.groups));
  const groupIds = await listGroups(ground);
  await timed(say, "members with seats", scale.members, () =>
    inPieces(scale.members, 2_000, (from, to) => ingest(ctx(), joinsOf(groupIds, from, to, nowMs))),
  );
  await refreshStatistics(ctx().db);
  await timed(say, "contents and a flow", 1, () => makeProgramme(ground, groupIds));
  return groupIds;
}

/**
 * A brand of the given size, through the product's own actions and ingestion; deterministic but for its ids. Goes on from what was made
 * before, with the same groups and members; `note` hears how far it came.
 */
export async function fillScale(world: World, scale: Scale, made: Scale | undefined, say: Say, note: (made: Scale) => void): Promise<void> {
  const nowMs = world.runtime.now().getTime();
  const ground = await openGround(world, made !== undefined);
  const groupIds = await openGroups(world, ground, scale, made !== undefined, say);
  const { ctx } = ground;
  const done: Scale = made ? { ...made } : { ...scale, messages: 0, exposures: 0, orders: 0 };
  note(done);
  const fill = async (what: "messages" | "exposures" | "orders", piece: number, work: (from: number, to: number) => Promise<unknown>) => {
    const span = { from: done[what], to: scale[what], piece };
    if (span.from >= span.to) return;
    const noted = (count: number) => note(Object.assign(done, { [what]: count }));
    await timed(say, what, span.to - span.from, () => reacting(ground, () => inStretches(span, work, noted, say)));
    await refreshStatistics(ctx().db);
  };
  await fill("messages", 400 * CONVERSATION.messages, (from, to) => ingest(ctx(), talkOf(scale, groupIds, from, to, nowMs)));
  await fill("orders", 1_000, (from, to) => recordOrders(ctx(), ordersOf(scale, from, to, nowMs)));
  if (done.exposures < scale.exposures) {
    const entries = await listWaysIn(ground, groupIds);
    await fill("exposures", 240 * LOOKS.count, (from, to) => ingest(ctx(), looksOf(scale, entries, from, to, nowMs)));
  }
  await timed(say, `figures up to ${localDay(nowMs, ground.zone)}`, scale.groups, () => settle(ground));
}
