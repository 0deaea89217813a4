import { channelOf } from "../../channels/index.ts";
import { Refusal } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import type { ContentBody, Direction } from "../contents/index.ts";
import { findContentVersion, loadGroupVariables, renderContent, requireKnownVariables, textsOf } from "../contents/index.ts";
import { visibleGroups } from "../groups/index.ts";
import { linksOf } from "./listing.actions.ts";
import { UNDO_MS } from "./plan.rules.ts";
import { createSend, planSends, type PlannedTarget, requireGroups, type SendWish } from "./plan.actions.ts";
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

function sumByPerson(targets: readonly PlannedTarget[]): SendPreview["byPerson"] {
  const held = targets.filter(({ row, verdict }) => verdict.verdict === "send" && channelOf(row.channel)?.capabilities.confirmedByPerson);
  return [...Map.groupBy(held, ({ row }) => row.ownerStaffId ?? "")].map(([staffId, rows]) => ({
    staffId,
    name: rows[0]?.row.ownerName ?? "",
    groups: rows.length,
  }));
}

/** What would happen, in numbers; nothing is written. */
export async function previewSend(ctx: Context, draft: SendDraft): Promise<SendPreview> {
  const wish = await wishOf(ctx, draft, "preview");
  const [plan] = await planSends(ctx, [wish]);
  const targets = plan?.targets ?? [];
  const going = targets.filter((one) => one.verdict.verdict === "send");
  const byPerson = sumByPerson(targets);
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
