import type { Context } from "../../server/context.ts";
import { removeFiles, storeFile } from "../../server/files.ts";
import { readCopy } from "./copy.store.ts";
import { nobodyNames } from "./names.contract.ts";
import * as store from "./erase.store.ts";
import { memberErased } from "./events.contract.ts";
import { listClusterIds, lockListed } from "./members.store.ts";
import { EXPORT_KEPT_MS } from "./privacy.actions.ts";
import * as privacy from "./privacy.store.ts";
import { unseatMembers } from "./seat.actions.ts";
import { holdActivity } from "./seat.store.ts";

const DAY_MS = 86_400_000;
/** Carried out this long before the promised day, so that a standstill does not break the promise. */
const MARGIN_MS = DAY_MS;

/** Makes the oldest copy that was asked for, as JSON. */
export async function makeExport(outer: Context): Promise<number> {
  return outer.transaction(async (ctx) => {
    const [request] = await privacy.claimRequests(ctx.db, ctx.brand.id, "export", new Date(ctx.now.getTime() + DAY_MS), 1);
    if (!request) return 0;
    const parts = await listClusterIds(ctx.db, ctx.brand.id, [request.memberId]);
    const copy = { brand: ctx.brand.name, madeAt: ctx.now, memberId: request.memberId, ...(await readCopy(ctx.db, ctx.brand.id, parts)) };
    const bytes = new TextEncoder().encode(JSON.stringify(copy, null, 2));
    const file = await storeFile(ctx, ctx.files, {
      bytes,
      name: `${ctx.brand.slug}-my-data.json`,
      mime: "application/json",
      space: "copies",
    });
    await privacy.endRequest(ctx.db, ctx.brand.id, request.id, { state: "ready", at: ctx.now, fileSha256: file.sha256 });
    return 1;
  });
}

/** Erases one person whose day is near. */
export async function carryOutErase(outer: Context): Promise<number> {
  return outer.transaction(async (ctx) => {
    const [request] = await privacy.claimRequests(ctx.db, ctx.brand.id, "erase", new Date(ctx.now.getTime() + MARGIN_MS), 1);
    if (!request) return 0;
    const parts = await lockListed(ctx.db, ctx.brand.id, () => listClusterIds(ctx.db, ctx.brand.id, [request.memberId]));
    await holdActivity(ctx.db, ctx.brand.id, parts);
    const seats = await store.listOpenSeats(ctx.db, ctx.brand.id, parts);
    await unseatMembers(
      ctx,
      seats.map((seat) => ({ ...seat, at: ctx.now, reason: "erased" as const })),
    );
    await removeFiles(ctx, await store.takeFiles(ctx.db, ctx.brand.id, parts));
    await store.eraseMembers(ctx.db, ctx.brand.id, parts, nobodyNames[ctx.brand.language].erased);
    await privacy.endRequest(ctx.db, ctx.brand.id, request.id, { state: "done", at: ctx.now });
    await ctx.publishAll(
      memberErased,
      parts.map((memberId) => ({ memberId })),
    );
    await ctx.audit({ action: "members.erase", targetKind: "member", targetId: request.memberId });
    return 1;
  });
}

/** Copies nobody may fetch any more. */
export async function dropOldExports(outer: Context): Promise<number> {
  return outer.transaction(async (ctx) => {
    const files = await store.takeOldFiles(ctx.db, ctx.brand.id, new Date(ctx.now.getTime() - EXPORT_KEPT_MS), 100);
    await removeFiles(ctx, files);
    return files.length;
  });
}
