import { Refusal } from "../../lib/refusal.ts";
import { localDay } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { accessGroup, visibleGroups } from "../groups/index.ts";
import { contentUsed } from "./contents.contract.ts";
import * as store from "./usable.store.ts";
import { keepOnlyUses, type NewUse, upsertUses } from "./uses.store.ts";
import type { Variables } from "./variables.rules.ts";

export type { ContentStanding, UsableContent } from "./usable.store.ts";
export type { NewUse } from "./uses.store.ts";

/** How contents stand: which version may be sent, until when, and what it says. */
export async function findStandings(ctx: Context, contentIds: readonly string[]): Promise<Map<string, store.ContentStanding>> {
  const rows = await store.listStandings(ctx.db, ctx.brand.id, contentIds);
  return new Map(rows.map((row) => [row.contentId, row]));
}

/** The version of a content that may be sent today; refuses where there is none. */
export async function findContentVersion(ctx: Context, contentId: string): Promise<store.UsableContent> {
  const standing = (await findStandings(ctx, [contentId])).get(contentId);
  if (!standing) throw new Refusal("missing", "contents.missing");
  const { name, direction, body, approvedVersion: version, expiresOn } = standing;
  if (standing.state === "retired") throw new Refusal("conflict", "contents.retired", { name });
  if (expiresOn !== null && expiresOn < localDay(ctx.now.getTime(), ctx.brand.zone))
    throw new Refusal("conflict", "contents.expired", { name });
  if (version === null || body === null) throw new Refusal("conflict", "contents.not-approved", { name });
  return { contentId, version, name, direction, body };
}

/** Exact versions by `contentId version`, whatever became of the contents since. */
export async function findContentVersions(
  ctx: Context,
  refs: readonly { contentId: string; version: number }[],
): Promise<Map<string, store.UsableContent>> {
  const rows = await store.listExactVersions(ctx.db, ctx.brand.id, refs);
  return new Map(rows.map((row) => [`${row.contentId} ${row.version}`, row]));
}

/** Notes where contents went; in the caller's transaction. */
export async function noteUses(ctx: Context, uses: readonly NewUse[]): Promise<void> {
  await upsertUses(ctx.db, ctx.brand.id, uses, ctx.now);
  const sent = uses.filter((use) => use.placeKind === "send");
  if (sent.length === 0) return;
  await ctx.publishAll(
    contentUsed,
    sent.map((use) => ({
      contentId: use.contentId,
      version: use.version ?? 1,
      placeKind: use.placeKind,
      placeId: use.placeId,
      value: use.groups,
    })),
  );
}

export async function noteUse(ctx: Context, use: NewUse): Promise<void> {
  await noteUses(ctx, [use]);
}

/** A flow's contents are exactly these from now on. */
export async function replaceFlowUses(
  ctx: Context,
  flow: { id: string; name: string; groups: number },
  refs: readonly { contentId: string; version: number | null }[],
): Promise<void> {
  await upsertUses(
    ctx.db,
    ctx.brand.id,
    refs.map((ref) => ({ ...ref, placeKind: "flow" as const, placeId: flow.id, placeName: flow.name, groups: flow.groups })),
    ctx.now,
  );
  await keepOnlyUses(
    ctx.db,
    ctx.brand.id,
    "flow",
    flow.id,
    refs.map((ref) => ref.contentId),
  );
}

/** What variables stand for in each group, on the day of `atMs` (now when left out). */
export async function loadGroupVariables(
  ctx: Context,
  groupIds: readonly string[],
  atMs = ctx.now.getTime(),
): Promise<Map<string, Variables>> {
  const day = localDay(atMs, ctx.brand.zone);
  const shared = {
    day,
    brandName: ctx.brand.name,
  };
  const facts = await store.listGroupFacts(ctx.db, ctx.brand.id, groupIds);
  return new Map(
    facts.map((fact) => [
      fact.groupId,
      {
        ...shared,
        groupName: fact.groupName,
        ownerName: fact.ownerName ?? "",
        memberCount: String(fact.memberCount),
        city: fact.city ?? "",
      },
    ]),
  );
}

/** Values for the preview: of the given group, else of the largest one the caller sees. */
export async function showPreviewVariables(ctx: Context, input: { groupId?: string | undefined }) {
  if (input.groupId) await accessGroup(ctx, input.groupId, "groups.read");
  const groupId = input.groupId ?? (await store.findLargestGroup(ctx.db, ctx.brand.id, visibleGroups(ctx, "groups.read")));
  const values = groupId ? (await loadGroupVariables(ctx, [groupId])).get(groupId) : undefined;
  return { groupId: values && groupId ? groupId : null, values: { brandName: ctx.brand.name, ...values } };
}
