import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { MeasuredScope } from "./measure.store.ts";
import type { PlatformKey } from "./platform-figures.contract.ts";

const columns: Record<PlatformKey, RawBuilder<number | null>> = {
  messages: sql`f.messages`,
  talkingMembers: sql`f.talking_members`,
  newMembers: sql`f.new_members`,
  members: sql`f.members`,
};

/** The scope's living groups on WeCom by owner, with how many the owner has in all. */
const owners = (brandId: number, scope: MeasuredScope) => sql`
  select w.corp, w.owner_user_id as user_id, count(*)::int as here, (select count(*) from wecom_groups o where o.brand_id = ${brandId} and o.corp = w.corp
      and o.owner_user_id = w.owner_user_id and o.dissolved_at is null)::int as in_all
  from wecom_groups w join (${scope.groups}) x on x.id = w.group_id where w.brand_id = ${brandId} and w.dissolved_at is null group by w.corp, w.owner_user_id`;

/** Figures of those who own nothing outside of the scope; of all who ever owned where it is the whole brand. Before his first group an owner has none. */
const figures = (brandId: number, scope: MeasuredScope, from: string, to: string) => sql`
  select f.* from wecom_figures f where f.brand_id = ${brandId} and f.day between ${from}::date and ${to}::date and f.groups > 0
    and (${scope.isWhole}::boolean or (f.corp, f.user_id) in (select corp, user_id from (${owners(brandId, scope)}) o where here = in_all))`;

export interface Reach {
  groups: number;
  told: number;
  split: number;
  since: string | null;
}

/** How many of the scope's groups the figures of a period speak of, and since when there are any. */
export async function countReach(db: Db, brandId: number, scope: MeasuredScope, from: string, to: string): Promise<Reach> {
  const { rows } = await sql<Reach>`
    with o as materialized (${owners(brandId, scope)})
    select coalesce(sum(here), 0)::int as groups, coalesce(sum(here) filter (where here < in_all), 0)::int as split,
      coalesce(sum(here) filter (where here = in_all and exists (select 1 from wecom_figures f where f.brand_id = ${brandId} and f.corp = o.corp
        and f.user_id = o.user_id and f.day between ${from}::date and ${to}::date and f.groups > 0)), 0)::int as told,
      (select to_char(min(f.day), 'YYYY-MM-DD') from wecom_figures f where f.brand_id = ${brandId} and f.groups > 0) as since
    from o`.execute(db);
  return rows[0] ?? { groups: 0, told: 0, split: 0, since: null };
}

export type DaySums = { day: string } & Record<PlatformKey, number | null>;

/** The sums of each day of which something was told. */
export async function listDays(db: Db, brandId: number, scope: MeasuredScope, from: string, to: string): Promise<DaySums[]> {
  const { rows } = await sql<DaySums>`
    select to_char(f.day, 'YYYY-MM-DD') as day, sum(f.messages)::int as messages, sum(f.talking_members)::int as talking_members, sum(f.new_members)::int as new_members,
      sum(f.members)::int as members from (${figures(brandId, scope, from, to)}) f group by f.day order by f.day`.execute(db);
  return rows;
}

export interface OwnerDay {
  corp: string;
  userId: string;
  day: string;
  owner: string;
  groups: number | null;
  value: number;
}

/** The rows of one sum behind a place in their order: newest day, then owner. */
export async function listOwnerDays(
  db: Db,
  brandId: number,
  scope: MeasuredScope,
  ask: { from: string; to: string; key: PlatformKey; after: { day: string; corp: string; userId: string } | null; limit: number },
): Promise<OwnerDay[]> {
  const { after } = ask;
  const behind = after
    ? sql`and (f.day < ${after.day}::date or (f.day = ${after.day}::date and (f.corp, f.user_id) > (${after.corp}, ${after.userId})))`
    : sql``;
  const { rows } = await sql<OwnerDay>`
    select f.corp, f.user_id, to_char(f.day, 'YYYY-MM-DD') as day, coalesce(s.name, u.name, f.user_id) as owner, f.groups, ${columns[ask.key]} as value
    from (${figures(brandId, scope, ask.from, ask.to)}) f left join wecom_users u on u.brand_id = f.brand_id and u.corp = f.corp and u.user_id = f.user_id
      left join accounts a on a.brand_id = u.brand_id and a.id = u.account_id left join staff s on s.brand_id = a.brand_id and s.id = a.staff_id
    where ${columns[ask.key]} is not null ${behind} order by f.day desc, f.corp, f.user_id limit ${ask.limit}`.execute(db);
  return rows;
}

export async function sumOwnerDays(
  db: Db,
  brandId: number,
  scope: MeasuredScope,
  ask: { from: string; to: string; key: PlatformKey },
): Promise<{ total: number; sum: number }> {
  const { rows } = await sql<{ total: number; sum: number }>`
    select count(${columns[ask.key]})::int as total, coalesce(sum(${columns[ask.key]}), 0)::int as sum from (${figures(brandId, scope, ask.from, ask.to)}) f`.execute(
    db,
  );
  return rows[0] ?? { total: 0, sum: 0 };
}
