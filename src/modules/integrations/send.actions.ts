import { createHash } from "node:crypto";
import { Coalescer } from "../../server/coalesce.ts";
import type { Context } from "../../server/context.ts";
import type { OutboundAnswer } from "../../server/outbound.ts";
import { perHome } from "../../server/recall.ts";
import * as store from "./deliveries.store.ts";
import type { GroupBrief, MemberBrief } from "./events.contract.ts";
import { envelopeOf } from "./payload.rules.ts";
import { decideOutcome, decidePause, type Outcome, roomOf } from "./retry.rules.ts";
import { secretPurpose, validVersions } from "./secret.rules.ts";
import { signedHeaders } from "./signature.rules.ts";
import { noteCourses, pauseWebhook } from "./webhooks.store.ts";

/** How long a call may take before others hold its process for dead; the call itself ends after ten seconds. */
const LEASE_MS = 30_000;
/** Calls of one process at once: of all brands, and of one. */
const MAX_CALLS = 256;
const MAX_CALLS_OF_BRAND = 64;
/** What is kept of an answer. */
const MAX_ANSWER = 2_000;
const MAX_HISTORY = 20;
const USER_AGENT = "Qunce-Webhook/1";

/** Where a test may end the process: around one call. */
export type Phase = "before-call" | "after-call" | "after-commit";
let atPhase: (phase: Phase) => void = () => undefined;
export function watchWebhookPhases(hear: (phase: Phase) => void): void {
  atPhase = hear;
}

/** What this process has going on in the brands of one database. */
const deskOf = perHome(() => ({
  /** Calls under way by brand and webhook. */
  underWay: new Map<string, number>(),
  refilling: new Set<number>(),
  asked: new Set<number>(),
  /** What came of calls is written some at a time, by one writer a brand. */
  recorders: new Map<number, Coalescer<Answered, true>>(),
  contexts: new Map<number, Context>(),
}));
/** Every call under way, of whatever database. */
const calls = new Set<Promise<void>>();

const count = ({ home }: Context, key: string) => deskOf(home).underWay.get(key) ?? 0;
function add(ctx: Context, key: string, n: number): void {
  const { underWay } = deskOf(ctx.home);
  const next = count(ctx, key) + n;
  if (next > 0) underWay.set(key, next);
  else underWay.delete(key);
}

/**
 * One round of the sender: what is due is claimed and its calls begin. They are not waited for, so that a slow receiver holds up nobody else.
 * Answers how many began.
 */
export async function sendWebhooks(ctx: Context): Promise<number> {
  const due = await store.listDueWebhooks(ctx.db, ctx.brand.id, ctx.now);
  if (due.length === 0) return 0;
  const claimed = await ctx.transaction((inside) => claim(inside, due));
  for (const one of claimed) begin(ctx, one);
  return claimed.length;
}

/** Calls of a process that died go out again. */
export async function releaseLostCalls(ctx: Context): Promise<number> {
  await store.releaseLost(ctx.db, ctx.brand.id, ctx.now);
  return 0;
}

let isSettling = false;

/** Waits for the calls under way, ten seconds at most, and begins no others meanwhile. */
export async function settleCalls(): Promise<void> {
  isSettling = true;
  while (calls.size > 0) await Promise.allSettled(calls);
  isSettling = false;
}

/** Takes the place of calls that ended, once however many ended meanwhile. */
async function refill(ctx: Context): Promise<void> {
  const brandId = ctx.brand.id;
  const { asked, refilling } = deskOf(ctx.home);
  asked.add(brandId);
  if (refilling.has(brandId)) return;
  refilling.add(brandId);
  try {
    while (asked.delete(brandId) && !isSettling) await sendWebhooks(ctx);
  } catch (error) {
    ctx.log.warn({ err: error }, "no further webhook calls could be claimed for now");
  } finally {
    refilling.delete(brandId);
  }
}

