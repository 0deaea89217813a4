import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { CodeKind } from "./codes.contract.ts";

export interface CodeRow {
  id: string;
  corp: string;
  kind: CodeKind;
  name: string;
  state: string;
  configId: string | null;
  qrUrl: string;
  settings: unknown;
  status: "making" | "live" | "failed" | "gone";
  failure: number | null;
  refreshedAt: string | null;
  createdAt: string;
}

const columns = sql`id, corp, kind, name, state, config_id, qr_url, settings, status, failure, refreshed_at, created_at`;

export async function listCodes(db: Db, brandId: number, corp: string, ask: { kind?: CodeKind; gone: boolean }): Promise<CodeRow[]> {
  const { rows } = await sql<CodeRow>`
    select ${columns} from wecom_codes where brand_id = ${brandId} and corp = ${corp} and (${ask.kind ?? null}::text is null or kind = ${ask.kind ?? null})
      and (status = 'gone') = ${ask.gone} order by id desc limit 500`.execute(db);
  return rows;
}

/** Whether the brand has join codes that stand at the platform and may have to be led on. */
export async function hasLiveJoins(db: Db, brandId: number): Promise<boolean> {
  const { rows } = await sql`select 1 from wecom_codes where brand_id = ${brandId} and kind = 'join' and status = 'live' limit 1`.execute(
    db,
  );
  return rows.length > 0;
}

export async function findCode(db: Db, brandId: number, corp: string, id: string): Promise<CodeRow | undefined> {
  const { rows } =
    await sql<CodeRow>`select ${columns} from wecom_codes where brand_id = ${brandId} and corp = ${corp} and id = ${id}`.execute(db);
  return rows[0];
}

