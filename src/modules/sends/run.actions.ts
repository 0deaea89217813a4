import type { ChannelDoor, Outgoing, OutgoingBody, SendAnswer } from "../../channels/channel.ts";
import { channelOf } from "../../channels/index.ts";
import type { Language } from "../../lib/language.ts";
import { addDays, localDay, startOfDayMs } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import type { ContentBody } from "../contents/body.contract.ts";
import { loadGroupVariables, renderContent } from "../contents/index.ts";
import { findPosted, postToGroups } from "../messages/index.ts";
import { createTasks, restoreTask } from "../tasks/index.ts";
import * as store from "./dispatches.store.ts";
import { dueForPerson, UNDO_MS } from "./plan.rules.ts";
import { deliveryEnded, type DeliveryState, sendFinished } from "./sends.contract.ts";
import { finishSends } from "./sends.store.ts";
import { type Settlement, settleAnswer, settleLost, settleReconciled } from "./settle.rules.ts";

/** How long a process may take for one call before others hold it for dead. */
const LEASE_MS = 30_000;
/** How long until an unknown dispatch is asked about again. */
const ASK_AGAIN_MS = 60_000;
const BATCH = 50;

/** Where a test may end the process: between the steps of one dispatch. */
export type Phase = "before-intent" | "after-intent" | "in-call" | "after-accept" | "after-commit";
let atPhase: (phase: Phase) => void = () => undefined;
export function watchPhases(hear: (phase: Phase) => void): void {
  atPhase = hear;
}

/** One round of the sender: settle what was lost, end what ran out, claim what is due, call, record. Answers how much was done. */
export async function runDispatches(ctx: Context): Promise<number> {
  const lost = await ctx.transaction((inside) => store.markLostUnknown(inside.db, inside.brand.id, inside.now));
  const expired = await expireDispatches(ctx);
  const asked = await reconcileUnknown(ctx);
  return lost + expired + asked + (await callDue(ctx));
}

async function callDue(ctx: Context): Promise<number> {
  atPhase("before-intent");
  const claimed = await claim(ctx, (inside) => store.claimDue(inside.db, inside.brand.id, timesOf(inside), BATCH));
  if (claimed.length === 0) return 0;
  atPhase("after-intent");
  await Promise.all(claimed.map((one) => callOne(ctx, one)));
  return claimed.length;
}

/** What a person taps lies in the queue from the morning of its day on, so that it can be done on time. */
function timesOf({ now, brand }: Context): store.ClaimTimes {
  const tomorrow = addDays(localDay(now.getTime(), brand.zone), 1);
  return {
    now,
    handOverBefore: new Date(startOfDayMs(tomorrow, brand.zone)),
    settledBefore: new Date(now.getTime() - UNDO_MS),
    leaseMs: LEASE_MS,
  };
}

interface Claimed {
  dispatch: store.ClaimedDispatch;
  outgoing: Outgoing;
}

/** Takes dispatches and fills in their texts, in one short transaction. */
async function claim(ctx: Context, take: (inside: Context) => Promise<store.ClaimedDispatch[]>): Promise<Claimed[]> {
  return ctx.transaction(async (inside) => {
    const dispatches = await take(inside);
    if (dispatches.length === 0) return [];
    const targets = await store.listOpenTargets(
      inside.db,
      inside.brand.id,
      dispatches.map((one) => one.id),
    );
    const variables = await loadGroupVariables(inside, [...new Set(targets.map((target) => target.groupId))]);
    const bodyOf = new Map(dispatches.map((one) => [one.id, one.body]));
    const fresh: { deliveryId: string; body: ContentBody }[] = [];
    const filled = targets.map((target) => {
      const template = bodyOf.get(target.dispatchId);
      if (target.body || !template) return target;
      const body = renderContent(template, variables.get(target.groupId) ?? {});
      fresh.push({ deliveryId: target.deliveryId, body });
      return { ...target, body };
    });
    await store.writeBodies(inside.db, inside.brand.id, fresh);
    const byDispatch = Map.groupBy(filled, (target) => target.dispatchId);
    return dispatches.map((dispatch) => ({ dispatch, outgoing: outgoingOf(inside, dispatch, byDispatch.get(dispatch.id) ?? []) }));
  });
}

