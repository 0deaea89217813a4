import { done, type InputOf, type OutputOf } from "../../lib/define.ts";
import { takeBackSince } from "../../lib/take-back.ts";
import { found } from "../../lib/refusal.ts";
import { addDays, atLocalMs, localDay, minuteOfDay } from "../../lib/time.ts";
import { type Context, staffOf } from "../../server/context.ts";
import { decodeCursor, encodeCursor } from "../../server/page.ts";
import type { LoggedEvent } from "../../server/reactions.ts";
import { accessGroup } from "../groups/index.ts";
import { createTasks } from "../tasks/index.ts";
import type { AdviceCode, adviceTaskEndpoint, groupsInNeedEndpoint } from "./advice.contract.ts";
import { helpCodes } from "./advice.contract.ts";
import { actOf } from "./advice.rules.ts";
import * as need from "./need.store.ts";
import * as store from "./judge.store.ts";
import { openScope } from "./scope.actions.ts";

/** Put off for this long. */
const DISMISSED_DAYS = 14;
/** What was done is given this long to show. */
const ACTED_DAYS = 7;
/** A task from advice is due at 18:00, or two hours from now in the evening. */
const EVENING_MINUTE = 18 * 60;

export async function listGroupsInNeed(
  ctx: Context,
  ask: InputOf<typeof groupsInNeedEndpoint>,
): Promise<OutputOf<typeof groupsInNeedEndpoint>> {
  const scope = await openScope(ctx, ask.scope);
  const { rows, total } = await need.listGroupsInNeed(
    ctx.db,
    ctx.brand.id,
    scope,
    { codes: ask.code ? [ask.code] : helpCodes, isExact: ask.code !== undefined, stage: ask.stage ?? null },
    { after: placeIn(ask.cursor), limit: ask.limit + 1 },
  );
  const page = rows.slice(0, ask.limit);
  const last = page.at(-1);
  const nextCursor = rows.length > ask.limit && last ? encodeCursor([last.health, last.rank, last.groupId]) : null;
  return { total, items: page.map(toNeed), nextCursor };
}

function placeIn(cursor: string | undefined): need.NeedPage["after"] {
  const [health, rank, groupId] = decodeCursor(cursor) ?? [];
  return typeof health !== "string" && typeof rank === "number" && typeof groupId === "string"
    ? { health: health ?? null, rank, groupId }
    : null;
}

function toNeed(row: need.NeedRow): OutputOf<typeof groupsInNeedEndpoint>["items"][number] {
  return {
    group: { id: row.groupId, name: row.groupName, members: row.members },
    stage: row.stage,
    health: row.health,
    health7dAgo: row.health7dAgo,
    dyingSince: row.dyingSince,
    advice: { id: row.adviceId, code: row.code, act: actOf(row), cause: row.cause, since: row.since },
    more: row.more,
  };
}

async function holdAdvice(ctx: Context, adviceId: string): Promise<store.OpenAdvice> {
  const advice = found(await store.lockAdvice(ctx.db, ctx.brand.id, adviceId), "insight.advice-missing");
  await accessGroup(ctx, advice.groupId, "insight.read");
  return advice;
}

export async function dismissAdvice(outer: Context, input: { adviceId: string }) {
  return outer.transaction(async (ctx) => {
    const advice = await holdAdvice(ctx, input.adviceId);
    const quietUntil = addDays(localDay(ctx.now.getTime(), ctx.brand.zone), DISMISSED_DAYS);
    await store.closeAdvice(ctx.db, ctx.brand.id, advice.id, { by: "dismissed", staffId: staffOf(ctx).id, at: ctx.now, quietUntil });
    await ctx.audit({
      action: "insight.dismiss-advice",
      targetKind: "group",
      targetId: advice.groupId,
      after: { code: advice.code, quietUntil },
    });
    return done;
  });
}

/** Takes one's own dismissal back, shortly after it. */
export async function recallAdvice(outer: Context, input: { adviceId: string }) {
  return outer.transaction(async (ctx) => {
    const by = { staffId: staffOf(ctx).id, since: takeBackSince(ctx.now) };
    const groupId = found(await store.reopenAdvice(ctx.db, ctx.brand.id, input.adviceId, by), "insight.advice-missing");
    await accessGroup(ctx, groupId, "insight.read");
    await ctx.audit({ action: "insight.recall-advice", targetKind: "group", targetId: groupId });
    return done;
  });
}

