import { channelOf } from "../../channels/index.ts";
import { Refusal } from "../../lib/refusal.ts";
import { addDays, localDay, minuteOfDay, startOfDayMs } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { readBrandSettings } from "../brands/index.ts";
import type { ContentBody } from "../contents/body.contract.ts";
import { type NewUse, noteUses } from "../contents/index.ts";
import { endTasks } from "../tasks/index.ts";
import type { Carrier, PlanRules, TargetVerdict } from "./plan.rules.ts";
import { groupIntoDispatches, planTarget } from "./plan.rules.ts";
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
}

export interface PlannedSend {
  wish: SendWish;
  localDay: string;
  targets: PlannedTarget[];
}

async function planRules(ctx: Context): Promise<PlanRules> {
  const { groupSendsPerDay, quietFromMinute, quietToMinute } = await readBrandSettings(ctx);
  return { groupSendsPerDay, quietFromMinute, quietToMinute };
}

/**
 * Who gets each wish and who is left out and why, in the order given: an earlier wish counts against the caps of a later one.
 * Writes nothing; previews, dry runs and `createSends` all stand on it.
 */
export async function planSends(ctx: Context, wishes: readonly SendWish[]): Promise<PlannedSend[]> {
  const rules = await planRules(ctx);
  const groupIds = [...new Set(wishes.flatMap((wish) => wish.groupIds))];
  const rows = new Map((await targets.findTargets(ctx.db, ctx.brand.id, groupIds)).map((row) => [row.groupId, row]));
  const days = [...new Set(wishes.map((wish) => localDay(wish.dueAt.getTime(), ctx.brand.zone)))];
  const used = new Map<string, Map<string, number>>();
  for (const day of days) used.set(day, await countDay(ctx, groupIds, day));
  return wishes.map((wish) => {
    const day = localDay(wish.dueAt.getTime(), ctx.brand.zone);
    const minute = minuteOfDay(wish.dueAt.getTime(), ctx.brand.zone);
    const counts = used.get(day) ?? new Map<string, number>();
    const planned = wish.groupIds.flatMap((groupId) => {
      const row = rows.get(groupId);
      return row ? [{ row, verdict: judge(row, wish, minute, counts, rules) }] : [];
    });
    return { wish, localDay: day, targets: planned };
  });
}

function judge(row: targets.TargetRow, wish: SendWish, minute: number, counts: Map<string, number>, rules: PlanRules): TargetVerdict {
  const sendsThatDay = counts.get(row.groupId) ?? 0;
  const target = {
    status: row.status,
    capabilities: channelOf(row.channel)?.capabilities,
    hasOwner: row.ownerStaffId !== null,
    sendsThatDay,
  };
  const verdict = planTarget(target, wish.body.format, minute, rules);
  if (verdict.verdict === "send") counts.set(row.groupId, sendsThatDay + 1);
  return verdict;
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

function carrierOf(row: targets.TargetRow): Carrier {
  const capabilities = channelOf(row.channel)?.capabilities;
  return {
    channel: row.channel,
    accountId: row.accountId,
    assigneeId: capabilities?.confirmedByPerson ? row.ownerStaffId : null,
    maxTargets: capabilities?.maxTargetsPerDispatch ?? 1,
  };
}

async function writeTargets(ctx: Context, sends: readonly MadeSend[]): Promise<void> {
  const dispatches: store.NewDispatch[] = [];
  const deliveries: store.NewDelivery[] = [];
  for (const { id: sendId, wish, targets: planned } of sends) {
    const times = { dueAt: wish.dueAt, expiresAt: wish.expiresAt };
    const going = planned.filter((one) => one.verdict.verdict === "send").map(({ row }) => ({ target: row, carrier: carrierOf(row) }));
    for (const { carrier, targets: rows } of groupIntoDispatches(going)) {
      const dispatchId = ctx.newId();
      dispatches.push({ id: dispatchId, sendId, ...carrier, ...times, priority: wish.priority });
      deliveries.push(
        ...rows.map((row) => ({
          id: ctx.newId(),
          sendId,
          dispatchId,
          groupId: row.groupId,
          people: row.people,
          state: "planned" as const,
          reason: null,
          dueAt: wish.dueAt,
        })),
      );
    }
    for (const { row, verdict } of planned) {
      if (verdict.verdict === "send") continue;
      const state = verdict.verdict === "over-cap" ? ("over-cap" as const) : ("left-out" as const);
      deliveries.push({
        id: ctx.newId(),
        sendId,
        dispatchId: null,
        groupId: row.groupId,
        people: row.people,
        state,
        reason: verdict.reason,
        dueAt: wish.dueAt,
      });
    }
  }
  await store.insertDispatches(ctx.db, ctx.brand.id, dispatches);
  await store.insertDeliveries(ctx.db, ctx.brand.id, deliveries, ctx.now);
}

/** Takes back what has not begun of these sends, with the tasks it made; answers how many groups are spared. */
export async function cancelSends(outer: Context, sendIds: readonly string[]): Promise<number> {
  if (sendIds.length === 0) return 0;
  return outer.transaction(async (ctx) => {
    const spared = await store.cancelPlanned(ctx.db, ctx.brand.id, sendIds, ctx.now);
    await endTasks(ctx, [...new Set(spared.map((one) => `dispatch:${one.dispatchId}`))], "cancelled");
    for (const sendId of sendIds) await store.updateSendState(ctx.db, ctx.brand.id, sendId, "cancelled", ctx.now);
    const bySend = Map.groupBy(spared, (one) => one.sendId);
    await ctx.publishAll(
      sendCancelled,
      sendIds.map((sendId) => ({ sendId, value: bySend.get(sendId)?.length ?? 0 })),
    );
    return spared.length;
  });
}

/** What persons hold of sends that are being paused leaves their queues; it comes back when the send goes on. */
export async function withdrawSends(ctx: Context, sendIds: readonly string[]): Promise<void> {
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