function outgoingOf(ctx: Context, dispatch: store.ClaimedDispatch, targets: readonly store.ClaimedTarget[]): Outgoing {
  return {
    dispatchId: dispatch.id,
    sendId: dispatch.sendId,
    contentId: dispatch.contentId,
    sendName: dispatch.sendName,
    accountId: dispatch.accountId,
    accountName: dispatch.accountName ?? words[ctx.language].assistant(ctx.brand.name),
    assigneeId: dispatch.assigneeId,
    dueAtMs: Date.parse(dispatch.dueAt),
    expiresAtMs: Date.parse(dispatch.expiresAt),
    targets: targets.flatMap(({ dispatchId: _dispatchId, body, ...target }) => (body ? [{ ...target, body }] : [])),
  };
}

async function callOne(ctx: Context, { dispatch, outgoing }: Claimed): Promise<void> {
  const channel = channelOf(dispatch.channel);
  const deliveryIds = outgoing.targets.map((target) => target.deliveryId);
  let answer: SendAnswer | undefined;
  let settled: Settlement;
  try {
    atPhase("in-call");
    answer = channel ? await channel.send(outgoing, doorOf(ctx, outgoing)) : { verdict: "refused", reason: "no-channel" };
    atPhase("after-accept");
    settled = settleAnswer(answer, deliveryIds);
  } catch (error) {
    ctx.log.warn({ err: error, dispatchId: dispatch.id }, "a platform call ended without an answer");
    settled = settleLost(deliveryIds, String(error).slice(0, 300));
  }
  await record(ctx, dispatch, settled, answer && "platformRef" in answer ? (answer.platformRef ?? null) : null);
  atPhase("after-commit");
}

async function record(outer: Context, dispatch: store.ClaimedDispatch, settled: Settlement, platformRef: string | null): Promise<void> {
  await outer.transaction(async (ctx) => {
    const changed = await store.writeSettlement(ctx.db, ctx.brand.id, dispatch, settled, platformRef, ctx.now);
    if (changed) await publishEnded(ctx, changed);
  });
}

const ends = new Set<string>(["sent", "failed", "expired", "cancelled"]);

/** Says which deliveries came to their end, and finishes the sends of which nothing is left. */
export async function publishEnded(ctx: Context, changed: readonly store.EndedDelivery[]): Promise<void> {
  const ended = changed.filter((one) => ends.has(one.state));
  await ctx.publishAll(
    deliveryEnded,
    ended.map((one) => ({ ...one, state: one.state as DeliveryState })),
  );
  const finished = await finishSends(ctx.db, ctx.brand.id, [...new Set(changed.map((one) => one.sendId))], ctx.now);
  await ctx.publishAll(sendFinished, finished);
}

async function expireDispatches(outer: Context): Promise<number> {
  return outer.transaction(async (ctx) => {
    const ended = await store.expirePlanned(ctx.db, ctx.brand.id, ctx.now);
    await publishEnded(ctx, ended);
    return ended.length;
  });
}

/** Asks the platforms about calls whose answer was lost. */
async function reconcileUnknown(ctx: Context): Promise<number> {
  const claimed = await claim(ctx, (inside) => store.claimUnknown(inside.db, inside.brand.id, inside.now, ASK_AGAIN_MS, BATCH));
  for (const { dispatch, outgoing } of claimed) await reconcileOne(ctx, dispatch, outgoing);
  return claimed.length;
}

async function reconcileOne(ctx: Context, dispatch: store.ClaimedDispatch, outgoing: Outgoing): Promise<void> {
  const channel = channelOf(dispatch.channel);
  if (!channel) return;
  const isHeldByPerson = channel.capabilities.confirmedByPerson;
  const found = await channel.reconcile(outgoing, doorOf(ctx, outgoing));
  const settled = isHeldByPerson
    ? settleAnswer(
        { verdict: "handed-over" },
        outgoing.targets.map((target) => target.deliveryId),
      )
    : settleReconciled(found, outgoing.expiresAtMs > ctx.now.getTime());
  await record(ctx, dispatch, settled, null);
  if (settled.dispatch === "unknown") await askPerson(ctx, outgoing);
}

