import { done, type OutputOf } from "../../lib/define.ts";
import { Refusal } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { accessMember } from "./access.actions.ts";
import { recordConsents } from "./consent.actions.ts";
import * as members from "./members.store.ts";
import type { showExportEndpoint } from "./privacy.contract.ts";
import * as store from "./privacy.store.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A copy is ready within this time, mostly within seconds. */
const EXPORT_MS = 24 * HOUR_MS;
/** A copy can be fetched this long. */
export const EXPORT_KEPT_MS = 7 * DAY_MS;
/** An erasure is carried out by then at the latest. */
const ERASE_MS = 15 * DAY_MS;

/** The copy being made or still to be fetched, or a new request; `memberId` is a whole person. */
export async function requestExport(outer: Context, memberId: string): Promise<store.RequestRow> {
  return outer.transaction(async (ctx) => {
    const parts = await members.listClusterIds(ctx.db, ctx.brand.id, [memberId]);
    const known = await store.findLastExport(ctx.db, ctx.brand.id, parts, new Date(ctx.now.getTime() - EXPORT_KEPT_MS));
    if (known) return known;
    const request = {
      id: ctx.newId(),
      memberId,
      kind: "export" as const,
      askedAt: ctx.now,
      dueAt: new Date(ctx.now.getTime() + EXPORT_MS),
    };
    await store.insertRequest(ctx.db, ctx.brand.id, request);
    await ctx.audit({ action: "members.export", targetKind: "member", targetId: memberId });
    return {
      ...request,
      state: "asked",
      askedAt: request.askedAt.toISOString(),
      dueAt: request.dueAt.toISOString(),
      doneAt: null,
      fileSha256: null,
    };
  });
}

/** Nothing reaches the person from now on, and all is erased by the day answered. */
export async function requestErase(outer: Context, memberId: string, channel: string): Promise<{ askedAt: string; dueAt: string }> {
  return outer.transaction(async (ctx) => {
    const request = { id: ctx.newId(), memberId, kind: "erase" as const, askedAt: ctx.now, dueAt: new Date(ctx.now.getTime() + ERASE_MS) };
    if (!(await store.insertRequest(ctx.db, ctx.brand.id, request))) throw new Refusal("conflict", "members.erase-asked");
    await recordConsents(ctx, [{ memberId, purpose: "marketing", granted: false, textVersion: "erase", channel }]);
    await ctx.audit({ action: "members.ask-erase", targetKind: "member", targetId: memberId, after: { dueAt: request.dueAt } });
    return { askedAt: request.askedAt.toISOString(), dueAt: request.dueAt.toISOString() };
  });
}

export async function withdrawErase(outer: Context, memberId: string) {
  return outer.transaction(async (ctx) => {
    const parts = await members.listClusterIds(ctx.db, ctx.brand.id, [memberId]);
    const withdrawn = await store.withdrawRequests(ctx.db, ctx.brand.id, parts, "erase", ctx.now);
    if (withdrawn === 0) throw new Refusal("conflict", "members.erase-not-asked");
    await ctx.audit({ action: "members.withdraw-erase", targetKind: "member", targetId: memberId });
    return done;
  });
}

export async function exportMember(ctx: Context, input: { memberId: string }): Promise<{ requestId: string; dueAt: string }> {
  const member = await accessMember(ctx, input.memberId, "members.privacy");
  const request = await requestExport(ctx, member.id);
  return { requestId: request.id, dueAt: request.dueAt };
}

export async function showExport(ctx: Context, input: { memberId: string }): Promise<OutputOf<typeof showExportEndpoint>> {
  const member = await accessMember(ctx, input.memberId, "members.privacy");
  const parts = await members.listClusterIds(ctx.db, ctx.brand.id, [member.id]);
  const request = await store.findLastExport(ctx.db, ctx.brand.id, parts, new Date(ctx.now.getTime() - EXPORT_KEPT_MS));
  if (!request) return { state: "none", url: null };
  return request.fileSha256 ? { state: "ready", url: ctx.fileUrl(request.fileSha256) } : { state: "preparing", url: null };
}

export async function eraseMember(ctx: Context, input: { memberId: string }): Promise<{ dueAt: string }> {
  const member = await accessMember(ctx, input.memberId, "members.privacy");
  const { dueAt } = await requestErase(ctx, member.id, "console");
  return { dueAt };
}

export async function withdrawEraseByStaff(ctx: Context, input: { memberId: string }) {
  const member = await accessMember(ctx, input.memberId, "members.privacy");
  return withdrawErase(ctx, member.id);
}
