import { done, type InputOf, type OutputOf } from "../../lib/define.ts";
import { isOpenJob } from "../../lib/job-state.ts";
import { Refusal } from "../../lib/refusal.ts";
import { localDay } from "../../lib/time.ts";
import { type Context, requirePermission, staffOf } from "../../server/context.ts";
import { cancelJob, findJob, type Job, listJobs, startJob } from "../../server/jobs.ts";
import { decodeCursor, encodeCursor } from "../../server/page.ts";
import { findSpan } from "./buyers.store.ts";
import { sightOf } from "./sight.actions.ts";
import * as store from "./value-fits.store.ts";
import { Found, type listValuesEndpoint, type showValuesEndpoint, type ValueFit, type ValueJob, ValuesAsk } from "./values.contract.ts";
import { areDaysInOrder } from "./values.rules.ts";

/** What the job is known by; its run stands in orders.jobs.ts. */
export const valuesJob: Pick<Job<ValuesAsk>, "kind" | "ask"> = { kind: "orders.values", ask: ValuesAsk };

async function findFit(ctx: Context): Promise<ValueFit | null> {
  const kept = await store.findFit(ctx.db, ctx.brand.id, sightOf(ctx));
  if (!kept) return null;
  const { id, madeAt, madeBy, sight } = kept;
  return { id, madeAt, madeBy, isPart: sight !== "brand", ask: ValuesAsk.parse(kept.ask), ...Found.parse(kept.found) };
}

async function findOwnJob(ctx: Context): Promise<ValueJob | null> {
  const [job] = ctx.actor.kind === "staff" ? await listJobs(ctx, valuesJob.kind, { askerId: ctx.actor.id, limit: 1 }) : [];
  return job
    ? { id: job.id, state: job.state, done: job.doneCount, total: job.totalCount, failure: job.failure, cancelAsked: job.cancelAsked }
    : null;
}

export async function showValues(ctx: Context): Promise<OutputOf<typeof showValuesEndpoint>> {
  const [fit, job, span] = await Promise.all([findFit(ctx), findOwnJob(ctx), findSpan(ctx.db, ctx.brand.id)]);
  return { fit, job, lastDay: span ? localDay(Date.parse(span.last), ctx.brand.zone) : null };
}

/** Refuses `orders.values-days` and, while one of the asker's is under way, `orders.values-running`. */
export async function startValues(outer: Context, ask: ValuesAsk): Promise<{ id: string }> {
  return outer.transaction(async (ctx) => {
    requirePermission(ctx, "orders.read");
    const today = localDay(ctx.now.getTime(), ctx.brand.zone);
    if (!areDaysInOrder(ask, today)) throw new Refusal("invalid", "orders.values-days", { today });
    const [last] = await listJobs(ctx, valuesJob.kind, { askerId: staffOf(ctx).id, limit: 1 });
    if (last && isOpenJob(last.state)) throw new Refusal("conflict", "orders.values-running");
    return { id: await startJob(ctx, valuesJob, ask) };
  });
}

/** Another person's is not there. Refuses `jobs.missing` and `jobs.ended`. */
export async function cancelValues(outer: Context, { jobId }: { jobId: string }) {
  return outer.transaction(async (ctx) => {
    const job = await findJob(ctx, valuesJob.kind, jobId);
    if (job.askerId !== staffOf(ctx).id) throw new Refusal("missing", "jobs.missing");
    await cancelJob(ctx, valuesJob.kind, job.id);
    await ctx.audit({ action: "orders.cancel-values", targetKind: "value-fit", targetId: job.id });
    return done;
  });
}

type Ask = InputOf<typeof listValuesEndpoint>;

function pageOf(ask: Ask, band: store.ValuesPage["band"]): store.ValuesPage {
  const [value, id] = decodeCursor(ask.cursor) ?? [];
  const after = typeof value === "number" && typeof id === "string" ? { value, id } : undefined;
  return { sort: ask.sort, isAscending: ask.ascending === "1", after, q: ask.q || undefined, band, limit: ask.limit };
}

/** Buyers of the newest fit; none where there is no fit. */
export async function listValueRows(ctx: Context, ask: Ask): Promise<OutputOf<typeof listValuesEndpoint>> {
  const fit = await findFit(ctx);
  const nobody = { fromFen: 0, toFen: 0, buyers: 0 };
  const band = ask.band === undefined ? undefined : (fit?.bands.find((one) => one.fromFen === ask.band) ?? nobody);
  if (!fit) return { items: [], nextCursor: null, total: 0 };
  const rows = await store.listValues(ctx.db, ctx.brand.id, fit.id, fit.ask.to, pageOf(ask, band));
  const items = rows.slice(0, ask.limit);
  const last = rows.length > ask.limit ? items.at(-1) : undefined;
  return {
    items: items.map(({ memberId: _part, at: _at, whole, name, ...row }) => ({ member: { id: whole, name }, ...row })),
    nextCursor: last ? encodeCursor([last.at, last.memberId]) : null,
    ...(ask.q ? {} : { total: (band ?? fit).buyers }),
  };
}
