import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { WelcomeAsk, WelcomeStatus } from "./welcome.contract.ts";

export interface WelcomeRow {
  id: string;
  name: string;
  isOn: boolean;
  codeId: string | null;
  codeName: string | null;
  fromMinute: number | null;
  toMinute: number | null;
  text: string;
  contentIds: string[];
  changedAt: string;
  sent: number;
  failed: number;
}

export async function listWelcomes(db: Db, brandId: number, corp: string): Promise<WelcomeRow[]> {
  const { rows } = await sql<WelcomeRow>`
    with ends as (select welcome_id, count(*) filter (where status = 'sent')::int as sent, count(*) filter (where status in ('failed', 'expired'))::int as failed
      from wecom_welcome_sends where brand_id = ${brandId} and corp = ${corp} and welcome_id is not null group by 1)
    select w.id, w.name, w.is_on, w.code_id, c.name as code_name, w.from_minute, w.to_minute, w.text, w.content_ids, w.changed_at, coalesce(e.sent, 0) as sent, coalesce(e.failed, 0) as failed
    from wecom_welcomes w left join wecom_codes c on c.brand_id = w.brand_id and c.id = w.code_id left join ends e on e.welcome_id = w.id
    where w.brand_id = ${brandId} and w.corp = ${corp} order by w.code_id is not null, w.from_minute is not null, w.id desc`.execute(db);
  return rows;
}

/** Those that may go out now. */
export async function listOn(
  db: Db,
  brandId: number,
  corp: string,
): Promise<Pick<WelcomeRow, "id" | "codeId" | "fromMinute" | "toMinute" | "text" | "contentIds">[]> {
  const { rows } = await sql<WelcomeRow>`
    select id, code_id, from_minute, to_minute, text, content_ids from wecom_welcomes where brand_id = ${brandId} and corp = ${corp} and is_on`.execute(
    db,
  );
  return rows;
}

export async function upsertWelcome(db: Db, brandId: number, corp: string, id: string, ask: WelcomeAsk, now: Date): Promise<void> {
  await sql`
    insert into wecom_welcomes (brand_id, id, corp, name, is_on, code_id, from_minute, to_minute, text, content_ids, created_at, changed_at)
    values (${brandId}, ${id}, ${corp}, ${ask.name}, ${ask.isOn}, ${ask.codeId}, ${ask.fromMinute}, ${ask.toMinute}, ${ask.text}, ${ask.contentIds}::uuid[], ${now}, ${now})
    on conflict (brand_id, id) do update set name = excluded.name, is_on = excluded.is_on, code_id = excluded.code_id, from_minute = excluded.from_minute,
      to_minute = excluded.to_minute, text = excluded.text, content_ids = excluded.content_ids, changed_at = excluded.changed_at`.execute(
    db,
  );
}

export async function deleteWelcome(db: Db, brandId: number, corp: string, id: string): Promise<boolean> {
  const { rows } = await sql`delete from wecom_welcomes where brand_id = ${brandId} and corp = ${corp} and id = ${id} returning id`.execute(
    db,
  );
  return rows.length > 0;
}

export interface NewWelcomeSend {
  id: string;
  welcomeCode: string;
  userId: string;
  externalId: string;
  state: string;
  toldAt: Date;
  expiresAt: Date;
}

/** Notes customers to be welcomed, each code once. */
export async function insertSends(db: Db, brandId: number, corp: string, sends: readonly NewWelcomeSend[], now: Date): Promise<number> {
  const pick = <K extends "id" | "welcomeCode" | "userId" | "externalId" | "state">(key: K) => sends.map((one) => one[key]);
  const { rows } = await sql`
    insert into wecom_welcome_sends (brand_id, id, corp, welcome_code, user_id, external_id, state, told_at, expires_at, status, due_at)
    select ${brandId}::int, u.id, ${corp}, u.code, u.user_id, u.external_id, u.state, u.told_at, u.expires_at, 'waiting', ${now}::timestamptz
    from unnest(${pick("id")}::uuid[], ${pick("welcomeCode")}::text[], ${pick("userId")}::text[], ${pick("externalId")}::text[], ${pick("state")}::text[],
      ${sends.map((one) => one.toldAt.toISOString())}::timestamptz[], ${sends.map((one) => one.expiresAt.toISOString())}::timestamptz[]) u(id, code, user_id, external_id, state, told_at, expires_at)
    on conflict (brand_id, corp, welcome_code) do nothing returning id`.execute(db);
  return rows.length;
}

