import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

export interface UserWrite {
  userId: string;
  accountId: string;
  name: string;
  departments: number[];
  mobile: string;
  position: string;
  state: "active" | "disabled" | "inactive" | "left";
}

const arrayText = (numbers: readonly number[]) => `{${numbers.join()}}`;

/** Writes staff as the platform tells them; answers those that were new or otherwise, with what was before. */
export async function upsertUsers(db: Db, brandId: number, corp: string, users: readonly UserWrite[], now: Date): Promise<string[]> {
  const { rows } = await sql<{ userId: string }>`
    with told as (select * from unnest(${users.map((one) => one.userId)}::text[], ${users.map((one) => one.accountId)}::uuid[], ${users.map((one) => one.name)}::text[],
        ${users.map((one) => arrayText(one.departments))}::text[], ${users.map((one) => one.mobile)}::text[], ${users.map((one) => one.position)}::text[], ${users.map((one) => one.state)}::text[])
        t(user_id, account_id, name, departments, mobile, position, state)),
      was as (select u.user_id, u.name, u.departments, u.position, u.state from wecom_users u join told t on t.user_id = u.user_id where u.brand_id = ${brandId} and u.corp = ${corp}),
      written as (
        insert into wecom_users (brand_id, corp, user_id, account_id, name, departments, mobile, position, state, seen_at)
        select ${brandId}::int, ${corp}, t.user_id, t.account_id, t.name, t.departments::integer[], t.mobile, t.position, t.state, ${now}::timestamptz from told t order by t.user_id
        on conflict (brand_id, corp, user_id) do update set account_id = excluded.account_id, name = excluded.name, departments = excluded.departments,
          mobile = case when excluded.mobile = '' then wecom_users.mobile else excluded.mobile end, position = excluded.position, state = excluded.state, seen_at = excluded.seen_at
        returning user_id, name, departments, position, state)
    select w.user_id from written w left join was on was.user_id = w.user_id
    where (was.name, was.departments, was.position, was.state) is distinct from (w.name, w.departments, w.position, w.state)`.execute(db);
  return rows.map((row) => row.userId);
}

/** Who of them we know, with the account each has. */
export async function listUsersById(
  db: Db,
  brandId: number,
  corp: string,
  userIds: readonly string[],
): Promise<{ userId: string; accountId: string; staffId: string | null; name: string }[]> {
  const { rows } = await sql<{ userId: string; accountId: string; staffId: string | null; name: string }>`
    select u.user_id, u.account_id, a.staff_id, u.name from wecom_users u join accounts a on a.brand_id = u.brand_id and a.id = u.account_id
    where u.brand_id = ${brandId} and u.corp = ${corp} and u.user_id = any(${userIds}::text[])`.execute(db);
  return rows;
}

/** Exactly these may have customers. */
export async function markFollowers(db: Db, brandId: number, corp: string, userIds: readonly string[]): Promise<void> {
  await sql`update wecom_users set follows = user_id = any(${userIds}::text[]) where brand_id = ${brandId} and corp = ${corp}
    and follows is distinct from (user_id = any(${userIds}::text[]))`.execute(db);
}

/** Staff whom the last whole look no longer found have left; answers who. */
export async function markLeft(db: Db, brandId: number, corp: string, lookedAt: Date): Promise<string[]> {
  const { rows } = await sql<{ userId: string }>`
    update wecom_users set state = 'left', follows = false where brand_id = ${brandId} and corp = ${corp} and seen_at < ${lookedAt} and state <> 'left' returning user_id`.execute(
    db,
  );
  return rows.map((row) => row.userId);
}

/** Staff who may have customers, behind a given one, in their order. */
export async function listFollowers(db: Db, brandId: number, corp: string, after: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ userId: string }>`
    select user_id from wecom_users where brand_id = ${brandId} and corp = ${corp} and follows and user_id > ${after} order by user_id limit ${limit}`.execute(
    db,
  );
  return rows.map((row) => row.userId);
}

export async function countFollowers(db: Db, brandId: number, corp: string): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from wecom_users where brand_id = ${brandId} and corp = ${corp} and follows`.execute(db);
  return rows[0]?.n ?? 0;
}

/** What was wrong with reading these people's customers; null: nothing. */
export async function noteProblems(
  db: Db,
  brandId: number,
  corp: string,
  userIds: readonly string[],
  problems: ReadonlyMap<string, number>,
): Promise<void> {
  await sql`
    update wecom_users u set problem = t.problem from unnest(${[...userIds]}::text[], ${userIds.map((id) => problems.get(id) ?? null)}::int[]) t(user_id, problem)
    where u.brand_id = ${brandId} and u.corp = ${corp} and u.user_id = t.user_id and u.problem is distinct from t.problem`.execute(db);
}
