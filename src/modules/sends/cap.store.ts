import { type RawBuilder, sql } from "kysely";
import { isAmong } from "../../server/columns.ts";
import type { Db } from "../../server/db.ts";
import type { TargetRow } from "./targets.store.ts";

/** A stretch of local days as moments, told by its first day. */
export interface Stretch {
  key: string;
  from: Date;
  to: Date;
}

export interface PlatformUse {
  groupId: string;
  key: string;
  /** Our own, and those of staff by themselves and of other apps. */
  own: number;
  outside: number;
}

const stretchRows = (stretches: readonly Stretch[]) => sql`unnest(${stretches.map((one) => one.key)}::text[],
  ${stretches.map((one) => one.from.toISOString())}::timestamptz[], ${stretches.map((one) => one.to.toISOString())}::timestamptz[]) z(key, from_at, to_at)`;

/** What of `meant m` (id, channel, external_id) is used up by stretch: our own sends, and what others sent. */
const usesOf = (brandId: number, stretches: readonly Stretch[]) => sql`
  select m.id as group_id, z.key, count(*)::int as own, 0 as outside from meant m cross join ${stretchRows(stretches)}
    join deliveries d on d.brand_id = ${brandId} and d.group_id = m.id and d.due_at >= z.from_at and d.due_at < z.to_at and d.state in ('planned', 'handed-over', 'sent', 'unknown')
    group by m.id, z.key
  union all
  select m.id, z.key, 0, count(*)::int from meant m cross join ${stretchRows(stretches)}
    join outside_deliveries o on o.brand_id = ${brandId} and o.channel = m.channel and o.group_external_id = m.external_id and o.sent_at >= z.from_at and o.sent_at < z.to_at
    group by m.id, z.key`;

/** How much of its platform's own cap each group has used up or will, by stretch; groups without any are left out. */
export async function countPlatformUse(
  db: Db,
  brandId: number,
  groupIds: readonly string[],
  stretches: readonly Stretch[],
): Promise<PlatformUse[]> {
  if (groupIds.length === 0) return [];
  const { rows } = await sql<PlatformUse>`
    with meant as materialized (select id, channel, external_id from groups where brand_id = ${brandId} and ${isAmong(sql`id`, groupIds)})
    select group_id, key, sum(own)::int as own, sum(outside)::int as outside from (${usesOf(brandId, stretches)}) u group by group_id, key`.execute(
    db,
  );
  return rows;
}

/** Groups that are alike in all that a verdict looks at on any of the days. */
export interface AlikeGroups {
  status: TargetRow["status"];
  channel: string;
  hasOwner: boolean;
  hasAccount: boolean;
  /** Days with sends and how many, in the same order; so with the stretches of the platform's cap. */
  days: string[] | null;
  sends: number[] | null;
  stretches: string[] | null;
  used: number[] | null;
  groups: number;
}

export interface AlikeAsk {
  from: Date;
  to: Date;
  zone: string;
  /** Channels with a cap of the platform's, and its stretches. */
  cappedChannels: readonly string[];
  stretches: readonly Stretch[];
}

/** `groups` is a predicate over groups g. */
export async function countAlike(db: Db, brandId: number, groups: RawBuilder<boolean>, ask: AlikeAsk): Promise<AlikeGroups[]> {
  const { rows } = await sql<AlikeGroups>`
    with all_meant as materialized (
      select g.id, g.status, g.channel, g.external_id, g.owner_staff_id is not null as has_owner, g.account_id is not null as has_account
      from groups g where g.brand_id = ${brandId} and ${groups}),
    meant as materialized (select * from all_meant where channel = any(${ask.cappedChannels}::text[])),
    spent as (
      select group_id, array_agg(day order by day) as days, array_agg(n order by day) as sends from (
        select d.group_id, (d.due_at at time zone ${ask.zone})::date::text as day, count(*)::int as n
        from all_meant m join deliveries d on d.brand_id = ${brandId} and d.group_id = m.id and d.due_at >= ${ask.from} and d.due_at < ${ask.to}
          and d.state in ('planned', 'handed-over', 'sent', 'unknown') group by 1, 2) by_day group by group_id),
    used as (
      select group_id, array_agg(key order by key) as stretches, array_agg(n order by key) as used from (
        select group_id, key, sum(own + outside)::int as n from (${usesOf(brandId, ask.stretches)}) u group by group_id, key) by_stretch group by group_id)
    select m.status, m.channel, m.has_owner, m.has_account, s.days, s.sends, p.stretches, p.used, count(*)::int as groups
    from all_meant m left join spent s on s.group_id = m.id left join used p on p.group_id = m.id group by 1, 2, 3, 4, 5, 6, 7, 8`.execute(
    db,
  );
  return rows;
}
