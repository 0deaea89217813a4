import type { InputOf, OutputOf } from "../../lib/define.ts";
import { csvText } from "../../lib/csv.ts";
import { addDays, localDay, minuteOfDay, startOfDayMs } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { pageBy } from "../../server/page.ts";
import { actionName, targetKindName } from "./audit-words.rules.ts";
import type { AuditEntry, AuditFilter, listAuditEndpoint } from "./audit.contract.ts";
import { diffOf, diffText, idsIn, targetNameOf } from "./audit-diff.rules.ts";
import * as store from "./audit.store.ts";

const EXPORT_ROWS = 10_000;

function queryOf(ctx: Context, filter: AuditFilter, page: { before: string | null; limit: number }): store.AuditQuery {
  const bound = (day: string | undefined, shift: number) => (day ? new Date(startOfDayMs(addDays(day, shift), ctx.brand.zone)) : null);
  return { ...filter, from: bound(filter.from, 0), to: bound(filter.to, 1), ...page };
}

export async function listAudit(ctx: Context, input: InputOf<typeof listAuditEndpoint>): Promise<OutputOf<typeof listAuditEndpoint>> {
  const rows = await store.listAudit(ctx.db, ctx.brand.id, queryOf(ctx, input, { before: input.cursor ?? null, limit: input.limit }));
  const page = pageBy(rows, input.limit);
  return { ...page, names: Object.fromEntries(await namesIn(ctx, page.items)) };
}

async function namesIn(ctx: Context, entries: readonly AuditEntry[]): Promise<Map<string, string>> {
  const ids = new Set(entries.flatMap((entry) => [...idsIn(entry.before), ...idsIn(entry.after)]));
  return store.listNames(ctx.db, ctx.brand.id, [...ids]);
}

export async function listAuditChoices(ctx: Context): Promise<store.AuditChoices> {
  return store.readAuditChoices(ctx.db, ctx.brand.id);
}

/** `2026-11-22 10:18` in the brand's zone. */
function stamp(at: string, zone: string): string {
  const atMs = Date.parse(at);
  const minute = minuteOfDay(atMs, zone);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${localDay(atMs, zone)} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

function csvRow(entry: AuditEntry, zone: string, names: ReadonlyMap<string, string>): (string | null)[] {
  const target = [entry.targetKind ? targetKindName(entry.targetKind) : "", targetNameOf(entry)].filter(Boolean);
  const changes = diffOf(entry.before, entry.after)
    .map((change) => diffText(change, names))
    .join("；");
  return [stamp(entry.at, zone), entry.actorName, actionName(entry.action), target.join(" "), changes, entry.requestId, entry.id];
}

/** The list as CSV, formulas made harmless, with a line of its own in the log. */
export async function exportAudit(outer: Context, filter: AuditFilter): Promise<{ name: string; rows: number; csv: string }> {
  return outer.transaction(async (ctx) => {
    const rows = (await store.listAudit(ctx.db, ctx.brand.id, queryOf(ctx, filter, { before: null, limit: EXPORT_ROWS }))).slice(
      0,
      EXPORT_ROWS,
    );
    const names = await namesIn(ctx, rows);
    const head = ["时间", "谁", "做了什么", "对象", "改动", "问题编号", "编号"];
    await ctx.audit({
      action: "brands.export-audit",
      targetKind: "brand",
      targetId: ctx.brand.slug,
      after: { rows: rows.length, ...filter },
    });
    return {
      name: `操作记录-${localDay(ctx.now.getTime(), ctx.brand.zone)}.csv`,
      rows: rows.length,
      csv: csvText([head, ...rows.map((row) => csvRow(row, ctx.brand.zone, names))]),
    };
  });
}
