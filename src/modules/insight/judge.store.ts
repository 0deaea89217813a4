import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { AdviceCode, Cause } from "./advice.contract.ts";
import type { Dying } from "./dying.rules.ts";
import type { Health, HealthCase } from "./health.rules.ts";

export async function isHealthDue(db: Db, brandId: number): Promise<boolean> {
  const { rows } =
    await sql`select 1 from group_states where brand_id = ${brandId} and health_due and computed_on is not null limit 1`.execute(db);
  return rows.length > 0;
}

/** What the live groups are compared by, at the end of a day; unknown where the platform does not tell. */
export async function listHealthCases(
  db: Db,
  brandId: number,
  day: string,
  untold: { seats: readonly string[]; talk: readonly string[] },
): Promise<HealthCase[]> {
  const { rows } = await sql<HealthCase>`
    select g.id as group_id, coalesce(g.blueprint_id::text, g.commercial_type) as peers,
      case when w7.member_days > 0 and g.channel <> all(${untold.talk}::text[]) then w7.active_days::float8 / w7.member_days end as interaction,
      case when w30.members_start > 0 and g.channel <> all(${untold.seats}::text[]) then (w30.members_end - w30.members_start)::float8 / w30.members_start end as growth,
      case when w30.members_start > 0 and g.channel <> all(${untold.seats}::text[]) then w30.retained::float8 / w30.members_start end as retention,
      case when w30.present > 0 and g.channel <> all(${untold.seats}::text[]) then w30.converted::float8 / w30.present end as conversion
    from groups g join group_windows w7 on w7.brand_id = ${brandId} and w7.days = 7 and w7.day = ${day} and w7.group_id = g.id
    join group_windows w30 on w30.brand_id = ${brandId} and w30.days = 30 and w30.day = ${day} and w30.group_id = g.id
    where g.brand_id = ${brandId} and g.status = 'active'`.execute(db);
  return rows;
}

export async function writeHealth(
  db: Db,
  brandId: number,
  now: readonly Health[],
  before: ReadonlyMap<string, number | null>,
): Promise<void> {
  await sql`
    update group_states s set health = u.score, health_parts = u.parts, health_7d_ago = u.before, health_due = false
    from unnest(${now.map((one) => one.groupId)}::uuid[], ${now.map((one) => one.score)}::smallint[], ${now.map((one) => JSON.stringify(one.parts))}::jsonb[],
      ${now.map((one) => before.get(one.groupId) ?? null)}::smallint[]) as u(group_id, score, parts, before)
    where s.brand_id = ${brandId} and s.group_id = u.group_id and (s.health_due or (s.health, s.health_7d_ago, s.health_parts) is distinct from (u.score, u.before, u.parts))`.execute(
    db,
  );
  await sql`update group_states set health_due = false where brand_id = ${brandId} and health_due`.execute(db);
}

/** Takes some groups that wait to be judged. */
export async function takeToJudge(db: Db, brandId: number, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ groupId: string }>`
    update group_states set judge = false, judged_at = ${now} where brand_id = ${brandId} and group_id in (
      select group_id from group_states where brand_id = ${brandId} and judge and computed_on is not null order by group_id limit ${limit} for update skip locked) returning group_id`.execute(
    db,
  );
  return rows.map((row) => row.groupId);
}

/** Has these groups judged again. */
export async function markJudge(db: Db, brandId: number, groupIds: readonly string[]): Promise<void> {
  if (groupIds.length === 0) return;
  await sql`update group_states set judge = true where brand_id = ${brandId} and group_id = any(${groupIds}::uuid[]) and not judge`.execute(
    db,
  );
}

export interface JudgedState {
  groupId: string;
  dying: Dying | null;
  interaction7d: number | null;
  interactionPrev7d: number | null;
  paid7dFen: number;
}

export async function writeJudged(db: Db, brandId: number, states: readonly JudgedState[]): Promise<void> {
  if (states.length === 0) return;
  const pick = <T>(of: (one: JudgedState) => T) => states.map(of);
  await sql`
    update group_states s set dying_since = u.since, dying_reason = u.reason, interaction_7d = u.now, interaction_prev_7d = u.before, paid_7d_fen = u.paid
    from unnest(${pick((one) => one.groupId)}::uuid[], ${pick((one) => one.dying?.since ?? null)}::date[], ${pick((one) => (one.dying ? JSON.stringify(one.dying.reason) : null))}::jsonb[],
      ${pick((one) => one.interaction7d)}::real[], ${pick((one) => one.interactionPrev7d)}::real[], ${pick((one) => one.paid7dFen)}::bigint[]) as u(group_id, since, reason, now, before, paid)
    where s.brand_id = ${brandId} and s.group_id = u.group_id`.execute(db);
}

