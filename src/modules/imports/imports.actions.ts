import { z } from "zod";
import { done, type InputOf, type OutputOf } from "../../lib/define.ts";
import { Refusal } from "../../lib/refusal.ts";
import { isZone } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { cancelJob, startJob } from "../../server/jobs.ts";
import { pageBy } from "../../server/page.ts";
import { storedBytes } from "../../server/sheets/bytes.ts";
import { accessOrgUnit } from "../brands/index.ts";
import { accessGroup } from "../groups/index.ts";
import { accessImport, lockIdle, requireKind, seenImports } from "./access.actions.ts";
import { permissionOf } from "./fields.contract.ts";
import { guessOptions, ownColumns } from "./guess.actions.ts";
import { missingFields } from "./headers.rules.ts";
import * as contract from "./imports.contract.ts";
import * as store from "./imports.store.ts";
import type { ImportOptions } from "./options.contract.ts";
import { isBusy, mayRun, stateOf } from "./state.rules.ts";
import { dropUnused, lookAt } from "./upload.actions.ts";

export async function listImports(
  ctx: Context,
  ask: InputOf<typeof contract.listImportsEndpoint>,
): Promise<OutputOf<typeof contract.listImportsEndpoint>> {
  const page = { q: ask.q, kind: ask.kind, before: z.uuid().safeParse(ask.cursor).data, limit: ask.limit };
  const { items, nextCursor } = pageBy(await store.listImports(ctx.db, ctx.brand.id, page, seenImports(ctx)), ask.limit);
  return { items: items.map(rowOf), nextCursor };
}

function rowOf(one: store.ImportRecord): contract.ImportRow {
  const state = stateOf(one.phase, one.jobState);
  const isChecking = state === "checking";
  return {
    id: one.id,
    kind: one.kind,
    fileName: one.fileName,
    sizeBytes: one.sizeBytes,
    state,
    progress: { rows: isChecking ? (one.jobDone ?? 0) : one.rowsDone, bytes: state === "done" ? one.sizeBytes : (one.jobBytes ?? 0) },
    counts: { read: one.rowsDone, new: one.newRows, changed: one.changedRows, same: one.sameRows, bad: one.badRows },
    failure: one.jobState === "failed" ? one.jobFailure : null,
    by: one.createdByName,
    createdAt: one.createdAt,
    endedAt: isBusy(state) ? null : one.endedAt,
    isForgotten: one.forgottenAt !== null,
  };
}

export async function showImport(ctx: Context, input: { importId: string }): Promise<contract.ImportDetail> {
  const one = await accessImport(ctx, input.importId);
  const before = await store.listSameFile(ctx.db, ctx.brand.id, one.sha256, one.id);
  const remembered = await store.findMapping(ctx.db, ctx.brand.id, one.kind, one.headerKey);
  return {
    ...rowOf(one),
    format: one.format,
    header: one.header,
    options: one.options,
    totals: one.totals,
    before: before.map((other) => ({ id: other.id, createdAt: other.createdAt, state: stateOf(other.phase, other.jobState) })),
    isRemembered: remembered !== undefined && one.phase === "draft",
  };
}

export async function rereadImport(outer: Context, input: InputOf<typeof contract.rereadImportEndpoint>) {
  return outer.transaction(async (ctx) => {
    const one = await lockIdle(ctx, input.importId);
    const looked = await lookAt(storedBytes(ctx.files, ctx.brand.id, one), input.format);
    const options = input.keep ? one.options : (await guessOptions(ctx, one.kind, looked)).options;
    await store.describeImport(ctx.db, ctx.brand.id, one.id, { ...looked, options });
    await store.enterPhase(ctx.db, ctx.brand.id, one.id, "draft", null, null);
    return done;
  });
}

/** Places that options name must be in the acting person's sight. */
async function requireOptions(ctx: Context, kind: contract.ImportRow["kind"], options: ImportOptions): Promise<void> {
  const fields = missingFields(kind, options.columns);
  if (fields.length > 0) throw new Refusal("invalid", "imports.columns-missing", { fields });
  if (!isZone(options.zone)) throw new Refusal("invalid", "imports.zone-unknown", { zone: options.zone });
  if (options.groupId) await accessGroup(ctx, options.groupId, permissionOf[kind]);
  if (options.roomOrgId) await accessOrgUnit(ctx, options.roomOrgId, "groups.manage");
}