/** What no platform can tell is put before the owner of the group. */
async function askPerson(ctx: Context, outgoing: Outgoing): Promise<void> {
  const assigneeId = outgoing.assigneeId;
  if (!assigneeId) return;
  await createTasks(ctx, [
    {
      uniqueKey: `unknown:${outgoing.dispatchId}`,
      kind: "check",
      assigneeId,
      title: outgoing.sendName,
      note: "",
      groupId: outgoing.targets[0]?.groupId ?? null,
      people: 0,
      link: { path: `reach/sends/${outgoing.sendId}?state=unknown` },
      dueAt: ctx.now,
      expiresAt: null,
    },
  ]);
}

interface Part {
  format: "text" | "image" | "link";
  text: string;
  body?: Record<string, string | null>;
}

/** A content as the messages a group sees: its text, then each picture, or one card. */
function partsOf(body: OutgoingBody): Part[] {
  if (body.format === "text") return [{ format: "text", text: body.text }];
  const said: Part[] = body.text ? [{ format: "text", text: body.text }] : [];
  if (body.format === "image")
    return [...said, ...body.images.map(({ sha256, name }) => ({ format: "image" as const, text: "", body: { sha256, name } }))];
  const { url, title, summary, cover } = body;
  return [...said, { format: "link", text: title, body: { url, title, note: summary, cover } }];
}

/** Kept with what is sent, so in the brand's language. */
const words: Record<Language, { assistant: (brand: string) => string; andOthers: (group: string, count: number) => string }> = {
  "zh-CN": { assistant: (brand) => `${brand}小助手`, andOthers: (group, count) => `${group} 等 ${count} 个群` },
  en: { assistant: (brand) => `${brand} assistant`, andOthers: (group, count) => `${group} and ${count - 1} more` },
};

const keyOfPart = (deliveryId: string, part: number) => `${deliveryId}:${part}`;
const firstKey = (deliveryId: string) => keyOfPart(deliveryId, 0);

/** Where a task for these targets plays: the one group, or the first of many. */
function placeOf(targets: Outgoing["targets"], language: Language): { note: string; groupId: string | null } {
  const [first] = targets;
  const name = first?.groupName ?? "";
  return targets.length === 1
    ? { note: name, groupId: first?.groupId ?? null }
    : { note: words[language].andOthers(name, targets.length), groupId: null };
}

function doorOf(ctx: Context, outgoing: Outgoing): ChannelDoor {
  return {
    post: async (posts) => {
      const base = {
        memberId: null,
        seatKind: "bot" as const,
        sendId: outgoing.sendId,
        ...(outgoing.contentId ? { contentId: outgoing.contentId } : {}),
      };
      await postToGroups(
        ctx,
        posts.flatMap(({ deliveryId, groupId, senderName, body }) =>
          partsOf(body).map((part, i) => ({ ...base, ...part, key: keyOfPart(deliveryId, i), deliveryId, groupId, senderName })),
        ),
      );
    },
    findPosted: async (deliveryIds) => {
      const posted = await findPosted(ctx, deliveryIds.map(firstKey));
      return new Set(deliveryIds.filter((deliveryId) => posted.has(firstKey(deliveryId))));
    },
    handOver: async ({ dispatchId, sendName, assigneeId, targets, dueAtMs, expiresAtMs }) => {
      if (!assigneeId) throw new Error(`dispatch ${dispatchId} has nobody to hand it to`);
      const people = await store.sumPeople(ctx.db, ctx.brand.id, dispatchId);
      const made = await createTasks(ctx, [
        {
          uniqueKey: `dispatch:${dispatchId}`,
          kind: "send",
          assigneeId,
          title: sendName,
          ...placeOf(targets, ctx.language),
          people,
          link: { path: `reach?dispatch=${dispatchId}` },
          dueAt: new Date(dueForPerson(dueAtMs, ctx.now.getTime(), expiresAtMs)),
          expiresAt: new Date(expiresAtMs),
        },
      ]);
      if (made === 0) await restoreTask(ctx, `dispatch:${dispatchId}`);
    },
  };
}
