import { addDays, localDay } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { findAdvice, type GroupFacts } from "./advice.rules.ts";
import { gatherTrails } from "./cause.actions.ts";
import { blindChannels, untoldTalk } from "./coverage.rules.ts";
import { decideDying, type Dying } from "./dying.rules.ts";
import { dyingEnded, dyingFound } from "./events.contract.ts";
import * as facts from "./facts.store.ts";
import { computeHealth } from "./health.rules.ts";
import * as store from "./judge.store.ts";

const JUDGE_BATCH = 100;
/** Days that a decision about dying looks back on: 5 days of windows of 7 behind 28, and a month of silence. */
const TALK_DAYS = 60;

/** Compares all live groups with their peers, where anything changed since. Answers how many were compared. */
export async function compareHealth(outer: Context): Promise<number> {
  if (!(await store.isHealthDue(outer.db, outer.brand.id))) return 0;
  return outer.transaction(async (ctx) => {
    const last = addDays(localDay(ctx.now.getTime(), ctx.brand.zone), -1);
    const untold = { seats: blindChannels, talk: untoldTalk };
    const now = computeHealth(await store.listHealthCases(ctx.db, ctx.brand.id, last, untold));
    const before = computeHealth(await store.listHealthCases(ctx.db, ctx.brand.id, addDays(last, -7), untold));
    await store.writeHealth(ctx.db, ctx.brand.id, now, new Map(before.map((one) => [one.groupId, one.score])));
    return now.length;
  });
}

/** Judges groups that wait: whether they are dying, and what is to be done. Answers how many were judged. */
export async function judgeGroups(outer: Context): Promise<number> {
  await compareHealth(outer);
  return outer.transaction(async (ctx) => {
    const groupIds = await store.takeToJudge(ctx.db, ctx.brand.id, ctx.now, JUDGE_BATCH);
    if (groupIds.length === 0) return 0;
    const today = localDay(ctx.now.getTime(), ctx.brand.zone);
    const found = await gather(ctx, addDays(today, -1), today, groupIds);
    await store.writeJudged(
      ctx.db,
      ctx.brand.id,
      groupIds.map((groupId) => {
        const base = found.find((one) => one.base.groupId === groupId)?.base;
        return {
          groupId,
          dying: found.find((one) => one.base.groupId === groupId)?.facts.dying ?? null,
          interaction7d: base?.interaction7d ?? null,
          interactionPrev7d: base?.interactionPrev7d ?? null,
          paid7dFen: base?.paid7dFen ?? 0,
        };
      }),
    );
    const wanted = found.flatMap((one) =>
      findAdvice(one.facts).map((advice) => ({ ...advice, id: ctx.newId(), groupId: one.base.groupId })),
    );
    await store.writeAdvice(ctx.db, ctx.brand.id, { now: ctx.now, today }, groupIds, wanted);
    await publishDying(ctx, found);
    return groupIds.length;
  });
}

interface Found {
  base: facts.BaseFacts;
  facts: GroupFacts;
}

async function publishDying(ctx: Context, found: readonly Found[]): Promise<void> {
  const begun = found.flatMap(({ base, facts: { dying } }) =>
    dying && !base.dyingSince ? [{ groupId: base.groupId, reason: dying.reason.kind, since: dying.since, value: dying.reason.days }] : [],
  );
  const ended = found.flatMap(({ base, facts: { dying } }) =>
    !dying && base.dyingSince ? [{ groupId: base.groupId, since: base.dyingSince }] : [],
  );
  await ctx.publishAll(dyingFound, begun);
  await ctx.publishAll(dyingEnded, ended);
}

const byGroup = <T extends { groupId: string }>(rows: readonly T[]) => new Map(rows.map((row) => [row.groupId, row]));

async function gather(ctx: Context, last: string, today: string, groupIds: readonly string[]): Promise<Found[]> {
  const { db, brand, now } = ctx;
  const bases = await facts.listBaseFacts(db, brand.id, brand.zone, last, untoldTalk, groupIds);
  const days = Map.groupBy(await facts.listTalkDays(db, brand.id, last, TALK_DAYS, groupIds), (row) => row.groupId);
  const spoken = await facts.listSpokenToday(db, brand.id, today, groupIds);
  const talk = byGroup(await facts.listTalkFacts(db, brand.id, now, groupIds));
  const hours = byGroup(await facts.listBestHours(db, brand.id, brand.zone, now, groupIds));
  const sales = byGroup(await facts.listSaleFacts(db, brand.id, brand.zone, now, groupIds));
  const dyings = new Map(
    bases.flatMap((base): [string, Dying][] => {
      const dying = base.isTold ? decideDying(days.get(base.groupId) ?? [], spoken.has(base.groupId)) : null;
      return dying ? [[base.groupId, dying]] : [];
    }),
  );
  const trails = await gatherTrails(
    ctx,
    last,
    [...dyings].map(([groupId, { since }]) => ({ groupId, since })),
  );
  return bases.map((base) => {
    return {
      base,
      facts: {
        ...base,
        dying: dyings.get(base.groupId) ?? null,
        trail: trails.get(base.groupId) ?? null,
        ...saleOf(sales.get(base.groupId)),
        ...talkOf(base, talk.get(base.groupId)),
        bestHour: base.isTold ? (hours.get(base.groupId) ?? null) : null,
      },
    };
  });
}

function saleOf(sale: facts.SaleFacts | undefined) {
  return {
    buyersBefore: sale?.buyersBefore ?? 0,
    buyersGone: sale?.buyersGone ?? 0,
    ordersIn7Days: sale?.ordersIn7Days ?? 0,
    lastOrderDay: sale?.lastOrderDay ?? null,
  };
}

const nothingSaid = { newcomers: 0, unwelcomed: 0, invitedIn14Days: 0 };

function talkOf(base: facts.BaseFacts, talk: facts.TalkFacts | undefined) {
  const { newcomers, unwelcomed, invitedIn14Days } = talk ?? nothingSaid;
  return { newcomers, unwelcomed: base.isTold ? unwelcomed : 0, invitedIn14Days, exodus: talk ? exodusOf(talk) : null };
}

function exodusOf(talk: facts.TalkFacts): GroupFacts["exodus"] {
  const { exodusLeft: left, exodusAt: at, exodusMessageId: messageId } = talk;
  if (left === null || at === null || messageId === null) return null;
  return {
    left,
    at,
    messageId,
    text: talk.exodusText ?? "",
    flowId: talk.exodusFlowId,
    stepId: talk.exodusStepId,
  };
}
