import { type RawBuilder, sql } from "kysely";
import type { JobState } from "../../lib/job-state.ts";
import type { RefusalDetails } from "../../lib/refusal.ts";
import type { Db } from "../../server/db.ts";
import type { ImportKind } from "./fields.contract.ts";
import type { Format, Totals } from "./imports.contract.ts";
import type { ImportOptions } from "./options.contract.ts";
import type { RowFault } from "./problems.contract.ts";
import type { Phase } from "./state.rules.ts";

export interface SampleRow {
  line: number;
  cells: string[];
}

export interface ImportRecord {
  id: string;
  kind: ImportKind;
  fileName: string;
  sha256: string;
  sizeBytes: number;
  phase: Phase;
  jobId: string | null;
  jobState: JobState | null;
  jobFailure: { code: string; details: RefusalDetails } | null;
  jobDone: number | null;
  jobBytes: number | null;
  rowsDone: number;
  newRows: number;
  changedRows: number;
  sameRows: number;
  badRows: number;
  createdBy: string | null;
  createdByName: string;
  createdAt: string;
  endedAt: string | null;
  forgottenAt: string | null;
}

export interface ImportWhole extends ImportRecord {
  format: Format;
  header: string[];
  sample: SampleRow[];
  headerKey: string;
  options: ImportOptions;
  totals: Totals | null;
}

const short = sql`i.id, i.kind, i.file_name, i.sha256, i.size_bytes, i.phase, i.job_id, j.state as job_state, j.failure as job_failure, j.done_count as job_done,
  (j.checkpoint->>'bytes')::bigint as job_bytes, i.rows_done, i.new_rows, i.changed_rows, i.same_rows, i.bad_rows, i.created_by, i.created_by_name, i.created_at, j.ended_at, i.forgotten_at`;
const joined = sql`imports i left join jobs j on j.brand_id = i.brand_id and j.id = i.job_id`;

/** Alias i. */
export type Seen = RawBuilder<boolean>;

export async function findImport(db: Db, brandId: number, id: string, seen: Seen): Promise<ImportWhole | undefined> {
  const { rows } = await sql<ImportWhole>`select ${short}, i.format, i.header, i.sample, i.header_key, i.options, i.totals
    from ${joined} where i.brand_id = ${brandId} and i.id = ${id}::uuid and ${seen}`.execute(db);
  return rows[0];
}

/** The same, held until the transaction ends. */
export async function lockImport(db: Db, brandId: number, id: string, seen: Seen): Promise<ImportWhole | undefined> {
  const { rows } =
    await sql`select i.id from imports i where i.brand_id = ${brandId} and i.id = ${id}::uuid and ${seen} for update`.execute(db);
  return rows.length > 0 ? findImport(db, brandId, id, seen) : undefined;
}

/** The newest first, one more than the limit. */
export async function listImports(
  db: Db,
  brandId: number,
  ask: { q?: string | undefined; kind?: string | undefined; before?: string | undefined; limit: number },
  seen: Seen,
): Promise<ImportRecord[]> {
  const conditions = [
    sql`i.brand_id = ${brandId}`,
    seen,
    ...(ask.kind ? [sql`i.kind = ${ask.kind}`] : []),
    ...(ask.before ? [sql`i.id < ${ask.before}::uuid`] : []),
    ...(ask.q ? [sql`position(lower(${ask.q}::text) in lower(i.file_name)) > 0`] : []),
  ];
  const { rows } = await sql<ImportRecord>`select ${short} from ${joined} where ${sql.join(conditions, sql` and `)}
    order by i.id desc limit ${ask.limit + 1}`.execute(db);
  return rows;
}

export async function listSameFile(db: Db, brandId: number, sha256: string, exceptId: string): Promise<ImportRecord[]> {
  const { rows } = await sql<ImportRecord>`select ${short} from ${joined}
    where i.brand_id = ${brandId} and i.sha256 = ${sha256} and i.id <> ${exceptId}::uuid and i.phase = 'run' order by i.id desc limit 5`.execute(
    db,
  );
  return rows;
}

export interface NewImport {
  id: string;
  kind: ImportKind;
  fileName: string;
  sha256: string;
  sizeBytes: number;
  format: Format;
  header: readonly string[];
  sample: readonly SampleRow[];
  headerKey: string;
  options: ImportOptions;
  createdBy: string | null;
  createdByName: string;
}

export async function insertImport(db: Db, brandId: number, one: NewImport, createdAt: Date): Promise<void> {
  await sql`insert into imports (brand_id, id, kind, file_name, sha256, size_bytes, format, header, sample, header_key, options, created_by, created_by_name, created_at)
    values (${brandId}, ${one.id}, ${one.kind}, ${one.fileName}, ${one.sha256}, ${one.sizeBytes}, ${JSON.stringify(one.format)}, ${JSON.stringify(one.header)},
      ${JSON.stringify(one.sample)}, ${one.headerKey}, ${JSON.stringify(one.options)}, ${one.createdBy}, ${one.createdByName}, ${createdAt})`.execute(
    db,
  );
}

/** What a file is taken for, while nothing of it is in. */
export async function describeImport(
  db: Db,
  brandId: number,
  id: string,
  to: Partial<Pick<NewImport, "kind" | "format" | "header" | "sample" | "headerKey" | "options">>,
): Promise<void> {
  const json = (value: unknown) => (value === undefined ? undefined : JSON.stringify(value));
  await sql`update imports set kind = case when ${to.kind}::text is null then kind else ${to.kind} end,
      format = case when ${json(to.format)}::jsonb is null then format else ${json(to.format)}::jsonb end,
      header = case when ${json(to.header)}::jsonb is null then header else ${json(to.header)}::jsonb end,
      sample = case when ${json(to.sample)}::jsonb is null then sample else ${json(to.sample)}::jsonb end,
      header_key = case when ${to.headerKey}::text is null then header_key else ${to.headerKey} end,
      options = case when ${json(to.options)}::jsonb is null then options else ${json(to.options)}::jsonb end
    where brand_id = ${brandId} and id = ${id}`.execute(db);
}

