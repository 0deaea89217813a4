import { channelOf } from "../../channels/index.ts";
import { Refusal } from "../../lib/refusal.ts";
import { addDays, localDay, minuteOfDay, startOfDayMs } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { readBrandSettings } from "../brands/index.ts";
import type { ContentBody } from "../contents/body.contract.ts";
import { type NewUse, noteUses } from "../contents/index.ts";
import { endTasks } from "../tasks/index.ts";
import { findPlatformUse, isCapped } from "./cap.actions.ts";
import { type CapPeriod, capPeriod } from "./cap.rules.ts";
import type { PlatformUse } from "./cap.store.ts";
import { hurrySends } from "./follow.store.ts";
import { writeTargets } from "./pack.actions.ts";
import { type PlanRules, planTarget, type TargetVerdict } from "./plan.rules.ts";
import { sendCancelled, sendCreated } from "./sends.contract.ts";
import * as store from "./sends.store.ts";
import * as targets from "./targets.store.ts";

/** One thing that shall go to some groups at one time. */
export interface SendWish {
  uniqueKey: string;
  name: string;
  source: { kind: "adhoc" } | { kind: "flow"; flowId: string; version: number; stepId: string };
  contentId: string | null;
  contentVersion: number | null;
  direction: string;
  body: ContentBody;
  groupIds: readonly string[];
  dueAt: Date;
  expiresAt: Date;
  /** 1 first … 9 last. */
  priority: number;
}

export interface PlannedTarget {
  row: targets.TargetRow;
  verdict: TargetVerdict;
  /** What the group had used up of its platform's own cap before this; null where there is none. */
  platformUse: { own: number; outside: number } | null;
}

export interface PlannedSend {
  wish: SendWish;
  localDay: string;
  /** Of the platform's own cap. */
  period: CapPeriod;
  targets: PlannedTarget[];
}

/**
 * Who gets each wish and who is left out and why, in the order given: an earlier wish counts against the caps of a later one.
 * Writes nothing; previews, dry runs and `createSends` all stand on it.
 */
export async function planSends(ctx: Context, wishes: readonly SendWish[]): Promise<PlannedSend[]> {
  const { wecomSendCap, ...rules } = await readBrandSettings(ctx);
  const groupIds = [...new Set(wishes.flatMap((wish) => wish.groupIds))];
  const rows = new Map((await targets.findTargets(ctx.db, ctx.brand.id, groupIds)).map((row) => [row.groupId, row]));
  const days = [...new Set(wishes.map((wish) => localDay(wish.dueAt.getTime(), ctx.brand.zone)))];
  const used = new Map<string, Map<string, number>>();
  for (const day of days) used.set(day, await countDay(ctx, groupIds, day));
  const platform = await findPlatformUse(ctx, [...rows.values()], wecomSendCap, days);
  return wishes.map((wish) => {
    const day = localDay(wish.dueAt.getTime(), ctx.brand.zone);
    const minute = minuteOfDay(wish.dueAt.getTime(), ctx.brand.zone);
    const moment = { minute, period: capPeriod(wecomSendCap, day), counts: used.get(day) ?? new Map<string, number>(), platform, rules };
    const planned = wish.groupIds.flatMap((groupId) => {
      const row = rows.get(groupId);
      return row ? [judge(row, wish, moment)] : [];
    });
    return { wish, localDay: day, period: moment.period, targets: planned };
  });
}

interface Moment {
  minute: number;
  period: CapPeriod;
  /** Sends of the day by group, and what is used up of the platform's cap by `group period`; those that are planned are added. */
  counts: Map<string, number>;
  platform: Map<string, PlatformUse>;
  rules: PlanRules;
}

function judge(row: targets.TargetRow, wish: SendWish, { minute, period, counts, platform, rules }: Moment): PlannedTarget {
  const sendsThatDay = counts.get(row.groupId) ?? 0;
  const key = `${row.groupId} ${period.from}`;
  const use = isCapped(row.channel) ? (platform.get(key) ?? { groupId: row.groupId, key: period.from, own: 0, outside: 0 }) : null;
  const target = {
    status: row.status,
    capabilities: channelOf(row.channel)?.capabilities,
    hasOwner: row.ownerStaffId !== null,
    hasAccount: row.accountId !== null,
    platformLeft: use && period.cap - use.own - use.outside,
    sendsThatDay,
  };
  const verdict = planTarget(target, wish.body.format, minute, rules);
  if (verdict.verdict === "send") {
    counts.set(row.groupId, sendsThatDay + 1);
    if (use) platform.set(key, { ...use, own: use.own + 1 });
  }
  return { row, verdict, platformUse: use && { own: use.own, outside: use.outside } };
}

async function countDay(ctx: Context, groupIds: readonly string[], day: string): Promise<Map<string, number>> {
  const at = (local: string) => new Date(startOfDayMs(local, ctx.brand.zone));
  return targets.countSendsBetween(ctx.db, ctx.brand.id, groupIds, at(day), at(addDays(day, 1)));
}