/** Codes of the corp that stand at the platform; the quota counts both kinds. */
export async function countCodes(db: Db, brandId: number, corp: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from wecom_codes where brand_id = ${brandId} and corp = ${corp} and status in ('live', 'making')`.execute(db);
  return rows[0]?.n ?? 0;
}

export interface NewCode {
  id: string;
  kind: CodeKind;
  name: string;
  state: string;
  settings: unknown;
  createdBy: string | null;
}

export async function insertCode(db: Db, brandId: number, corp: string, code: NewCode, now: Date): Promise<void> {
  await sql`
    insert into wecom_codes (brand_id, id, corp, kind, name, state, settings, status, created_by, created_at)
    values (${brandId}, ${code.id}, ${corp}, ${code.kind}, ${code.name}, ${code.state}, ${JSON.stringify(code.settings)}::jsonb, 'making', ${code.createdBy}, ${now})`.execute(
    db,
  );
}

/** The platform made it: its id there is kept for ever. */
export async function noteMade(
  db: Db,
  brandId: number,
  id: string,
  made: { configId: string; qrUrl: string; settings: unknown },
  now: Date,
): Promise<void> {
  await sql`
    update wecom_codes set config_id = ${made.configId}, qr_url = ${made.qrUrl}, settings = ${JSON.stringify(made.settings)}::jsonb, status = 'live', failure = null,
      checked_at = ${now}, refreshed_at = ${now} where brand_id = ${brandId} and id = ${id} and status <> 'gone'`.execute(db);
}

export async function noteStatus(
  db: Db,
  brandId: number,
  id: string,
  status: CodeRow["status"],
  failure: number | null,
  now: Date,
): Promise<void> {
  await sql`update wecom_codes set status = ${status}, failure = ${failure}, checked_at = ${now}, gone_at = case when ${status === "gone"} then ${now}::timestamptz end
    where brand_id = ${brandId} and id = ${id}`.execute(db);
}

export async function writeCode(
  db: Db,
  brandId: number,
  id: string,
  to: { name: string; qrUrl: string; settings: unknown },
  now: Date,
): Promise<void> {
  await sql`update wecom_codes set name = ${to.name}, qr_url = ${to.qrUrl}, settings = ${JSON.stringify(to.settings)}::jsonb, refreshed_at = ${now}
    where brand_id = ${brandId} and id = ${id}`.execute(db);
}

export interface CameRow {
  id: string;
  came: number;
  cameToday: number;
  stayed: number;
}

/** Customers who came by contact codes: relations that brought the code's state back. */
export async function countAdded(
  db: Db,
  brandId: number,
  corp: string,
  states: readonly string[],
  today: Date,
): Promise<Map<string, CameRow>> {
  const { rows } = await sql<CameRow>`
    select state as id, count(distinct external_id)::int as came, count(distinct external_id) filter (where began_at >= ${today})::int as came_today,
      count(distinct external_id) filter (where lost_at is null)::int as stayed
    from wecom_follows where brand_id = ${brandId} and corp = ${corp} and state = any(${states}::text[]) group by 1`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Members who came by join codes: seats by the codes' entries. */
export async function countJoined(db: Db, brandId: number, codeIds: readonly string[], today: Date): Promise<Map<string, CameRow>> {
  const { rows } = await sql<CameRow>`
    select k.code_id as id, count(distinct s.member_id)::int as came, count(distinct s.member_id) filter (where s.joined_at >= ${today})::int as came_today,
      count(distinct s.member_id) filter (where s.left_at is null)::int as stayed
    from wecom_code_groups k join seats s on s.brand_id = k.brand_id and s.group_id = k.group_id and s.entry_id = k.entry_id
    where k.brand_id = ${brandId} and k.code_id = any(${codeIds}::uuid[]) group by 1`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Contact codes whose making nobody knows the end of. */
export async function listUnanswered(db: Db, brandId: number, corp: string, before: Date): Promise<CodeRow[]> {
  const { rows } = await sql<CodeRow>`
    select ${columns} from wecom_codes where brand_id = ${brandId} and corp = ${corp} and kind = 'contact' and status = 'making' and created_at < ${before}`.execute(
    db,
  );
  return rows;
}

export async function listKnownConfigs(db: Db, brandId: number, corp: string, configIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ configId: string }>`
    select config_id from wecom_codes where brand_id = ${brandId} and corp = ${corp} and config_id = any(${configIds}::text[])`.execute(db);
  return new Set(rows.map((row) => row.configId));
}

export interface ChoiceGroup {
  groupId: string;
  name: string;
  status: "planned" | "active";
  people: number;
  ownerName: string;
}

export async function listChoices(
  db: Db,
  brandId: number,
  corp: string,
): Promise<{ groups: ChoiceGroup[]; users: { userId: string; name: string; staffName: string | null }[] }> {
  const { rows: groups } = await sql<ChoiceGroup>`
    select g.id as group_id, g.name, g.status, coalesce(w.people, 0) as people, coalesce(u.name, s.name, '') as owner_name
    from groups g left join wecom_groups w on w.brand_id = g.brand_id and w.group_id = g.id left join wecom_users u on u.brand_id = w.brand_id and u.corp = w.corp and u.user_id = w.owner_user_id
    left join staff s on s.brand_id = g.brand_id and s.id = g.owner_staff_id
    where g.brand_id = ${brandId} and g.channel = 'wecom' and ((w.corp = ${corp} and g.status = 'active') or (g.status = 'planned' and g.external_id is null))
    order by g.status, g.name limit 2000`.execute(db);
  const { rows: users } = await sql<{ userId: string; name: string; staffName: string | null }>`
    select u.user_id, u.name, s.name as staff_name from wecom_users u join accounts a on a.brand_id = u.brand_id and a.id = u.account_id
    left join staff s on s.brand_id = a.brand_id and s.id = a.staff_id
    where u.brand_id = ${brandId} and u.corp = ${corp} and u.follows and u.state = 'active' order by u.name limit 2000`.execute(db);
  return { groups, users };
}

/** The platform was asked for it. */
export async function noteLooked(db: Db, brandId: number, id: string, now: Date): Promise<void> {
  await sql`update wecom_codes set refreshed_at = ${now} where brand_id = ${brandId} and id = ${id}`.execute(db);
}
