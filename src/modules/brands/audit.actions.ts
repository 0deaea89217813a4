import type { InputOf, OutputOf } from "../../lib/define.ts";
import { addDays, startOfDayMs } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { pageBy } from "../../server/page.ts";
import type { AuditEntry, AuditFilter, listAuditEndpoint } from "./audit.contract.ts";
import { idsIn } from "./audit-diff.rules.ts";
import * as store from "./audit.store.ts";

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