async function claim(ctx: Context, due: readonly store.DueWebhook[]): Promise<Call[]> {
  let free = Math.min(MAX_CALLS - calls.size, MAX_CALLS_OF_BRAND - count(ctx, `b${ctx.brand.id}`));
  if (free <= 0) return [];
  const rooms: { webhookId: string; room: number; onlyPings: boolean }[] = [];
  for (const { id, failuresInRow, state } of due) {
    const room = Math.min(free, roomOf(failuresInRow) - count(ctx, id));
    if (room <= 0) continue;
    rooms.push({ webhookId: id, room, onlyPings: state !== "active" });
    free -= room;
  }
  if (rooms.length === 0) return [];
  const claimed = await store.claimDue(ctx.db, ctx.brand.id, rooms, ctx.now, new Date(ctx.now.getTime() + LEASE_MS));
  return claimed.length === 0 ? [] : fillIn(ctx, claimed);
}

interface Call {
  delivery: store.ClaimedDelivery;
  body: string;
  atMs: number;
}

const idsOf = (all: readonly store.ClaimedDelivery[], key: "groupId" | "memberId") => [...new Set(all.flatMap((one) => one[key] ?? []))];

/** The bodies, with groups and members as they are called now. */
async function fillIn(ctx: Context, deliveries: readonly store.ClaimedDelivery[]): Promise<Call[]> {
  const groups = await store.listGroupBriefs(ctx.db, ctx.brand.id, idsOf(deliveries, "groupId"));
  const members = await store.listMemberBriefs(ctx.db, ctx.brand.id, idsOf(deliveries, "memberId"));
  return deliveries.map((delivery) => ({ delivery, body: bodyOf(ctx, delivery, groups, members), atMs: ctx.now.getTime() }));
}

export function bodyOf(
  ctx: Context,
  delivery: Pick<store.ClaimedDelivery, "eventId" | "event" | "occurredAt" | "fields" | "groupId" | "memberId" | "showsPhones">,
  groups: ReadonlyMap<string, GroupBrief>,
  members: ReadonlyMap<string, MemberBrief>,
): string {
  const { eventId, event, occurredAt, fields, groupId, memberId, showsPhones } = delivery;
  const about = { group: groupId ? groups.get(groupId) : undefined, member: memberId ? members.get(memberId) : undefined };
  return JSON.stringify(envelopeOf({ eventId, event, occurredAt, brand: ctx.brand.slug, fields, ...about }, showsPhones));
}

function begin(ctx: Context, call: Call): void {
  const keys = [`b${ctx.brand.id}`, call.delivery.webhookId];
  for (const key of keys) add(ctx, key, 1);
  const work = callOne(ctx, call)
    .catch((error: unknown) =>
      ctx.log.warn({ err: error, deliveryId: call.delivery.id }, "a webhook call could not be noted; it goes out again"),
    )
    .finally(() => {
      for (const key of keys) add(ctx, key, -1);
      calls.delete(work);
      if (!isSettling) void refill(ctx);
    });
  calls.add(work);
}

export function headersOf(ctx: Context, delivery: { eventId: string; event: string }): Record<string, string> {
  return {
    "content-type": "application/json; charset=utf-8",
    "user-agent": USER_AGENT,
    "x-qunce-brand": ctx.brand.slug,
    "x-qunce-event": delivery.event,
  };
}

async function callOne(ctx: Context, { delivery, body, atMs }: Call): Promise<void> {
  const versions = validVersions(delivery, atMs);
  const secrets = versions.map((version) => ctx.deriveSecret(secretPurpose(ctx.brand.id, delivery.webhookId, version)));
  const headers = { ...headersOf(ctx, delivery), ...signedHeaders({ id: delivery.eventId, atMs, body }, secrets) };
  atPhase("before-call");
  const answer = await ctx.outbound.post({ url: delivery.url, headers, body });
  atPhase("after-call");
  await recorderOf(ctx).add({ delivery, answer });
  atPhase("after-commit");
}