export async function startCheck(outer: Context, input: InputOf<typeof contract.checkImportEndpoint>) {
  return outer.transaction(async (ctx) => {
    requireKind(ctx, input.kind);
    const one = await lockIdle(ctx, input.importId);
    await requireOptions(ctx, input.kind, input.options);
    await store.describeImport(ctx.db, ctx.brand.id, one.id, { kind: input.kind, options: input.options });
    await store.keepTotals(ctx.db, ctx.brand.id, one.id, null);
    await store.beginAgain(ctx.db, ctx.brand.id, one.id);
    const jobId = await startJob(
      ctx,
      { kind: contract.CHECK_JOB, ask: contract.ImportAsk },
      { importId: one.id, sizeBytes: one.sizeBytes },
    );
    await store.enterPhase(ctx.db, ctx.brand.id, one.id, "check", jobId, null);
    return done;
  });
}

export async function startRun(outer: Context, input: InputOf<typeof contract.runImportEndpoint>) {
  return outer.transaction(async (ctx) => {
    const one = await lockIdle(ctx, input.importId);
    requireKind(ctx, one.kind);
    if (!one.totals || !mayRun(stateOf(one.phase, one.jobState))) throw new Refusal("conflict", "imports.not-checked");
    const said = Object.fromEntries(Object.entries(input.options ?? {}).filter(([, value]) => value !== undefined));
    const options: ImportOptions = { ...one.options, ...said };
    await requireOptions(ctx, one.kind, options);
    await store.describeImport(ctx.db, ctx.brand.id, one.id, { options });
    await store.keepMapping(
      ctx.db,
      ctx.brand.id,
      one.kind,
      one.headerKey,
      { ...options, columns: ownColumns(options.columns, one.header) },
      ctx.now,
    );
    const jobId = await startJob(ctx, { kind: contract.RUN_JOB, ask: contract.ImportAsk }, { importId: one.id, sizeBytes: one.sizeBytes });
    await store.enterPhase(ctx.db, ctx.brand.id, one.id, "run", jobId, ctx.now);
    await ctx.audit({
      action: "imports.start",
      targetKind: "import",
      targetId: one.id,
      after: { name: one.fileName, kind: one.kind, rows: one.totals.rows },
    });
    return done;
  });
}

export async function cancelImport(outer: Context, input: { importId: string }) {
  return outer.transaction(async (ctx) => {
    const one = await accessImport(ctx, input.importId);
    if (!one.jobId || !isBusy(stateOf(one.phase, one.jobState))) throw new Refusal("conflict", "imports.ended");
    await cancelJob(ctx, one.phase === "run" ? contract.RUN_JOB : contract.CHECK_JOB, one.jobId);
    await ctx.audit({
      action: "imports.cancel",
      targetKind: "import",
      targetId: one.id,
      after: { name: one.fileName, rows: one.rowsDone },
    });
    return done;
  });
}

export async function forgetImport(outer: Context, input: { importId: string }) {
  return outer.transaction(async (ctx) => {
    const one = await lockIdle(ctx, input.importId);
    await ctx.audit({ action: "imports.forget", targetKind: "import", targetId: one.id, after: { name: one.fileName } });
    await putAway(ctx, one.id);
    return done;
  });
}

async function putAway(ctx: Context, id: string): Promise<void> {
  const sha256 = await store.forgetImport(ctx.db, ctx.brand.id, id, ctx.now);
  if (sha256) await dropUnused(ctx, sha256);
}

/** Files and bad rows hold people's data: they are put away after this long. */
const KEPT_MS = 30 * 86_400_000;
const PORTION = 20;

export async function forgetOldImports(ctx: Context): Promise<number> {
  const ids = await store.listForgettable(ctx.db, ctx.brand.id, new Date(ctx.now.getTime() - KEPT_MS), PORTION);
  for (const id of ids) await ctx.transaction((inside) => putAway(inside, id));
  return ids.length;
}
