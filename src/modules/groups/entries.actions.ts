import { done } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import { takeBackSince } from "../../lib/take-back.ts";
import type { Context } from "../../server/context.ts";
import type { LoggedEvent, Span } from "../../server/reactions.ts";
import { newToken } from "../../server/random.ts";
import { accessGroup, accessGroupToChange } from "./access.actions.ts";
import type { GroupEntry } from "./entries.contract.ts";
import * as store from "./entries.store.ts";
import { entryExposed, groupOpened } from "./groups.contract.ts";
import { findGroup, type GroupRow, openPlanned } from "./groups.store.ts";

/** The phone page of a way in, below the server's address. */
export function entryPath(slug: string, token: string): string {
  return `/m/${slug}/join/${token}`;
}

/** A way into a web group; it opens a planned one. */
export async function createEntry(
  outer: Context,
  input: { groupId: string; name: string; inviterMemberId?: string | null },
): Promise<{ id: string; token: string; path: string }> {
  return outer.transaction(async (ctx) => {
    const group = await accessGroupToChange(ctx, input.groupId, "groups.manage");
    if (group.status === "closed") throw new Refusal("conflict", "groups.closed", { name: group.name });
    if (group.channel !== "web") throw new Refusal("invalid", "groups.entry-web-only");
    const entry = {
      id: ctx.newId(),
      groupId: group.id,
      token: newToken(),
      name: input.name,
      inviterMemberId: input.inviterMemberId ?? null,
      createdAt: ctx.now,
    };
    await store.insertEntries(ctx.db, ctx.brand.id, [entry]);
    const opened = await openPlanned(ctx.db, ctx.brand.id, [group.id], ctx.now);
    await ctx.publishAll(
      groupOpened,
      opened.map((groupId) => ({ groupId })),
    );
    await ctx.audit({
      action: "groups.add-entry",
      targetKind: "group",
      targetId: group.id,
      after: { entryId: entry.id, name: entry.name },
    });
    return { id: entry.id, token: entry.token, path: entryPath(ctx.brand.slug, entry.token) };
  });
}

export async function closeEntry(outer: Context, input: { groupId: string; entryId: string }) {
  return outer.transaction(async (ctx) => {
    const group = await accessGroupToChange(ctx, input.groupId, "groups.manage");
    const closed = await store.closeEntry(ctx.db, ctx.brand.id, group.id, input.entryId, ctx.now);
    if (closed === 0) throw new Refusal("missing", "groups.entry-missing");
    await ctx.audit({ action: "groups.close-entry", targetKind: "group", targetId: group.id, before: { entryId: input.entryId } });
    return done;
  });
}

/** Takes a closing back, shortly after it. */
export async function reopenEntry(outer: Context, input: { groupId: string; entryId: string }) {
  return outer.transaction(async (ctx) => {
    const group = await accessGroupToChange(ctx, input.groupId, "groups.manage");
    if (group.status === "closed") throw new Refusal("conflict", "groups.closed", { name: group.name });
    if (group.channel !== "web") throw new Refusal("invalid", "groups.entry-web-only");
    const opened = await store.reopenEntry(ctx.db, ctx.brand.id, group.id, input.entryId, takeBackSince(ctx.now));
    if (opened === 0) throw new Refusal("missing", "groups.entry-missing");
    await ctx.audit({ action: "groups.reopen-entry", targetKind: "group", targetId: group.id, after: { entryId: input.entryId } });
    return done;
  });
}

export async function listEntries(ctx: Context, input: { groupId: string }): Promise<{ items: GroupEntry[] }> {
  const group = await accessGroup(ctx, input.groupId, "groups.read");
  const rows = await store.listEntries(ctx.db, ctx.brand.id, group.id);
  return { items: rows.map((row) => ({ ...row, path: entryPath(ctx.brand.slug, row.token) })) };
}

export interface FoundEntry extends store.EntryRow {
  group: GroupRow;
}

/** The way in behind a link and its group; undefined where the link is not ours. */
export async function findEntry(ctx: Context, token: string): Promise<FoundEntry | undefined> {
  const entry = await store.findEntryByToken(ctx.db, ctx.brand.id, token);
  const group = entry && (await findGroup(ctx.db, ctx.brand.id, entry.groupId));
  return entry && group ? { ...entry, group } : undefined;
}

/** Counts one look at a way in. */
export async function exposeEntry(ctx: Context, entryId: string): Promise<void> {
  const groupId = found(await store.findEntryGroup(ctx.db, ctx.brand.id, entryId), "groups.entry-missing");
  await ctx.publish(entryExposed, { groupId, entryId });
}

/** Counts looks that were logged, whoever logged them. */
export async function countExposures(ctx: Context, _heard: readonly LoggedEvent[], span: Span): Promise<void> {
  await store.addExposures(ctx.db, ctx.brand.id, span);
}
