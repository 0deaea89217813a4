import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import { activeHours } from "./seat.store.ts";

export interface Contact {
  memberId: string;
  accountId: string;
}

/** Writes who knows whom; answers those that were not known. Each member's row is held against a merge by its key. */
export async function insertContacts(db: Db, brandId: number, contacts: readonly Contact[]): Promise<Contact[]> {
  const { rows } = await sql<Contact>`
    insert into member_contacts (brand_id, member_id, account_id)
    select distinct ${brandId}::int, u.member_id, u.account_id
    from unnest(${contacts.map((one) => one.memberId)}::uuid[], ${contacts.map((one) => one.accountId)}::uuid[]) u(member_id, account_id)
    order by 2, 3 on conflict do nothing returning member_id, account_id`.execute(db);
  return rows;
}

/** The unit of an account's colleague; that of the whole brand where it has none. */
const unitOf = (brandId: number) => sql`coalesce(s.org_id, (select id from org_units where brand_id = ${brandId} and parent_id is null))`;

/** Notes the units of accounts that are new here, and holds them until the transaction ends. */
export async function placeAccounts(db: Db, brandId: number, accountIds: readonly string[]): Promise<void> {
  await sql`
    insert into contact_accounts (brand_id, account_id, org_id)
    select a.brand_id, a.id, ${unitOf(brandId)} from accounts a left join staff s on s.brand_id = a.brand_id and s.id = a.staff_id
    where a.brand_id = ${brandId} and a.id = any(${accountIds}::uuid[]) order by a.id on conflict do nothing`.execute(db);
  await sql`select 1 from contact_accounts where brand_id = ${brandId} and account_id = any(${accountIds}::uuid[]) order by account_id for share`.execute(
    db,
  );
}

/** Lets contacts be seen in the units of the accounts that know them; without a seat there. */
export async function insertContactOrgs(db: Db, brandId: number, contacts: readonly Contact[]): Promise<void> {
  await sql`
    with told as (select distinct p.org_id, coalesce(m.canonical_id, m.id) as member_id
        from unnest(${contacts.map((one) => one.memberId)}::uuid[], ${contacts.map((one) => one.accountId)}::uuid[]) u(member_id, account_id)
        join members m on m.brand_id = ${brandId} and m.id = u.member_id and m.status = 'active'
        join contact_accounts p on p.brand_id = ${brandId} and p.account_id = u.account_id),
      ${activeHours(brandId, sql`select member_id from told`)}
    insert into member_orgs (brand_id, org_id, member_id, seats, active_hour)
    select ${brandId}::int, told.org_id, told.member_id, 0, hours.active_hour from told left join hours on hours.member_id = told.member_id
    order by 2, 3 on conflict do nothing`.execute(db);
}

export interface MovedAccount {
  accountId: string;
  orgId: string;
}

/** Accounts whose contacts are seen in another unit than their colleague's of now. */
export async function listMovedAccounts(db: Db, brandId: number, limit: number): Promise<MovedAccount[]> {
  const { rows } = await sql<MovedAccount>`
    select p.account_id, ${unitOf(brandId)} as org_id from contact_accounts p
    join accounts a on a.brand_id = p.brand_id and a.id = p.account_id left join staff s on s.brand_id = a.brand_id and s.id = a.staff_id
    where p.brand_id = ${brandId} and p.org_id <> ${unitOf(brandId)} order by p.account_id limit ${limit}`.execute(db);
  return rows;
}

/** Notes the unit of an account; its row is held until the transaction ends, so that contacts made meanwhile wait. */
export async function moveAccount(db: Db, brandId: number, { accountId, orgId }: MovedAccount): Promise<void> {
  await sql`update contact_accounts set org_id = ${orgId} where brand_id = ${brandId} and account_id = ${accountId}`.execute(db);
}

/** Canonical ids of an account's contacts, in the order of ids. */
export async function listMembersOfAccount(db: Db, brandId: number, accountId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct coalesce(m.canonical_id, m.id) as id from member_contacts c join members m on m.brand_id = c.brand_id and m.id = c.member_id
    where c.brand_id = ${brandId} and c.account_id = ${accountId} order by 1`.execute(db);
  return rows.map((row) => row.id);
}
