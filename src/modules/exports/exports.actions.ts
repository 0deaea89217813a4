import { done, type InputOf, type OutputOf } from "../../lib/define.ts";
import { Refusal } from "../../lib/refusal.ts";
import { type Context, requirePermission, staffOf } from "../../server/context.ts";
import type { Export } from "../../server/exports.ts";
import { removeFiles } from "../../server/files.ts";
import { cancelJob, findJob, type Job, type JobRow, listJobs, startJob, takeOldResults } from "../../server/jobs.ts";
import { pageBy } from "../../server/page.ts";
import {
  ExportAsk,
  EXPORT_DAYS,
  ExportResult,
  type ExportRow,
  type linkExportEndpoint,
  type listExportsEndpoint,
} from "./exports.contract.ts";
import { findList } from "./exports.rules.ts";
import * as store from "./exports.store.ts";
import { listOf, openList } from "./make.actions.ts";
import { mostRights, requireRights } from "./rights.actions.ts";

type Lists = readonly Export[];
type ById = { exportId: string };

/** What the job is known by; its run stands in exports.jobs.ts. */
export const exportJob: Pick<Job<ExportAsk>, "kind" | "ask"> = { kind: "exports.make", ask: ExportAsk };
const { kind } = exportJob;

const DAY_MS = 86_400_000;
/** A link opens without a session: it is for the download that follows, not for passing on. */
const LINK_MS = 5 * 60_000;
/** Exports a person may have under way. */
const MOST_OPEN = 5;

export async function startExport(outer: Context, ask: ExportAsk, lists: Lists): Promise<{ id: string }> {
  return outer.transaction(async (ctx) => {
    openList(ctx, lists, ask);
    if ((await store.countOpen(ctx.db, ctx.brand.id, kind, staffOf(ctx).id)) >= MOST_OPEN)
      throw new Refusal("limited", "exports.too-many", { most: MOST_OPEN });
    const id = await startJob(ctx, exportJob, ask);
    const { list, format, filter, columns } = ask;
    await ctx.audit({ action: "exports.start", targetKind: "export", targetId: id, after: { list, format, filter, columns } });
    return { id };
  });
}

/** What is known of the file: nothing before it is whole, nothing but that it was there after its days. */
function fileOf(job: JobRow): Pick<ExportRow, "state" | "rows" | "name" | "sizeBytes" | "goesAt"> {
  const result = ExportResult.safeParse(job.result).data;
  if (!result || !job.endedAt) {
    return { state: job.state === "done" ? "removed" : job.state, rows: job.doneCount, name: null, sizeBytes: null, goesAt: null };
  }
  const { rows, name, sizeBytes } = result;
  return { state: job.state, rows, name, sizeBytes, goesAt: new Date(Date.parse(job.endedAt) + EXPORT_DAYS * DAY_MS).toISOString() };
}

function toRow(ctx: Context, lists: Lists, job: JobRow): ExportRow {
  const { list, format, filter, columns } = ExportAsk.parse(job.ask);
  const { id, askerName, failure, createdAt, endedAt } = job;
  return {
    ...fileOf(job),
    id,
    list,
    title: findList(lists, list)?.title[ctx.language] ?? list,
    format,
    filter,
    columns: columns ?? null,
    expected: job.totalCount,
    failure,
    askerName,
    isOwn: job.askerId === ctx.actor.id,
    createdAt,
    endedAt,
  };
}

export async function listExports(
  ctx: Context,
  ask: InputOf<typeof listExportsEndpoint>,
  lists: Lists,
): Promise<OutputOf<typeof listExportsEndpoint>> {
  if (ask.whose === "all") requirePermission(ctx, "brands.audit");
  const askerId = ask.whose === "all" ? undefined : staffOf(ctx).id;
  const page = pageBy(await listJobs(ctx, kind, { askerId, cursor: ask.cursor, limit: ask.limit }), ask.limit);
  return { items: page.items.map((job) => toRow(ctx, lists, job)), nextCursor: page.nextCursor };
}

/** Another person's export is not there, unless the acting one reads the audit. */
async function accessExport(ctx: Context, id: string, isToRead: boolean): Promise<JobRow> {
  const job = await findJob(ctx, kind, id);
  const mayRead = job.askerId === staffOf(ctx).id || (isToRead && staffOf(ctx).permissions.has("brands.audit"));
  if (!mayRead) throw new Refusal("missing", "jobs.missing");
  return job;
}

export async function showExport(ctx: Context, { exportId }: ById, lists: Lists): Promise<ExportRow> {
  return toRow(ctx, lists, await accessExport(ctx, exportId, true));
}

export async function cancelExport(outer: Context, { exportId }: ById) {
  return outer.transaction(async (ctx) => {
    const job = await accessExport(ctx, exportId, false);
    await cancelJob(ctx, kind, job.id);
    await ctx.audit({ action: "exports.cancel", targetKind: "export", targetId: job.id, after: { list: ExportAsk.parse(job.ask).list } });
    return done;
  });
}

export async function linkExport(outer: Context, { exportId }: ById, lists: Lists): Promise<OutputOf<typeof linkExportEndpoint>> {
  return outer.transaction(async (ctx) => {
    const job = await accessExport(ctx, exportId, false);
    const result = ExportResult.safeParse(job.result).data;
    if (!result) throw new Refusal("missing", "exports.no-file");
    const ask = ExportAsk.parse(job.ask);
    requireRights(ctx, result.rights ?? mostRights(ctx, listOf(lists, ask.list), ask.filter));
    await ctx.audit({ action: "exports.download", targetKind: "export", targetId: job.id, after: { list: ask.list, rows: result.rows } });
    return { url: ctx.fileUrl(result.sha256, LINK_MS), name: result.name };
  });
}

/** What killed processes left half written goes a day later. */
export async function dropDrafts(ctx: Context): Promise<number> {
  await ctx.files.dropDrafts(new Date(ctx.now.getTime() - DAY_MS));
  return 0;
}

/** Removes files whose days are over; that there was an export stays known. */
export async function dropOldExports(outer: Context): Promise<number> {
  return outer.transaction(async (ctx) => {
    const old = await takeOldResults(ctx, kind, new Date(ctx.now.getTime() - EXPORT_DAYS * DAY_MS), 100);
    const files = old.flatMap((one) => ExportResult.safeParse(one.result).data?.sha256 ?? []);
    await removeFiles(ctx, await store.listUnused(ctx.db, ctx.brand.id, kind, files));
    return old.length;
  });
}
