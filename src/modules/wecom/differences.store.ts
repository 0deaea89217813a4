import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

export type DifferenceKind = "staff" | "customer" | "tag" | "group" | "code";

export interface NewDifference {
  id: string;
  kind: DifferenceKind;
  key: string;
  name: string;
  /** Each thing that differed: ours and theirs, as texts or counts. */
  what: Record<string, { ours: string | number; theirs: string | number }>;
  since: string | null;
}

/** Differences a reconcile found and mended. */
export async function insertDifferences(db: Db, brandId: number, corp: string, rows: readonly NewDifference[], now: Date): Promise<void> {
  await sql`
    insert into wecom_differences (brand_id, id, corp, kind, key, name, what, since, found_at, mended_at)
    select ${brandId}::int, u.id, ${corp}, u.kind, u.key, u.name, u.what, u.since, ${now}::timestamptz, ${now}::timestamptz
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.key)}::text[], ${rows.map((row) => row.name)}::text[],
      ${rows.map((row) => JSON.stringify(row.what))}::jsonb[], ${rows.map((row) => row.since)}::timestamptz[]) u(id, kind, key, name, what, since)`.execute(
    db,
  );
}

export interface DifferenceRow extends Omit<NewDifference, "kind"> {
  kind: DifferenceKind;
  foundAt: string;
  mendedAt: string | null;
  groupId: string | null;
}

/** Newest first; one more than `limit` where there are more. */
export async function listDifferences(
  db: Db,
  brandId: number,
  corp: string,
  ask: { kind?: DifferenceKind | undefined; before?: string | undefined; limit: number },
): Promise<DifferenceRow[]> {
  const { rows } = await sql<DifferenceRow>`
    select d.id, d.kind, d.key, d.name, d.what, d.since, d.found_at, d.mended_at, g.group_id
    from wecom_differences d left join wecom_groups g on d.kind = 'group' and g.brand_id = d.brand_id and g.corp = d.corp and g.chat_id = d.key
    where d.brand_id = ${brandId} and d.corp = ${corp} and (${ask.kind ?? null}::text is null or d.kind = ${ask.kind ?? null}) and (${ask.before ?? null}::uuid is null or d.id < ${ask.before ?? null}::uuid)
    order by d.id desc limit ${ask.limit + 1}`.execute(db);
  return rows;
}

export async function countDifferences(db: Db, brandId: number, corp: string, since: Date): Promise<{ kind: DifferenceKind; n: number }[]> {
  const { rows } = await sql<{ kind: DifferenceKind; n: number }>`
    select kind, count(*)::int as n from wecom_differences where brand_id = ${brandId} and corp = ${corp} and found_at >= ${since} group by 1 order by 1`.execute(
    db,
  );
  return rows;
}