export interface WantedAdvice {
  id: string;
  groupId: string;
  code: AdviceCode;
  rank: number;
  cause: Cause;
}

/**
 * Brings the open advice of these groups to what is wanted: new causes open, known ones take the newest numbers, ended causes close. Ones
 * that were put off stay away until their day; ones that were acted on stay away for the days an action needs to show.
 */
export async function writeAdvice(
  db: Db,
  brandId: number,
  at: { now: Date; today: string },
  groupIds: readonly string[],
  wanted: readonly WantedAdvice[],
): Promise<void> {
  const keys = sql`unnest(${wanted.map((one) => one.id)}::uuid[], ${wanted.map((one) => one.groupId)}::uuid[], ${wanted.map((one) => one.code)}::text[], ${wanted.map((one) => one.rank)}::smallint[],
    ${wanted.map((one) => JSON.stringify(one.cause))}::jsonb[]) as u(id, group_id, code, rank, cause)`;
  await sql`
    update group_advice a set ended_at = ${at.now}, ended_by = 'cause' where a.brand_id = ${brandId} and a.group_id = any(${groupIds}::uuid[]) and a.ended_at is null
      and not exists (select 1 from ${keys} where u.group_id = a.group_id and u.code = a.code)`.execute(db);
  if (wanted.length === 0) return;
  await sql`
    insert into group_advice as a (brand_id, id, group_id, code, rank, cause, since, created_at)
    select ${brandId}::int, u.id, u.group_id, u.code, u.rank, u.cause, ${at.today}::date, ${at.now}::timestamptz from ${keys}
    where not exists (select 1 from group_advice q where q.brand_id = ${brandId} and q.group_id = u.group_id and q.code = u.code and q.quiet_until is not null and q.quiet_until > ${at.today}::date)
    on conflict (brand_id, group_id, code) where ended_at is null do update set cause = excluded.cause, rank = excluded.rank
      where (a.cause, a.rank) is distinct from (excluded.cause, excluded.rank)`.execute(db);
}

/** Ends open advice of these kinds because something was done; it may come back after the given day if the cause is still there. */
export async function endAdvice(
  db: Db,
  brandId: number,
  groupIds: readonly string[],
  codes: readonly AdviceCode[],
  end: { at: Date; quietUntil: string },
): Promise<number> {
  const { numAffectedRows } = await sql`update group_advice set ended_at = ${end.at}, ended_by = 'action', quiet_until = ${end.quietUntil}
    where brand_id = ${brandId} and group_id = any(${groupIds}::uuid[]) and code = any(${codes}::text[]) and ended_at is null`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

export interface OpenAdvice {
  id: string;
  groupId: string;
  groupName: string;
  code: AdviceCode;
  ownerStaffId: string | null;
  members: number;
}

export async function lockAdvice(db: Db, brandId: number, id: string): Promise<OpenAdvice | undefined> {
  const { rows } = await sql<OpenAdvice>`
    select a.id, a.group_id, g.name as group_name, a.code, g.owner_staff_id, g.member_count as members from group_advice a join groups g on g.brand_id = a.brand_id and g.id = a.group_id
    where a.brand_id = ${brandId} and a.id = ${id} and a.ended_at is null for update of a`.execute(db);
  return rows[0];
}

/** Brings back what a colleague dismissed since then, as it was; not where the same has been found anew. */
export async function reopenAdvice(db: Db, brandId: number, id: string, by: { staffId: string; since: Date }): Promise<string | undefined> {
  const { rows } = await sql<{ groupId: string }>`
    update group_advice a set ended_at = null, ended_by = null, ended_by_staff = null, quiet_until = null
    where brand_id = ${brandId} and id = ${id} and ended_by = 'dismissed' and ended_by_staff = ${by.staffId} and ended_at >= ${by.since} and not exists (
      select 1 from group_advice b where b.brand_id = a.brand_id and b.group_id = a.group_id and b.code = a.code and b.ended_at is null)
    returning group_id`.execute(db);
  return rows[0]?.groupId;
}

export async function closeAdvice(
  db: Db,
  brandId: number,
  id: string,
  end: { by: "action" | "dismissed"; staffId: string | null; at: Date; quietUntil: string },
): Promise<void> {
  await sql`update group_advice set ended_at = ${end.at}, ended_by = ${end.by}, ended_by_staff = ${end.staffId}, quiet_until = ${end.quietUntil} where brand_id = ${brandId} and id = ${id}`.execute(
    db,
  );
}