interface Answered {
  delivery: store.ClaimedDelivery;
  answer: OutboundAnswer;
}

function recorderOf(ctx: Context): Coalescer<Answered, true> {
  const { contexts, recorders } = deskOf(ctx.home);
  contexts.set(ctx.brand.id, ctx);
  let recorder = recorders.get(ctx.brand.id);
  if (!recorder) {
    recorder = new Coalescer({ maxBatch: 100, maxWaitMs: 10 }, (answered) => record(contexts.get(ctx.brand.id) ?? ctx, answered));
    recorders.set(ctx.brand.id, recorder);
  }
  return recorder;
}

/** A number from 0 up to 1 that belongs to one try of one delivery. */
const chanceOf = (delivery: store.ClaimedDelivery) =>
  createHash("sha256").update(`${delivery.id}:${delivery.epoch}`).digest().readUInt32BE(0) / 2 ** 32;

async function record(outer: Context, answered: readonly Answered[]): Promise<true[]> {
  await outer.transaction(async (ctx) => {
    const nowMs = ctx.now.getTime();
    const outcomes = answered.map(({ delivery, answer }) => ({
      delivery,
      answer,
      outcome: decideOutcome(answer, delivery.tries, nowMs, chanceOf(delivery)),
    }));
    await store.writeSettled(
      ctx.db,
      ctx.brand.id,
      outcomes.map((one) => settledOf(one, ctx.now)),
      ctx.now,
    );
    await noteHealth(ctx, outcomes);
  });
  return answered.map(() => true);
}

function settledOf({ delivery, answer, outcome }: Answered & { outcome: Outcome }, now: Date): store.Settled {
  const failure = outcome.verdict === "delivered" ? null : outcome.failure;
  const at = { at: now.toISOString(), tookMs: answer.tookMs, status: outcome.status, failure };
  return {
    id: delivery.id,
    epoch: delivery.epoch,
    state: outcome.verdict === "again" ? "waiting" : outcome.verdict,
    dueAt: outcome.verdict === "again" ? new Date(outcome.dueAtMs) : null,
    status: outcome.status,
    failure,
    answer: "body" in answer ? plain(answer.body) : null,
    history: [...delivery.history, at].slice(-MAX_HISTORY),
  };
}

/** The beginning of an answer, without what PostgreSQL cannot keep. */
const plain = (text: string) => text.replaceAll("\0", "").toWellFormed().slice(0, MAX_ANSWER);

async function noteHealth(ctx: Context, outcomes: readonly (Answered & { outcome: Outcome })[]): Promise<void> {
  const courses = [...Map.groupBy(outcomes, (one) => one.delivery.webhookId)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([webhookId, all]) => {
      const lastOk = all.findLastIndex((one) => one.outcome.verdict === "delivered");
      const delivered = all.filter((one) => one.outcome.verdict === "delivered").length;
      const gone = all.some((one) => one.outcome.verdict === "dead" && one.outcome.failure === "gone");
      return { webhookId, delivered, failed: all.length - delivered, failuresSinceOk: all.length - 1 - lastOk, gone };
    });
  const hour = new Date(Math.floor(ctx.now.getTime() / 3_600_000) * 3_600_000);
  const failing = await noteCourses(ctx.db, ctx.brand.id, courses, ctx.now, hour);
  for (const { id, failuresInRow, failingSince } of failing) {
    const isGone = courses.some((one) => one.webhookId === id && one.gone);
    const reason = decidePause(
      { failuresInRow, failingSinceMs: failingSince ? Date.parse(failingSince) : null },
      isGone,
      ctx.now.getTime(),
    );
    if (reason && (await pauseWebhook(ctx.db, ctx.brand.id, id, reason)))
      await ctx.audit({ action: "integrations.pause-webhook", targetKind: "webhook", targetId: id, after: { reason } });
  }
}
