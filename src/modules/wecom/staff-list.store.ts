import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { WecomStaff } from "./staff.contract.ts";

/** Colleagues nobody is linked to yet, whose name only one has. */
const free = (brandId: number) => sql`
  free as (select min(s.id::text)::uuid as id, s.name from staff s where s.brand_id = ${brandId} and s.status <> 'left'
    and not exists (select 1 from accounts a where a.brand_id = ${brandId} and a.channel = 'wecom' and a.staff_id = s.id) group by s.name having count(*) = 1)`;

const conditions = {
  all: sql`true`,
  linked: sql`a.staff_id is not null`,
  open: sql`a.staff_id is null and u.state = 'active'`,
  problem: sql`u.problem is not null`,
};

/** In the order of names; one more than `limit` where there are more. */
export async function listStaff(
  db: Db,
  brandId: number,
  corp: string,
  ask: { q: string; filter: keyof typeof conditions; offset: number; limit: number },
): Promise<WecomStaff[]> {
  const { rows } = await sql<WecomStaff>`
    with ${free(brandId)},
      page as (select u.*, a.staff_id from wecom_users u join accounts a on a.brand_id = u.brand_id and a.id = u.account_id
        where u.brand_id = ${brandId} and u.corp = ${corp} and ${conditions[ask.filter]} and (${ask.q} = '' or strpos(lower(u.name), lower(${ask.q})) > 0 or strpos(lower(u.user_id), lower(${ask.q})) > 0)
        order by u.state = 'left', u.name, u.user_id offset ${ask.offset} limit ${ask.limit + 1})
    select p.account_id, p.user_id, p.name, p.position, p.state, p.follows, p.problem, p.staff_id, s.name as staff_name,
      case when p.staff_id is null then free.id end as suggested_id, case when p.staff_id is null then free.name end as suggested_name,
      (select count(*)::int from wecom_follows f where f.brand_id = ${brandId} and f.corp = ${corp} and f.user_id = p.user_id and f.lost_at is null) as customers,
      (select count(*)::int from wecom_groups g where g.brand_id = ${brandId} and g.corp = ${corp} and g.owner_user_id = p.user_id and g.dissolved_at is null) as groups
    from page p left join staff s on s.brand_id = ${brandId} and s.id = p.staff_id left join free on free.name = p.name
    order by p.state = 'left', p.name, p.user_id`.execute(db);
  return rows;
}

export async function countStaff(
  db: Db,
  brandId: number,
  corp: string,
  ask: { q: string; filter: keyof typeof conditions },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from wecom_users u join accounts a on a.brand_id = u.brand_id and a.id = u.account_id
    where u.brand_id = ${brandId} and u.corp = ${corp} and ${conditions[ask.filter]} and (${ask.q} = '' or strpos(lower(u.name), lower(${ask.q})) > 0 or strpos(lower(u.user_id), lower(${ask.q})) > 0)`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}

/** Whom exactly one colleague has the name of. */
export async function listSuggested(db: Db, brandId: number, corp: string): Promise<{ accountId: string; staffId: string }[]> {
  const { rows } = await sql<{ accountId: string; staffId: string }>`
    with ${free(brandId)},
      named as (select min(u.account_id::text)::uuid as account_id, u.name from wecom_users u join accounts a on a.brand_id = u.brand_id and a.id = u.account_id
        where u.brand_id = ${brandId} and u.corp = ${corp} and u.state = 'active' and a.staff_id is null group by u.name having count(*) = 1)
    select n.account_id, f.id as staff_id from named n join free f on f.name = n.name order by 1 limit 1000`.execute(db);
  return rows;
}

/** Which of these accounts are of the corp, and which of these colleagues work here. */
export async function listLinkable(
  db: Db,
  brandId: number,
  corp: string,
  links: readonly { accountId: string; staffId: string | null }[],
): Promise<{ accounts: Set<string>; staff: Set<string> }> {
  const { rows } = await sql<{ id: string; isStaff: boolean }>`
    select account_id as id, false as is_staff from wecom_users where brand_id = ${brandId} and corp = ${corp} and account_id = any(${links.map((one) => one.accountId)}::uuid[])
    union all select id, true from staff where brand_id = ${brandId} and status <> 'left' and id = any(${links.flatMap((one) => one.staffId ?? [])}::uuid[])`.execute(
    db,
  );
  return {
    accounts: new Set(rows.filter((row) => !row.isStaff).map((row) => row.id)),
    staff: new Set(rows.filter((row) => row.isStaff).map((row) => row.id)),
  };
}