/** Whoever owns the group gets the task, else who asks. */
export async function giveAdviceTask(
  outer: Context,
  input: InputOf<typeof adviceTaskEndpoint>,
): Promise<OutputOf<typeof adviceTaskEndpoint>> {
  return outer.transaction(async (ctx) => {
    const advice = await holdAdvice(ctx, input.adviceId);
    const assigneeId = advice.ownerStaffId ?? staffOf(ctx).id;
    const today = localDay(ctx.now.getTime(), ctx.brand.zone);
    const isEvening = minuteOfDay(ctx.now.getTime(), ctx.brand.zone) > EVENING_MINUTE - 60;
    const dueAt = isEvening ? new Date(ctx.now.getTime() + 7_200_000) : new Date(atLocalMs(today, EVENING_MINUTE, ctx.brand.zone));
    await createTasks(ctx, [
      {
        uniqueKey: `insight:advice:${advice.id}`,
        kind: "duty",
        assigneeId,
        title: input.title,
        note: input.note,
        groupId: advice.groupId,
        people: advice.members,
        link: { path: `groups/${advice.groupId}` },
        dueAt,
        expiresAt: null,
      },
    ]);
    await store.closeAdvice(ctx.db, ctx.brand.id, advice.id, {
      by: "action",
      staffId: staffOf(ctx).id,
      at: ctx.now,
      quietUntil: addDays(today, ACTED_DAYS),
    });
    await ctx.audit({
      action: "insight.advice-task",
      targetKind: "group",
      targetId: advice.groupId,
      after: { code: advice.code, assigneeId, title: input.title },
    });
    return { assigneeName: (await need.findStaffName(ctx.db, ctx.brand.id, assigneeId)) ?? "", dueAt: dueAt.toISOString() };
  });
}

/** What each thing that is done answers. */
const answeredBySend: AdviceCode[] = ["silent", "fading", "buyers-gone", "adverts", "broadcast", "thin"];
const answeredByFlow: AdviceCode[] = ["exodus", "quiet-hour", "broadcast", "thin"];
const answeredByRoster: AdviceCode[] = ["host-silent"];

/** Advice that was acted on elsewhere is ended, and groups whose rosters, ways in or states changed are judged again. */
export async function hearActions(ctx: Context, events: readonly LoggedEvent[]): Promise<void> {
  const quietUntil = addDays(localDay(ctx.now.getTime(), ctx.brand.zone), ACTED_DAYS);
  const sendIds = events.flatMap((event) => (event.name === "sends.created" && event.sendId ? [event.sendId] : []));
  const flowIds = events.flatMap((event) =>
    (event.name === "flows.published" || event.name === "flows.started") && typeof event.data?.flowId === "string"
      ? [event.data.flowId]
      : [],
  );
  const sent = await need.listGroupsOfSends(ctx.db, ctx.brand.id, sendIds);
  const flowed = await need.listGroupsOfFlows(ctx.db, ctx.brand.id, flowIds);
  if (sent.length > 0) await store.endAdvice(ctx.db, ctx.brand.id, sent, answeredBySend, { at: ctx.now, quietUntil });
  if (flowed.length > 0) await store.endAdvice(ctx.db, ctx.brand.id, flowed, answeredByFlow, { at: ctx.now, quietUntil });
  const staffed = groupsOf(events, (event) => event.name === "groups.roster-changed");
  if (staffed.length > 0) await store.endAdvice(ctx.db, ctx.brand.id, staffed, answeredByRoster, { at: ctx.now, quietUntil });
  const hosted = groupsOf(events, (event) => event.name === "messages.sent" && event.data?.seatKind === "staff");
  await store.markJudge(ctx.db, ctx.brand.id, [
    ...groupsOf(events, (event) => event.name.startsWith("groups.")),
    ...(await need.listGroupsAdvised(ctx.db, ctx.brand.id, hosted, "host-silent")),
  ]);
}

const groupsOf = (events: readonly LoggedEvent[], fits: (event: LoggedEvent) => boolean) => [
  ...new Set(events.flatMap((event) => (event.groupId && fits(event) ? [event.groupId] : []))),
];
