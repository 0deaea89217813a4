import { type RawBuilder, sql } from "kysely";
import { firstIdAt } from "../../lib/ids.ts";
import type { Db } from "../../server/db.ts";
import type { MeasuredScope } from "./measure.store.ts";
import type { LogSpan, SaidDay } from "./talk.store.ts";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const column = (hour: number) => sql.ref(`h${hour}`);
const columns = sql.join(HOURS.map(column));
const spread = sql.join(HOURS.map((hour) => sql`coalesce(sum(n) filter (where hour = ${sql.lit(hour)}), 0)::int`));

/** Adds to the hours of groups and days; taking back is adding less than nothing. */
export async function addHours(db: Db, brandId: number, said: readonly SaidDay[]): Promise<void> {
  const counts = said.flatMap(({ groupId, day, hours }) =>
    Object.entries(hours).map(([hour, valid]) => ({ groupId, day, hour: Number(hour), valid })),
  );
  if (counts.length === 0) return;
  const pick = <K extends "groupId" | "day" | "hour" | "valid">(key: K) => counts.map((one) => one[key]);
  await sql`
    insert into group_hours as g (brand_id, group_id, day, ${columns})
    select ${brandId}::int, group_id, day, ${spread}
    from unnest(${pick("groupId")}::uuid[], ${pick("day")}::date[], ${pick("hour")}::int[], ${pick("valid")}::int[]) as u(group_id, day, hour, n) group by 2, 3 order by 2, 3
    on conflict (brand_id, group_id, day) do update set ${sql.join(HOURS.map((hour) => sql`${column(hour)} = g.${column(hour)} + excluded.${column(hour)}`))}`.execute(
    db,
  );
}

/** Counts the hours of whole days anew from the log, as far as the reaction has read it. */
export async function recountHours(
  db: Db,
  brandId: number,
  zone: string,
  kinds: { received: number; removed: number },
  span: LogSpan,
): Promise<void> {
  await sql`delete from group_hours where brand_id = ${brandId} and group_id = any(${span.groupIds}::uuid[]) and day between ${span.from} and ${span.to}`.execute(
    db,
  );
  const read = sql`e.brand_id = ${brandId} and e.group_id = any(${span.groupIds}::uuid[]) and (e.tx, e.id) <= (${span.cursor.tx}, ${span.cursor.eventId}::uuid) and e.data->>'seatKind' = 'member'
    and (e.data->>'valid')::boolean and e.member_id is not null and e.id >= ${firstIdAt(span.fromMs)}::uuid`;
  const local = (at: RawBuilder<unknown>) => sql`(${at} at time zone ${zone})`;
  const sentAt = sql`(e.data->>'messageAt')::timestamptz`;
  await sql`
    insert into group_hours (brand_id, group_id, day, ${columns})
    select ${brandId}::int, group_id, at::date, ${spread} from (
      select group_id, at, extract(hour from at)::int as hour, n from (
        select e.group_id, ${local(sql`e.occurred_at`)} as at, 1 as n from events e where ${read} and e.kind = ${kinds.received} and e.id < ${firstIdAt(span.toMs)}::uuid
        union all
        select distinct on (e.data->>'messageId') e.group_id, ${local(sentAt)}, -1 from events e
        where ${read} and e.kind = ${kinds.removed} and ${sentAt} >= to_timestamp(${span.fromMs / 1000}) and ${sentAt} < to_timestamp(${span.toMs / 1000})) said) timed
    group by 2, 3`.execute(db);
}

export interface WeekdayHours {
  weekday: number;
  /** By hour, 0 to 23. */
  hours: number[];
}

/** Valid member messages of a scope's groups by weekday (1 Monday) and hour, of the groups whose platform tells. */
export async function sumHours(db: Db, brandId: number, scope: MeasuredScope, from: string, to: string): Promise<WeekdayHours[]> {
  const sums = sql.join(HOURS.map((hour) => sql`sum(r.${column(hour)})`));
  const { rows } = await sql<{ weekday: number; hours: (number | string)[] }>`
    with scope as materialized (${scope.groups})
    select extract(isodow from r.day)::int as weekday, array[${sums}]::int[] as hours
    from scope g join group_hours r on r.brand_id = ${brandId} and r.group_id = g.id and r.day between ${from} and ${to} where g.talk group by 1`.execute(
    db,
  );
  return rows.map(({ weekday, hours }) => ({ weekday, hours: hours.map(Number) }));
}

export interface SaidRow {
  id: string;
  at: string;
  groupId: string;
  groupName: string;
  memberId: string | null;
  memberName: string | null;
  /** Null where the words are no longer kept. */
  text: string | null;
}

export interface CellAsk {
  /** Spans that hold every hour of the cell: what is outside of them is not in it. */
  hours: readonly { fromMs: number; toMs: number }[];
  weekday: number;
  hour: number;
  beforeId: string | null;
  limit: number;
}

/** The messages of one cell, newest first; each group's hours are looked up by themselves. The log says which were taken back, asked only of those that may be. */
export async function listSaid(
  db: Db,
  brandId: number,
  zone: string,
  kinds: { received: number; removed: number },
  scope: MeasuredScope,
  ask: CellAsk,
): Promise<SaidRow[]> {
  const local = sql`(e.occurred_at at time zone ${zone})`;
  const { rows } = await sql<SaidRow>`
    with scope as materialized (${scope.groups}),
    hours as materialized (select * from unnest(${ask.hours.map((one) => firstIdAt(one.fromMs))}::uuid[], ${ask.hours.map((one) => firstIdAt(one.toMs))}::uuid[]) as u(from_id, to_id)),
    found as (
      select one.* from scope g cross join hours h cross join lateral (
        select e.id, e.occurred_at, e.group_id, e.member_id, m.text from events e left join messages m on m.brand_id = ${brandId} and m.id = e.id
        where e.brand_id = ${brandId} and e.group_id = g.id and e.id >= h.from_id and e.id < h.to_id and (${ask.beforeId}::uuid is null or e.id < ${ask.beforeId}::uuid)
          and e.kind = ${kinds.received} and e.data->>'seatKind' = 'member' and (e.data->>'valid')::boolean
          and extract(isodow from ${local}) = ${ask.weekday} and extract(hour from ${local}) = ${ask.hour}
          and (m.removed_at is null and m.id is not null or not exists (select 1 from events x where x.brand_id = ${brandId} and x.group_id = g.id and x.id >= h.from_id and x.kind = ${kinds.removed} and (x.data->>'messageId')::uuid = e.id))
        order by e.id desc limit ${ask.limit}) one
      where g.talk order by one.id desc limit ${ask.limit})
    select e.id, e.occurred_at as at, e.group_id, b.name as group_name, p.id as member_id, p.nickname as member_name, e.text
    from found e join groups b on b.brand_id = ${brandId} and b.id = e.group_id
    left join members o on o.brand_id = ${brandId} and o.id = e.member_id
    left join members p on p.brand_id = ${brandId} and p.id = case when o.canonical_id is null then o.id else o.canonical_id end
    order by e.id desc`.execute(db);
  return rows;
}
