import { setTimeout as sleep } from "node:timers/promises";
import { localDay } from "../src/lib/time.ts";
import { modules } from "../src/app.ts";
import { ingest } from "../src/modules/messages/index.ts";
import { recordOrders, recordRefunds } from "../src/modules/orders/index.ts";
import { ensureMonths, refreshStatistics } from "../src/server/event-log.ts";
import { runReaction } from "../src/server/reactions.ts";
import { type Ground, listGroups, listWaysIn, makeGroups, makeProgramme, openGround } from "./scale-ground.ts";
import { CONVERSATION, joinsOf, looksOf, LOOKS, ordersOf, refundsOf, type Scale, talkOf } from "./scale-life.ts";
import { inPieces, inStretches, persist, type Say, timed } from "./scale-pace.ts";
import { partsOf } from "./scale-parts.ts";
import type { World } from "./world.ts";

const REACT_REST_MS = 250;
const DAY_MS = 86_400_000;

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
  for (const name of ["insight.turn-days", "insight.settle", "insight.judge"]) await ground.tick(name);
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
  await timed(say, "a flow", 1, () => makeProgramme(ground, groupIds));
  return groupIds;
}

/** Nothing but groups and members is there yet. */
const bare = (scale: Scale): Scale => ({
  ...(Object.fromEntries(Object.keys(scale).map((name) => [name, 0])) as Scale),
  groups: scale.groups,
  members: scale.members,
});

/**
 * A brand of the given size, through the product's own actions and ingestion; deterministic but for its ids. Goes on from what was made
 * before, with the same groups and members; `note` hears how far it came.
 */
export async function fillScale(world: World, scale: Scale, made: Scale | undefined, say: Say, note: (made: Scale) => void): Promise<void> {
  const nowMs = world.runtime.now().getTime();
  const ground = await openGround(world, made !== undefined);
  const groupIds = await openGroups(world, ground, scale, made !== undefined, say);
  const { ctx } = ground;
  const done: Scale = made ? { ...made } : bare(scale);
  note(done);
  const fill = async (what: keyof Scale, piece: number, work: (from: number, to: number) => Promise<unknown>) => {
    const span = { from: done[what], to: scale[what], piece };
    if (span.from >= span.to) return;
    const noted = (count: number) => note(Object.assign(done, { [what]: count }));
    await timed(say, what, span.to - span.from, () => reacting(ground, () => inStretches(span, work, noted, say)));
    await refreshStatistics(ctx().db);
  };
  await fill("messages", 400 * CONVERSATION.messages, (from, to) => ingest(ctx(), talkOf(scale, groupIds, from, to, nowMs)));
  await fill("orders", 1_000, async (from, to) => {
    const orders = ordersOf(scale, from, to, nowMs);
    await recordOrders(ctx(), orders);
    await recordRefunds(ctx(), refundsOf(orders, nowMs));
  });
  if (done.exposures < scale.exposures) {
    const entries = await listWaysIn(ground, groupIds);
    await fill("exposures", 240 * LOOKS.count, (from, to) => ingest(ctx(), looksOf(scale, entries, from, to, nowMs)));
  }
  let isNew = false;
  for (const { what, name, step = Number.POSITIVE_INFINITY, make } of partsOf(ground, scale, nowMs)) {
    while (done[what] < scale[what]) {
      const [from, to] = [done[what], Math.min(scale[what], done[what] + step)];
      await timed(say, `${name}, up to ${to.toLocaleString("en-US")}`, to - from, () => reacting(ground, () => make(from, to)));
      note(Object.assign(done, { [what]: to }));
      isNew = true;
    }
  }
  if (isNew) await refreshStatistics(ctx().db);
  await timed(say, `figures up to ${localDay(nowMs, ground.zone)}`, scale.groups, () => settle(ground));
}
