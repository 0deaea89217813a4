import { channelOf } from "../../channels/index.ts";
import { Refusal } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { readBrandSettings } from "../brands/index.ts";
import type { ContentBody, Direction } from "../contents/index.ts";
import { findContentVersion, loadGroupVariables, renderContent, requireKnownVariables, textsOf } from "../contents/index.ts";
import { visibleGroups } from "../groups/index.ts";
import { linksOf } from "./listing.actions.ts";
import { UNDO_MS } from "./plan.rules.ts";
import { knowOutside } from "./outside.actions.ts";
import { packSend } from "./pack.actions.ts";
import { createSend, type PlannedSend, type PlannedTarget, planSends, requireGroups, type SendWish } from "./plan.actions.ts";
import type { LeaveOutReason, SendDraft, SendPreview } from "./sends.contract.ts";
import { countPeople, listAudience } from "./targets.store.ts";

/** How long an ad-hoc send may be late before it is not sent any more. */
const LASTS_MS = 4 * 3_600_000;
const SAMPLES = 3;

interface Prepared {
  contentId: string | null;
  contentVersion: number | null;
  direction: Direction;
  body: ContentBody;
}

async function prepareBody(ctx: Context, draft: SendDraft): Promise<Prepared> {
  if (draft.contentId) {
    const content = await findContentVersion(ctx, draft.contentId);
    return { contentId: content.contentId, contentVersion: content.version, direction: content.direction, body: content.body };
  }
  if (!draft.body) throw new Refusal("invalid", "sends.nothing-to-say");
  requireKnownVariables(textsOf(draft.body));
  return { contentId: null, contentVersion: null, direction: "engage", body: draft.body };
}

async function wishOf(ctx: Context, draft: SendDraft, uniqueKey: string): Promise<SendWish> {
  const groupIds = await listAudience(ctx.db, ctx.brand.id, visibleGroups(ctx, "sends.create"), draft.audience);
  requireGroups(groupIds);
  const earliest = ctx.now.getTime() + UNDO_MS;
  const dueAt = new Date(Math.max(earliest, draft.dueAt ? Date.parse(draft.dueAt) : earliest));
  const body = await prepareBody(ctx, draft);
  return {
    uniqueKey,
    name: draft.name,
    source: { kind: "adhoc" },
    ...body,
    groupIds,
    dueAt,
    expiresAt: new Date(dueAt.getTime() + LASTS_MS),
    priority: 5,
  };
}

function sumUp(targets: readonly PlannedTarget[]): SendPreview["leftOut"] {
  const out = targets.flatMap((one) => (one.verdict.verdict === "send" ? [] : [{ row: one.row, reason: one.verdict.reason }]));
  return [...Map.groupBy(out, (one) => one.reason)].map(([reason, rows]: [LeaveOutReason, typeof out]) => ({
    reason,
    groups: rows.length,
    people: rows.reduce((total, { row }) => total + row.people, 0),
    names: rows.slice(0, 5).map(({ row }) => row.groupName),
  }));
}

/** Who must tap how many groups, and how many tasks that is on a platform where one confirmation covers many. */
async function sumByPerson(ctx: Context, plan: PlannedSend): Promise<SendPreview["byPerson"]> {
  const calls = (await packSend(ctx, plan)).flatMap(({ carrier, targets }) => {
    const capabilities = channelOf(carrier.channel)?.capabilities;
    if (!capabilities?.confirmedByPerson) return [];
    const isThere = capabilities.confirmedOnPlatform;
    const [first] = targets;
    const name = (isThere ? first?.accountName : first?.ownerName) ?? "";
    return [{ key: carrier.assigneeId ?? carrier.accountId ?? "", staffId: carrier.assigneeId, name, groups: targets.length, isThere }];
  });
  return [...Map.groupBy(calls, (one) => one.key).values()].map((own) => ({
    staffId: own[0]?.staffId ?? null,
    name: own[0]?.name ?? "",
    groups: own.reduce((sum, one) => sum + one.groups, 0),
    confirms: own.filter((one) => one.isThere).length,
  }));
}

/** From so many groups on, what others sent is read anew before a send is made. */
const MANY_GROUPS = 200;

/** The group that has used up most of its platform's own cap. */
async function fullestOf(ctx: Context, plan: PlannedSend): Promise<SendPreview["platformCap"]> {
  const uses = plan.targets.flatMap(({ row, platformUse }) => (platformUse && row.status === "active" ? [platformUse] : []));
  const [fullest] = uses.toSorted((a, b) => b.own + b.outside - a.own - a.outside);
  if (!fullest) return null;
  const { wecomSendCap: rule } = await readBrandSettings(ctx);
  const readUntil = await knowOutside(ctx, uses.length >= MANY_GROUPS);
  return { rule, cap: plan.period.cap, used: fullest.own + fullest.outside, usedByOthers: fullest.outside, readUntil };
}

/** What would happen, in numbers; nothing is written. */
export async function previewSend(ctx: Context, draft: SendDraft): Promise<SendPreview> {
  const wish = await wishOf(ctx, draft, "preview");
  const [plan] = await planSends(ctx, [wish]);
  if (!plan) throw new Error("no plan");
  const { targets } = plan;
  const going = targets.filter((one) => one.verdict.verdict === "send");
  const byPerson = await sumByPerson(ctx, plan);
  const shown = going.slice(0, SAMPLES).map(({ row }) => row);
  const variables = await loadGroupVariables(
    ctx,
    shown.map((row) => row.groupId),
  );
  return {
    groups: going.length,
    ...(await countPeople(
      ctx.db,
      ctx.brand.id,
      going.map(({ row }) => row.groupId),
    )),
    leftOut: sumUp(targets),
    direct: going.length - byPerson.reduce((total, one) => total + one.groups, 0),
    byPerson,
    platformCap: await fullestOf(ctx, plan),
    samples: shown.map((row) => ({
      groupId: row.groupId,
      groupName: row.groupName,
      body: renderContent(wish.body, variables.get(row.groupId) ?? {}),
    })),
    urls: linksOf(ctx, [wish.body]),
    dueAt: wish.dueAt.toISOString(),
    expiresAt: wish.expiresAt.toISOString(),
  };
}

/** Makes the send; it can be taken back until it is due, ten seconds at least. */
export async function createAdhocSend(outer: Context, draft: SendDraft): Promise<{ sendId: string; groups: number; undoUntil: string }> {
  return outer.transaction(async (ctx) => {
    const wish = await wishOf(ctx, draft, `adhoc:${ctx.newId()}`);
    const { sendId } = await createSend(ctx, wish);
    await ctx.audit({
      action: "sends.create",
      targetKind: "send",
      targetId: sendId,
      after: { name: wish.name, groups: wish.groupIds.length, dueAt: wish.dueAt },
    });
    return { sendId, groups: wish.groupIds.length, undoUntil: wish.dueAt.toISOString() };
  });
}
