import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import { ACTIVE_DAYS } from "./funnel.store.ts";
import { type Life, packLives, type PackedLives } from "./lives.rules.ts";
import type { MeasuredScope } from "./measure.store.ts";
import { mergedQuery } from "./people.store.ts";
import { dayNo, leftAt, noOfDay } from "./stays.store.ts";

interface LifeRow {
  groupId: string;
  came: number[];
  /** −1: still there. */
  gone: number[];
  said: number[];
  bought: number[];
  invited: number | null;
}

function lifeOf({ came, gone, said, bought, invited }: LifeRow): Life {
  const firstSaid = (from: number) => {
    const within = said.filter((day) => day >= from && day < from + ACTIVE_DAYS);
    return within.length > 0 ? Math.min(...within) : null;
  };
  const stays = came.map((day, at) => ({ came: day, gone: gone[at] === -1 ? null : (gone[at] ?? null), said: firstSaid(day) }));
  return { stays, bought, invited };
}

/** Writes down the lives of all people of these groups, as they stand in the tables. */
export async function recountLives(db: Db, brandId: number, zone: string, groupIds: readonly string[]): Promise<void> {
  const { rows } = await sql<LifeRow>`
    with wanted as materialized (select unnest(${groupIds}::uuid[]) as group_id),${mergedQuery(brandId)},
    facts as (
      select s.group_id, s.member_id, s.joined_at as at, ${dayNo(sql`s.joined_at`, zone)} as came, coalesce(${dayNo(leftAt, zone)}, -1) as gone, null::int as said, null::int as bought, null::int as invited
      from wanted w join seats s on s.brand_id = ${brandId} and s.group_id = w.group_id and s.kind = 'member'
      union all select t.group_id, t.member_id, null, null, null, ${noOfDay(sql`t.day`)}, null, null
      from wanted w join group_speakers t on t.brand_id = ${brandId} and t.group_id = w.group_id and t.valid_messages > 0
      union all select o.group_id, o.member_id, null, null, null, null, ${dayNo(sql`o.paid_at`, zone)}, null
      from wanted w join orders o on o.brand_id = ${brandId} and o.group_id = w.group_id and o.paid_fen > o.refunded_fen and o.member_id is not null
      union all select i.group_id, i.inviter_member_id, null, null, null, null, null, ${dayNo(sql`i.joined_at`, zone)}
      from wanted w join seats i on i.brand_id = ${brandId} and i.group_id = w.group_id and i.inviter_member_id is not null)
    select f.group_id, coalesce(array_agg(came order by at) filter (where came is not null), '{}') as came, coalesce(array_agg(gone order by at) filter (where came is not null), '{}') as gone,
      coalesce(array_agg(said) filter (where said is not null), '{}') as said, coalesce(array_agg(distinct bought) filter (where bought is not null), '{}') as bought, min(invited) as invited
    from facts f left join merged m on m.id = f.member_id
    group by f.group_id, coalesce(m.canonical_id, f.member_id) having count(came) > 0 or count(bought) > 0
    order by f.group_id, coalesce(m.canonical_id, f.member_id)`.execute(db);
  const byGroup = Map.groupBy(rows, (row) => row.groupId);
  const packed = groupIds.map((id) => Buffer.from(packLives((byGroup.get(id) ?? []).map(lifeOf))));
  await sql`
    insert into group_lives as l (brand_id, group_id, lives)
    select ${brandId}::int, u.group_id, u.lives from unnest(${groupIds}::uuid[], ${packed}::bytea[]) as u(group_id, lives) order by 2
    on conflict (brand_id, group_id) do update set lives = excluded.lives where l.lives <> excluded.lives`.execute(db);
}

/** A group that has days around a day, and in which writing its lives stand. */
export interface GroupOnDay {
  groupId: string;
  seen: boolean;
  /** From which day on it waits to be settled; null where it does not. */
  waitsFrom: string | null;
  /** Another with every writing; null where no lives are kept. */
  version: string | null;
}

/** The groups of a scope that were there on a day. A row's version is the transaction that wrote it. */
export async function listGroupsOn(db: Db, brandId: number, scope: MeasuredScope, day: string): Promise<GroupOnDay[]> {
  const { rows } = await sql<GroupOnDay>`
    with scope as materialized (${scope.groups})
    select g.id as group_id, g.seen, d.from_day as waits_from, l.xmin::text as version
    from scope g join group_days a on a.brand_id = ${brandId} and a.group_id = g.id and a.day = ${day}
    left join insight_dirty d on d.brand_id = ${brandId} and d.group_id = g.id left join group_lives l on l.brand_id = ${brandId} and l.group_id = g.id`.execute(
    db,
  );
  return rows;
}

export interface GroupLives {
  groupId: string;
  version: string;
  lives: PackedLives;
}

export async function readLives(db: Db, brandId: number, groupIds: readonly string[]): Promise<GroupLives[]> {
  if (groupIds.length === 0) return [];
  const { rows } = await sql<GroupLives>`
    select l.group_id, l.xmin::text as version, l.lives from group_lives l where l.brand_id = ${brandId} and l.group_id = any(${groupIds}::uuid[])`.execute(
    db,
  );
  return rows;
}
