import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { Invite, Role } from "./brands.contract.ts";

export interface NewInvite {
  id: string;
  tokenHash: string;
  name: string;
  roles: readonly Role[];
  orgId: string;
  createdBy: string | null;
  createdAt: Date;
  expiresAt: Date;
}

export async function insertInvite(db: Db, brandId: number, invite: NewInvite): Promise<void> {
  await sql`insert into staff_invites (brand_id, id, token_hash, name, roles, org_id, created_by, created_at, expires_at)
    values (${brandId}, ${invite.id}, ${invite.tokenHash}, ${invite.name}, ${invite.roles}::text[], ${invite.orgId}, ${invite.createdBy}, ${invite.createdAt}, ${invite.expiresAt})`.execute(
    db,
  );
}

/** The newest two hundred at or below a unit; null sees all. */
export async function listInvites(db: Db, brandId: number, now: Date, rootId: string | null): Promise<Invite[]> {
  const { rows } = await sql<Invite>`
    select i.id, i.name, i.roles, i.org_id, o.name as org_name, i.created_at, i.expires_at,
      case when i.accepted_at is not null then 'accepted' when i.revoked_at is not null then 'revoked' when i.expires_at <= ${now} then 'expired' else 'open' end as state
    from staff_invites i join org_units o on o.brand_id = i.brand_id and o.id = i.org_id
    where i.brand_id = ${brandId} and (${rootId}::uuid is null
      or i.org_id in (select descendant_id from org_closure where brand_id = ${brandId} and ancestor_id = ${rootId}::uuid))
    order by i.id desc limit 200`.execute(db);
  return rows;
}

export async function findInvite(db: Db, brandId: number, id: string): Promise<{ id: string; orgId: string } | undefined> {
  const { rows } = await sql<{ id: string; orgId: string }>`
    select id, org_id from staff_invites where brand_id = ${brandId} and id = ${id}`.execute(db);
  return rows[0];
}

export interface OpenInvite {
  id: string;
  name: string;
  roles: Role[];
  orgId: string;
  orgName: string;
  expiresAt: string;
}

/** An invite that can still be taken; held until the transaction ends, so that it is taken once. */
export async function lockOpenInvite(db: Db, brandId: number, tokenHash: string, now: Date): Promise<OpenInvite | undefined> {
  const { rows } = await sql<OpenInvite>`
    select i.id, i.name, i.roles, i.org_id, o.name as org_name, i.expires_at
    from staff_invites i join org_units o on o.brand_id = i.brand_id and o.id = i.org_id
    where i.brand_id = ${brandId} and i.token_hash = ${tokenHash} and i.accepted_at is null and i.revoked_at is null and i.expires_at > ${now}
    for update of i`.execute(db);
  return rows[0];
}

/** Gives an invitation back that was revoked since then. */
export async function restoreInvite(db: Db, brandId: number, id: string, since: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update staff_invites set revoked_at = null where brand_id = ${brandId} and id = ${id} and accepted_at is null and revoked_at >= ${since}`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0);
}

export async function closeInvite(db: Db, brandId: number, id: string, how: "accepted" | "revoked", now: Date): Promise<number> {
  const column = how === "accepted" ? sql`accepted_at` : sql`revoked_at`;
  const { numAffectedRows } = await sql`
    update staff_invites set ${column} = ${now} where brand_id = ${brandId} and id = ${id} and accepted_at is null and revoked_at is null`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0);
}
