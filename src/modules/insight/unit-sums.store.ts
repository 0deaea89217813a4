import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import { blindChannels, untoldTalk } from "./coverage.rules.ts";
import type { WindowDays } from "./window.rules.ts";

/** Of single days, or of windows. */
export type SumDays = 1 | WindowDays;

const names = [
  "joined",
  "entry_joins",
  "exposures",
  "left_people",
  "referred",
  "members_start",
  "members_end",
  "member_days",
  "active_days",
  "messages",
  "valid_messages",
  "retained",
  "ever_joined",
  "present",
  "converted",
  "buyers",
  "paid_fen",
  "refunded_fen",
  "anonymous_paid_fen",
  "anonymous_refunded_fen",
  "cost_fen",
];
const columns = sql.join(names.map((name) => sql.ref(name)));
const each = (of: (column: RawBuilder<unknown>) => RawBuilder<unknown>) => sql.join(names.map((name) => of(sql.ref(`r.${name}`))));

/** A day's row read as a window of one day. */
export const dayRows = sql`(select d.*, d.members_start + d.joined as member_days, d.active as active_days, 0 as retained, 0 as ever_joined from group_days d)`;

/** Rows of groups: of their days, or of their windows of so many. */
const groupRows = (days: SumDays) => (days === 1 ? dayRows : sql`(select * from group_windows where days = ${days})`);

/** True once every day of a brand was marked: what is not kept then is nothing. */
export async function isFilled(db: Db, brandId: number): Promise<boolean> {
  const { rows } = await sql`select 1 from unit_fills where brand_id = ${brandId}`.execute(db);
  return rows.length > 0;
}

/** Marks every day of a brand, once. Answers false where that was done before. */
export async function fill(db: Db, brandId: number): Promise<boolean> {
  const { rows } = await sql`insert into unit_fills (brand_id) values (${brandId}) on conflict do nothing returning 1`.execute(db);
  if (rows.length === 0) return false;
  await sql`insert into unit_sum_marks (brand_id, org_id, days, day)
    select distinct ${brandId}::int, g.org_id, p.days, p.day from (
      select 1::smallint as days, day, group_id from group_days where brand_id = ${brandId} union all select days, day, group_id from group_windows where brand_id = ${brandId}) p
    join groups g on g.brand_id = ${brandId} and g.id = p.group_id`.execute(db);
  return true;
}

interface Cell {
  orgId: string;
  days: SumDays;
  day: string;
}

const cellRows = (cells: readonly Cell[]) =>
  sql`unnest(${cells.map((one) => one.orgId)}::uuid[], ${cells.map((one) => one.days)}::smallint[], ${cells.map((one) => one.day)}::date[]) k(org_id, days, day)`;

const quietCells = (brandId: number, quietS: number) => sql`
  select org_id, days, day from unit_sum_marks where brand_id = ${brandId} group by 1, 2, 3 having max(marked_at) <= clock_timestamp() - make_interval(secs => ${quietS})`;

/** True where a brand is to be filled, or any day to be added up. */
export async function isAnyToCount(db: Db, brandId: number, quietS: number): Promise<boolean> {
  const { rows } =
    await sql`select 1 where not exists (select 1 from unit_fills where brand_id = ${brandId}) or exists (${quietCells(brandId, quietS)})`.execute(
      db,
    );
  return rows.length > 0;
}

/** Takes some days of units that changed, but not within the last seconds, the newest first; the marks are gone with the transaction that counts them. */
export async function takeCells(db: Db, brandId: number, quietS: number, limit: number): Promise<Cell[]> {
  const { rows } = await sql<Cell>`
    delete from unit_sum_marks m using (
      ${quietCells(brandId, quietS)} order by 3 desc, 1, 2 limit ${limit}) k
    where m.brand_id = ${brandId} and m.org_id = k.org_id and m.days = k.days and m.day = k.day
    returning m.org_id, m.days, m.day`.execute(db);
  return [...new Map(rows.map((row) => [`${row.orgId} ${row.days} ${row.day}`, row])).values()];
}

/** Counts these days of units anew. */
export async function recountCells(db: Db, brandId: number, cells: readonly Cell[]): Promise<void> {
  await sql`delete from unit_sums s using ${cellRows(cells)} where s.brand_id = ${brandId} and s.org_id = k.org_id and s.days = k.days and s.day = k.day`.execute(
    db,
  );
  for (const [days, own] of Map.groupBy(cells, (cell) => cell.days))
    await sql`
      insert into unit_sums (brand_id, org_id, days, day, channel, groups, unsettled, ${columns})
      select ${brandId}::int, k.org_id, ${days}::smallint, k.day, g.channel, count(*), count(*) filter (where r.present is null), ${each((column) => sql`coalesce(sum(${column}), 0)`)}
      from ${cellRows(own)} join groups g on g.brand_id = ${brandId} and g.org_id = k.org_id and g.status <> 'planned'
        join ${groupRows(days)} r on r.brand_id = ${brandId} and r.group_id = g.id and r.day = k.day
      group by k.org_id, k.day, g.channel`.execute(db);
}

/**
 * Rows r (day, groups, unsettled and all sums) of a unit and those below it beside g (seen, talk), between two days: as they are kept, and of days that
 * changed since from the groups themselves, in one statement that sees both at one moment.
 */
export function unitRows(brandId: number, unitId: string, days: SumDays, from: string, to: string): RawBuilder<unknown> {
  const below = sql`(select descendant_id from org_closure where brand_id = ${brandId} and ancestor_id = ${unitId}::uuid)`;
  return sql`(
      select s.channel, s.day, s.groups, s.unsettled, ${sql.join(names.map((name) => sql.ref(`s.${name}`)))} from unit_sums s
      where s.brand_id = ${brandId} and s.org_id in ${below} and s.days = ${days} and s.day between ${from} and ${to}
        and not exists (select 1 from unit_sum_marks m where m.brand_id = ${brandId} and m.org_id = s.org_id and m.days = s.days and m.day = s.day)
      union all
      select g.channel, r.day, 1, (r.present is null)::int, ${each((column) => sql`coalesce(${column}, 0)`)}
      from (select distinct org_id, day from unit_sum_marks where brand_id = ${brandId} and org_id in ${below} and days = ${days} and day between ${from} and ${to}) k
        join groups g on g.brand_id = ${brandId} and g.org_id = k.org_id and g.status <> 'planned'
        join ${groupRows(days)} r on r.brand_id = ${brandId} and r.group_id = g.id and r.day = k.day) r
    cross join lateral (select r.channel <> all(${blindChannels}::text[]) as seen, r.channel <> all(${untoldTalk}::text[]) as talk) g`;
}