export interface ClaimedSend {
  id: string;
  welcomeCode: string;
  userId: string;
  externalId: string;
  state: string;
  codeId: string | null;
  toldAt: string;
  expiresAt: string;
  tries: number;
}

/** Whether anybody of the brand is to be welcomed now; for a look so frequent that it must cost next to nothing. */
export async function hasDueSends(db: Db, brandId: number, now: Date): Promise<boolean> {
  const { rows } =
    await sql`select 1 from wecom_welcome_sends where brand_id = ${brandId} and status = 'waiting' and due_at <= ${now} limit 1`.execute(
      db,
    );
  return rows.length > 0;
}

/** Takes those that are due, for so long that no other process takes them within their 20 seconds. */
export async function claimSends(
  db: Db,
  brandId: number,
  corp: string,
  ask: { now: Date; until: Date; limit: number },
): Promise<ClaimedSend[]> {
  const { rows } = await sql<ClaimedSend>`
    update wecom_welcome_sends s set due_at = ${ask.until}, tries = s.tries + 1
    from (select id from wecom_welcome_sends where brand_id = ${brandId} and corp = ${corp} and status = 'waiting' and due_at <= ${ask.now} order by due_at, id limit ${ask.limit} for update skip locked) d
    where s.brand_id = ${brandId} and s.id = d.id
    returning s.id, s.welcome_code, s.user_id, s.external_id, s.state, s.told_at, s.expires_at, s.tries,
      (select c.id from wecom_codes c where c.brand_id = ${brandId} and c.corp = ${corp} and c.state = s.state and s.state <> '') as code_id`.execute(
    db,
  );
  return rows;
}

export interface SendEnd {
  id: string;
  status: WelcomeStatus;
  errcode: number | null;
  welcomeId: string | null;
  dueAt: Date;
}

export async function writeEnds(db: Db, brandId: number, ends: readonly SendEnd[], now: Date): Promise<void> {
  await sql`
    update wecom_welcome_sends s set status = t.status, errcode = t.errcode, welcome_id = t.welcome_id, due_at = t.due_at, ended_at = case when t.status = 'waiting' then null else ${now}::timestamptz end
    from unnest(${ends.map((one) => one.id)}::uuid[], ${ends.map((one) => one.status)}::text[], ${ends.map((one) => one.errcode)}::int[], ${ends.map((one) => one.welcomeId)}::uuid[],
      ${ends.map((one) => one.dueAt.toISOString())}::timestamptz[]) t(id, status, errcode, welcome_id, due_at)
    where s.brand_id = ${brandId} and s.id = t.id and s.status = 'waiting'`.execute(db);
}

export interface WelcomeSendRow {
  id: string;
  status: WelcomeStatus;
  errcode: number | null;
  staffName: string;
  memberId: string | null;
  memberName: string;
  welcomeName: string | null;
  toldAt: string;
  endedAt: string | null;
}

/** Newest first; one more than `limit` where there are more. */
export async function listSends(
  db: Db,
  brandId: number,
  corp: string,
  ask: { status?: WelcomeStatus | undefined; before?: string | undefined; limit: number },
): Promise<WelcomeSendRow[]> {
  const { rows } = await sql<WelcomeSendRow>`
    select s.id, s.status, s.errcode, coalesce(u.name, s.user_id) as staff_name, f.member_id, coalesce(nullif(m.name, ''), m.nickname, '') as member_name, w.name as welcome_name, s.told_at, s.ended_at
    from wecom_welcome_sends s left join wecom_users u on u.brand_id = s.brand_id and u.corp = s.corp and u.user_id = s.user_id
    left join wecom_follows f on f.brand_id = s.brand_id and f.corp = s.corp and f.external_id = s.external_id and f.user_id = s.user_id
    left join members m on m.brand_id = s.brand_id and m.id = f.member_id left join wecom_welcomes w on w.brand_id = s.brand_id and w.id = s.welcome_id
    where s.brand_id = ${brandId} and s.corp = ${corp} and (${ask.status ?? null}::text is null or s.status = ${ask.status ?? null}) and (${ask.before ?? null}::uuid is null or s.id < ${ask.before ?? null}::uuid)
    order by s.id desc limit ${ask.limit + 1}`.execute(db);
  return rows;
}