export async function enterPhase(
  db: Db,
  brandId: number,
  id: string,
  phase: Phase,
  jobId: string | null,
  startedAt: Date | null,
): Promise<void> {
  await sql`update imports set phase = ${phase}, job_id = ${jobId}, started_at = case when started_at is null then ${startedAt}::timestamptz else started_at end
    where brand_id = ${brandId} and id = ${id}`.execute(db);
}

export async function keepTotals(db: Db, brandId: number, id: string, totals: Totals | null): Promise<void> {
  await sql`update imports set totals = ${totals && JSON.stringify(totals)}::jsonb where brand_id = ${brandId} and id = ${id}`.execute(db);
}

export interface Counts {
  newRows: number;
  changedRows: number;
  sameRows: number;
  badRows: number;
}

/** Moves the counts of an import by a settled batch. */
export async function addCounts(db: Db, brandId: number, id: string, rowsDone: number, counts: Counts): Promise<void> {
  await sql`update imports set rows_done = ${rowsDone}, new_rows = new_rows + ${counts.newRows}, changed_rows = changed_rows + ${counts.changedRows},
    same_rows = same_rows + ${counts.sameRows}, bad_rows = bad_rows + ${counts.badRows} where brand_id = ${brandId} and id = ${id}`.execute(
    db,
  );
}

export interface BadRecord extends RowFault {
  no: number;
  line: number;
  cells: readonly string[];
}

export async function insertBadRows(db: Db, brandId: number, importId: string, bad: readonly BadRecord[]): Promise<void> {
  if (bad.length === 0) return;
  await sql`insert into import_bad_rows (brand_id, import_id, no, line, field, problem, cells)
    select ${brandId}::int, ${importId}::uuid, * from unnest(${bad.map((one) => one.no)}::bigint[], ${bad.map((one) => one.line)}::bigint[], ${bad.map((one) => one.field)}::text[],
      ${bad.map((one) => one.problem)}::text[], ${bad.map((one) => JSON.stringify(one.cells))}::jsonb[]) on conflict do nothing`.execute(
    db,
  );
}

export async function listBadRows(db: Db, brandId: number, importId: string, after: number, limit: number): Promise<BadRecord[]> {
  const { rows } = await sql<BadRecord>`select no, line, field, problem, cells from import_bad_rows
    where brand_id = ${brandId} and import_id = ${importId}::uuid and no > ${after} order by no limit ${limit}`.execute(db);
  return rows;
}

export async function findMapping(db: Db, brandId: number, kind: string, headerKey: string): Promise<unknown> {
  const { rows } = await sql<{ options: unknown }>`select options from import_mappings
    where brand_id = ${brandId} and kind = ${kind} and header_key = ${headerKey}`.execute(db);
  return rows[0]?.options;
}

/** The kind these headings were last taken for. */
export async function findKnownKind(db: Db, brandId: number, headerKey: string): Promise<ImportKind | undefined> {
  const { rows } = await sql<{ kind: ImportKind }>`select kind from import_mappings
    where brand_id = ${brandId} and header_key = ${headerKey} order by used_at desc limit 1`.execute(db);
  return rows[0]?.kind;
}

export async function keepMapping(db: Db, brandId: number, kind: string, headerKey: string, options: unknown, usedAt: Date): Promise<void> {
  await sql`insert into import_mappings (brand_id, kind, header_key, options, used_at) values (${brandId}, ${kind}, ${headerKey}, ${JSON.stringify(options)}, ${usedAt})
    on conflict (brand_id, kind, header_key) do update set options = excluded.options, used_at = excluded.used_at`.execute(db);
}

/** Takes away what was kept of an import beside its numbers; answers the hash of its file. */
export async function forgetImport(db: Db, brandId: number, id: string, at: Date): Promise<string | undefined> {
  await sql`delete from import_bad_rows where brand_id = ${brandId} and import_id = ${id}::uuid`.execute(db);
  const { rows } = await sql<{ sha256: string }>`
    update imports set forgotten_at = ${at}, sample = '[]' where brand_id = ${brandId} and id = ${id}::uuid returning sha256`.execute(db);
  return rows[0]?.sha256;
}

/** Imports nobody works on that are older than a moment. */
export async function listForgettable(db: Db, brandId: number, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select i.id from ${joined} where i.brand_id = ${brandId} and i.forgotten_at is null and i.created_at < ${before}
    and (j.state is null or j.state not in ('waiting', 'running')) order by i.id limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

/** Nothing of the file counts as read. What was taken in stays, and is known when it comes again. */
export async function beginAgain(db: Db, brandId: number, id: string): Promise<void> {
  await sql`delete from import_bad_rows where brand_id = ${brandId} and import_id = ${id}::uuid`.execute(db);
  await sql`update imports set rows_done = 0, new_rows = 0, changed_rows = 0, same_rows = 0, bad_rows = 0 where brand_id = ${brandId} and id = ${id}::uuid`.execute(
    db,
  );
}

/** Whether an import leads to the file, or an export, with which imports shared their files once. */
export async function isFileNeeded(db: Db, brandId: number, sha256: string): Promise<boolean> {
  const { rows } = await sql`select 1 from imports where brand_id = ${brandId} and sha256 = ${sha256} and forgotten_at is null
    union all select 1 from jobs where brand_id = ${brandId} and kind = 'exports.make' and result ->> 'sha256' = ${sha256} limit 1`.execute(
    db,
  );
  return rows.length > 0;
}
