import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { AuditEntry, Invite, Role, StaffMember } from "./brands.contract.ts";

export interface StaffFilter {
  q?: string | undefined;
  role?: Role | undefined;
  orgId?: string | undefined;
  /** Only staff at or below this unit; null sees all. */
  rootId: string | null;
  after: string | null;
  limit: number;
}

export async function listStaff(db: Db, brandId: number, filter: StaffFilter): Promise<StaffMember[]> {
  const like = filter.q ? `%${filter.q.replaceAll(/[\\%_]/g, "\\$&")}%` : null;
  const { rows } = await sql<StaffMember>`
    select s.id, s.name, coalesce(u.email, '') as login, s.org_id, o.name as org_name, s.status, s.created_at,
      coalesce((select array_agg(r.role order by r.role) from staff_roles r where r.brand_id = s.brand_id and r.staff_id = s.id), '{}') as roles,
      (select count(*)::int from groups g where g.brand_id = s.brand_id and g.owner_staff_id = s.id and g.status <> 'closed') as groups
    from staff s join org_units o on o.brand_id = s.brand_id and o.id = s.org_id left join auth."user" u on u.id = s.user_id
    where s.brand_id = ${brandId}
      and (${filter.after}::uuid is null or s.id > ${filter.after}::uuid)
      and (${like}::text is null or s.name like ${like} or u.email like ${like})
      and (${filter.role}::text is null or exists (select 1 from staff_roles r where r.brand_id = s.brand_id and r.staff_id = s.id and r.role = ${filter.role}))
      and (${filter.orgId}::uuid is null or s.org_id in (select descendant_id from org_closure where brand_id = ${brandId} and ancestor_id = ${filter.orgId}::uuid))
      and (${filter.rootId}::uuid is null or s.org_id in (select descendant_id from org_closure where brand_id = ${brandId} and ancestor_id = ${filter.rootId}::uuid))
    order by s.id limit ${filter.limit + 1}`.execute(db);
  return rows;
}

export async function findStaff(
  db: Db,
  brandId: number,
  id: string,
): Promise<{ id: string; name: string; orgId: string; status: StaffMember["status"]; roles: Role[] } | undefined> {
  const { rows } = await sql<{ id: string; name: string; orgId: string; status: StaffMember["status"]; roles: Role[] }>`
    select s.id, s.name, s.org_id, s.status,
      coalesce((select array_agg(r.role order by r.role) from staff_roles r where r.brand_id = s.brand_id and r.staff_id = s.id), '{}') as roles
    from staff s where s.brand_id = ${brandId} and s.id = ${id}`.execute(db);
  return rows[0];
}

export async function updateStaff(
  db: Db,
  brandId: number,
  id: string,
  change: { name: string; orgId: string; status: string },
): Promise<void> {
  await sql`update staff set name = ${change.name}, org_id = ${change.orgId}, status = ${change.status} where brand_id = ${brandId} and id = ${id}`.execute(
    db,
  );
}

/** Owners who can still sign in; the last one is never taken away. Holds their rows until the transaction ends. */
export async function lockActiveOwners(db: Db, brandId: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select s.id from staff s join staff_roles r on r.brand_id = s.brand_id and r.staff_id = s.id
    where s.brand_id = ${brandId} and r.role = 'owner' and s.status <> 'left' order by s.id for update of s`.execute(db);
  return rows.map((row) => row.id);
}

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

export async function listInvites(db: Db, brandId: number, now: Date): Promise<Invite[]> {
  const { rows } = await sql<Invite>`
    select i.id, i.name, i.roles, i.org_id, o.name as org_name, i.created_at, i.expires_at,
      case when i.accepted_at is not null then 'accepted' when i.revoked_at is not null then 'revoked' when i.expires_at <= ${now} then 'expired' else 'open' end as state
    from staff_invites i join org_units o on o.brand_id = i.brand_id and o.id = i.org_id
    where i.brand_id = ${brandId} order by i.id desc limit 200`.execute(db);
  return rows;
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

export async function closeInvite(db: Db, brandId: number, id: string, how: "accepted" | "revoked", now: Date): Promise<number> {
  const column = how === "accepted" ? sql`accepted_at` : sql`revoked_at`;
  const { numAffectedRows } = await sql`
    update staff_invites set ${column} = ${now} where brand_id = ${brandId} and id = ${id} and accepted_at is null and revoked_at is null`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0);
}

export interface AuditFilter {
  q?: string | undefined;
  actorId?: string | undefined;
  action?: string | undefined;
  targetKind?: string | undefined;
  targetId?: string | undefined;
  from: Date | null;
  to: Date | null;
  before: string | null;
  limit: number;
}

export async function listAudit(db: Db, brandId: number, filter: AuditFilter): Promise<AuditEntry[]> {
  const like = filter.q ? `%${filter.q.replaceAll(/[\\%_]/g, "\\$&")}%` : null;
  const { rows } = await sql<AuditEntry>`
    select id, at, actor_kind, actor_id, actor_name, action, target_kind, target_id, before, after, request_id from audit_entries
    where brand_id = ${brandId} and (${filter.before}::uuid is null or id < ${filter.before}::uuid)
      and (${filter.actorId}::text is null or actor_id = ${filter.actorId})
      and (${filter.action}::text is null or action = ${filter.action})
      and (${filter.targetKind}::text is null or target_kind = ${filter.targetKind})
      and (${filter.targetId}::text is null or target_id = ${filter.targetId})
      and (${filter.from}::timestamptz is null or at >= ${filter.from}::timestamptz) and (${filter.to}::timestamptz is null or at < ${filter.to}::timestamptz)
      and (${like}::text is null or actor_name like ${like} or action like ${like} or target_id like ${like})
    order by id desc limit ${filter.limit + 1}`.execute(db);
  return rows;
}