export interface CreatedSend {
  uniqueKey: string;
  sendId: string;
  /** False where a send with this key was there already. */
  created: boolean;
}

/** Makes sends with their dispatches and deliveries; the same key never makes a second one, whoever asks and however often. */
export async function createSends(outer: Context, wishes: readonly SendWish[]): Promise<CreatedSend[]> {
  if (wishes.length === 0) return [];
  return outer.transaction(async (ctx) => {
    await targets.lockPlanning(ctx.db, ctx.brand.id);
    const known = await store.findSendsByKey(
      ctx.db,
      ctx.brand.id,
      wishes.map((wish) => wish.uniqueKey),
    );
    const planned = await planSends(
      ctx,
      wishes.filter((wish) => !known.has(wish.uniqueKey)),
    );
    const made = planned.map((plan) => ({ ...plan, id: ctx.newId() }));
    await store.insertSends(
      ctx.db,
      ctx.brand.id,
      made.map((plan) => newSend(ctx, plan)),
      ctx.now,
    );
    await writeTargets(ctx, made);
    await noteUses(ctx, made.flatMap(useOf));
    await ctx.publishAll(
      sendCreated,
      made.map((plan) => ({
        sendId: plan.id,
        contentId: plan.wish.contentId,
        value: plan.targets.filter((one) => one.verdict.verdict === "send").length,
      })),
    );
    await finishEmpty(
      ctx,
      made.map((plan) => plan.id),
    );
    const fresh = new Map(made.map((plan) => [plan.wish.uniqueKey, plan.id]));
    return wishes.map(({ uniqueKey }) => ({
      uniqueKey,
      sendId: fresh.get(uniqueKey) ?? known.get(uniqueKey) ?? "",
      created: fresh.has(uniqueKey),
    }));
  });
}

export async function createSend(ctx: Context, wish: SendWish): Promise<CreatedSend> {
  const [created] = await createSends(ctx, [wish]);
  if (!created) throw new Error("no send was made");
  return created;
}

type MadeSend = PlannedSend & { id: string };

function newSend(ctx: Context, { id, wish, localDay: day }: MadeSend): store.NewSend {
  const flow = wish.source.kind === "flow" ? wish.source : undefined;
  return {
    ...wish,
    id,
    sourceKind: wish.source.kind,
    flowId: flow?.flowId ?? null,
    flowVersion: flow?.version ?? null,
    stepId: flow?.stepId ?? null,
    localDay: day,
    createdBy: ctx.actor.kind === "staff" ? ctx.actor.id : null,
  };
}

function useOf({ id, wish }: MadeSend): NewUse[] {
  if (!wish.contentId) return [];
  const groups = wish.groupIds.length;
  return [{ contentId: wish.contentId, placeKind: "send", placeId: id, placeName: wish.name, version: wish.contentVersion, groups }];
}

/** A send for which nobody is left is finished as it is made. */
async function finishEmpty(ctx: Context, sendIds: readonly string[]): Promise<void> {
  await store.finishSends(ctx.db, ctx.brand.id, sendIds, ctx.now);
}

export interface Spared {
  /** Groups that surely will not get it. */
  cancelled: number;
  /** Groups of which a platform is being told that nobody shall confirm it any more. */
  stopping: number;
}

/** Takes back what has not begun of these sends, with the tasks it made. */
export async function cancelSends(outer: Context, sendIds: readonly string[]): Promise<Spared> {
  if (sendIds.length === 0) return { cancelled: 0, stopping: 0 };
  return outer.transaction(async (ctx) => {
    const spared = await store.cancelPlanned(ctx.db, ctx.brand.id, sendIds, ctx.now);
    await endTasks(ctx, [...new Set(spared.map((one) => `dispatch:${one.dispatchId}`))], "cancelled");
    await store.updateSendStates(ctx.db, ctx.brand.id, sendIds, "cancelled", ctx.now);
    const stopping = await hurrySends(ctx.db, ctx.brand.id, sendIds, ctx.now);
    const bySend = Map.groupBy(spared, (one) => one.sendId);
    await ctx.publishAll(
      sendCancelled,
      sendIds.map((sendId) => ({ sendId, value: bySend.get(sendId)?.length ?? 0 })),
    );
    return { cancelled: spared.length, stopping };
  });
}

/** What persons hold of sends that are being paused leaves their queues and the platforms; it comes back when the send goes on. */
export async function withdrawSends(ctx: Context, sendIds: readonly string[]): Promise<void> {
  await hurrySends(ctx.db, ctx.brand.id, sendIds, ctx.now);
  const ids = await store.withdrawWaiting(ctx.db, ctx.brand.id, sendIds);
  await endTasks(
    ctx,
    ids.map((id) => `dispatch:${id}`),
    "cancelled",
  );
}

/** Refuses an audience that means no group. */
export function requireGroups(groupIds: readonly string[]): void {
  if (groupIds.length === 0) throw new Refusal("invalid", "sends.nobody");
}
