import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { AccountAsk } from "./accounts.store.ts";

export interface PlannedRow {
  id: string;
  name: string;
  code: string;
}

/** Groups that wait for their counterpart on a channel; held until the transaction ends, so that none is bound twice. */
export async function lockPlanned(db: Db, brandId: number, channel: string): Promise<PlannedRow[]> {
  const { rows } = await sql<PlannedRow>`
    select id, name, code from groups where brand_id = ${brandId} and channel = ${channel} and status = 'planned' and external_id is null
    order by id for no key update`.execute(db);
  return rows;
}

export interface PlatformTie {
  groupId: string;
  externalId: string;
  accountId: string | null;
}

export async function tieGroups(db: Db, brandId: number, ties: readonly PlatformTie[]): Promise<void> {
  await sql`
    update groups g set external_id = t.external_id, account_id = t.account_id
    from unnest(${ties.map((one) => one.groupId)}::uuid[], ${ties.map((one) => one.externalId)}::text[], ${ties.map((one) => one.accountId)}::uuid[]) t(group_id, external_id, account_id)
    where g.brand_id = ${brandId} and g.id = t.group_id`.execute(db);
}

export interface StandingGroup {
  id: string;
  code: string;
  name: string;
  announcement: string;
  accountId: string | null;
  ownerStaffId: string | null;
  status: "planned" | "active" | "closed";
}

/** Groups as they stand, held until the transaction ends. */
export async function lockStanding(db: Db, brandId: number, ids: readonly string[]): Promise<StandingGroup[]> {
  const { rows } = await sql<StandingGroup>`
    select id, code, name, announcement, account_id, owner_staff_id, status from groups where brand_id = ${brandId} and id = any(${ids}::uuid[]) order by id for no key update`.execute(
    db,
  );
  return rows;
}

export async function writeStanding(
  db: Db,
  brandId: number,
  rows: readonly { id: string; name: string; announcement: string; accountId: string | null }[],
): Promise<void> {
  await sql`
    update groups g set name = t.name, announcement = t.announcement, account_id = t.account_id
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.name)}::text[], ${rows.map((row) => row.announcement)}::text[], ${rows.map((row) => row.accountId)}::uuid[])
      t(id, name, announcement, account_id)
    where g.brand_id = ${brandId} and g.id = t.id`.execute(db);
}

/** Accounts of one channel and scope, made or brought up to date; their ids by the platform's own. Who was linked by hand stays linked. */
export async function upsertAccounts(
  db: Db,
  brandId: number,
  channel: string,
  scope: string,
  accounts: readonly Pick<AccountAsk & { id: string }, "id" | "externalId" | "name">[],
  now: Date,
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; externalId: string }>`
    insert into accounts (brand_id, id, channel, scope, external_id, name, kind, created_at)
    select ${brandId}::int, u.id, ${channel}, ${scope}, u.external_id, u.name, 'staff', ${now}::timestamptz
    from unnest(${accounts.map((one) => one.id)}::uuid[], ${accounts.map((one) => one.externalId)}::text[], ${accounts.map((one) => one.name)}::text[]) u(id, external_id, name)
    order by u.external_id
    on conflict (brand_id, channel, scope, external_id) do update set name = excluded.name returning id, external_id`.execute(db);
  return new Map(rows.map((row) => [row.externalId, row.id]));
}

/** Whose account it is from now on; answers whose it was. */
export async function setAccountStaff(
  db: Db,
  brandId: number,
  accountId: string,
  staffId: string | null,
): Promise<{ staffId: string | null } | undefined> {
  const { rows } = await sql<{ staffId: string | null }>`
    with was as (select staff_id from accounts where brand_id = ${brandId} and id = ${accountId} for update)
    update accounts a set staff_id = ${staffId}::uuid from was where a.brand_id = ${brandId} and a.id = ${accountId} returning was.staff_id`.execute(
    db,
  );
  return rows[0];
}

/** Open groups that the account carries and the given colleague owns, or nobody. */
export async function listGroupsOfAccount(db: Db, brandId: number, accountId: string, ownerId: string | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from groups where brand_id = ${brandId} and account_id = ${accountId} and status <> 'closed' and (owner_staff_id is null or owner_staff_id = ${ownerId}::uuid)`.execute(
    db,
  );
  return rows.map((row) => row.id);
}
