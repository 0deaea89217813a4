import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { FigureDay, FigureOwner } from "./figures.contract.ts";

/** As the platform names them. */
export interface GroupFigures {
  new_chat_cnt: number;
  chat_total: number;
  chat_has_msg: number;
  new_member_cnt: number;
  member_total: number;
  member_has_msg: number;
  msg_total: number;
}

export interface TalkFigures {
  chat_cnt?: number | null | undefined;
  message_cnt?: number | null | undefined;
  reply_percentage?: number | undefined;
  avg_reply_time?: number | undefined;
  negative_feedback_cnt?: number | null | undefined;
  new_apply_cnt?: number | null | undefined;
  new_contact_cnt?: number | null | undefined;
}

/** Owners of groups, behind a given one, whose groups' figures of a day nobody has asked for yet. */
export async function listOwnersToAsk(
  db: Db,
  brandId: number,
  corp: string,
  ask: { day: string; after: string; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ userId: string }>`
    select distinct g.owner_user_id as user_id from wecom_groups g
    where g.brand_id = ${brandId} and g.corp = ${corp} and g.owner_user_id > ${ask.after} and (g.dissolved_at is null or g.dissolved_at >= ${ask.day}::date)
      and not exists (select 1 from wecom_figures f where f.brand_id = ${brandId} and f.corp = ${corp} and f.user_id = g.owner_user_id and f.day = ${ask.day}::date and f.groups_at is not null)
    order by 1 limit ${ask.limit}`.execute(db);
  return rows.map((row) => row.userId);
}

/** Who may have customers, behind a given one, with the first day of a stretch of which his talks were not asked for. */
export async function listTalksToAsk(
  db: Db,
  brandId: number,
  corp: string,
  ask: { from: string; to: string; after: string; limit: number },
): Promise<{ userId: string; from: string }[]> {
  const { rows } = await sql<{ userId: string; from: string }>`
    select u.user_id, to_char(coalesce(last.day + 1, ${ask.from}::date), 'YYYY-MM-DD') as "from" from wecom_users u
    left join lateral (select max(f.day) as day from wecom_figures f where f.brand_id = ${brandId} and f.corp = ${corp} and f.user_id = u.user_id and f.talks_at is not null and f.day >= ${ask.from}::date) last on true
    where u.brand_id = ${brandId} and u.corp = ${corp} and u.follows and u.user_id > ${ask.after} and coalesce(last.day + 1, ${ask.from}::date) <= ${ask.to}::date
    order by u.user_id limit ${ask.limit}`.execute(db);
  return rows;
}

/** Owners of groups that stand, of whose groups' figures more than so many days of a stretch were never asked for. */
export async function listNewOwners(
  db: Db,
  brandId: number,
  corp: string,
  ask: { from: string; to: string; missing: number; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ userId: string }>`
    select o.user_id from (select distinct g.owner_user_id as user_id from wecom_groups g
      where g.brand_id = ${brandId} and g.corp = ${corp} and g.dissolved_at is null and g.owner_user_id <> '') o
    where (select count(*) from wecom_figures f where f.brand_id = ${brandId} and f.corp = ${corp} and f.user_id = o.user_id
        and f.day between ${ask.from}::date and ${ask.to}::date and f.groups_at is not null) < ${ask.to}::date - ${ask.from}::date + 1 - ${ask.missing}::int
    order by 1 limit ${ask.limit}`.execute(db);
  return rows.map((row) => row.userId);
}

export interface OwnerDay {
  userId: string;
  day: string;
  figures: GroupFigures | null;
}

/** Figures of owners' groups by day; one the platform says nothing of was asked about all the same. */
export async function writeGroupFigures(db: Db, brandId: number, corp: string, rows: readonly OwnerDay[], now: Date): Promise<void> {
  const pick = (key: keyof GroupFigures) => rows.map((row) => row.figures?.[key] ?? null);
  await sql`
    insert into wecom_figures (brand_id, corp, user_id, day, new_groups, groups, talking_groups, new_members, members, talking_members, messages, groups_at)
    select ${brandId}::int, ${corp}, u.user_id, u.day, u.new_groups, u.groups, u.talking_groups, u.new_members, u.members, u.talking_members, u.messages, ${now}::timestamptz
    from unnest(${rows.map((row) => row.userId)}::text[], ${rows.map((row) => row.day)}::date[], ${pick("new_chat_cnt")}::int[], ${pick("chat_total")}::int[], ${pick("chat_has_msg")}::int[],
      ${pick("new_member_cnt")}::int[], ${pick("member_total")}::int[], ${pick("member_has_msg")}::int[], ${pick("msg_total")}::int[])
      u(user_id, day, new_groups, groups, talking_groups, new_members, members, talking_members, messages)
    on conflict (brand_id, corp, user_id, day) do update set new_groups = excluded.new_groups, groups = excluded.groups, talking_groups = excluded.talking_groups,
      new_members = excluded.new_members, members = excluded.members, talking_members = excluded.talking_members, messages = excluded.messages, groups_at = excluded.groups_at`.execute(
    db,
  );
}

export interface TalkDay {
  userId: string;
  day: string;
  talks: TalkFigures | null;
}

export async function writeTalks(db: Db, brandId: number, corp: string, rows: readonly TalkDay[], now: Date): Promise<void> {
  const pick = (key: keyof TalkFigures) => rows.map((row) => row.talks?.[key] ?? null);
  await sql`
    insert into wecom_figures (brand_id, corp, user_id, day, talks, sent, reply_percent, reply_minutes, dropped, applied, added, talks_at)
    select ${brandId}::int, ${corp}, u.user_id, u.day, u.talks, u.sent, u.percent, u.minutes, u.dropped, u.applied, u.added, ${now}::timestamptz
    from unnest(${rows.map((row) => row.userId)}::text[], ${rows.map((row) => row.day)}::date[], ${pick("chat_cnt")}::int[], ${pick("message_cnt")}::int[], ${pick("reply_percentage")}::real[],
      ${pick("avg_reply_time")}::real[], ${pick("negative_feedback_cnt")}::int[], ${pick("new_apply_cnt")}::int[], ${pick("new_contact_cnt")}::int[])
      u(user_id, day, talks, sent, percent, minutes, dropped, applied, added)
    on conflict (brand_id, corp, user_id, day) do update set talks = excluded.talks, sent = excluded.sent, reply_percent = excluded.reply_percent, reply_minutes = excluded.reply_minutes,
      dropped = excluded.dropped, applied = excluded.applied, added = excluded.added, talks_at = excluded.talks_at`.execute(db);
}

const flows = sql`sum(f.new_members)::int as new_members, sum(f.messages)::int as messages, sum(f.talks)::int as talks, sum(f.sent)::int as sent, sum(f.added)::int as added,
  sum(f.applied)::int as applied, sum(f.dropped)::int as dropped, (sum(f.reply_percent * f.talks) filter (where f.reply_percent is not null) / nullif(sum(f.talks) filter (where f.reply_percent is not null), 0))::float8 as reply_percent,
  (sum(f.reply_minutes * f.talks) filter (where f.reply_minutes is not null) / nullif(sum(f.talks) filter (where f.reply_minutes is not null), 0))::float8 as reply_minutes`;

/** Each day of the stretch of which anything was asked. */
export async function listByDay(db: Db, brandId: number, corp: string, from: string, to: string): Promise<FigureDay[]> {
  const { rows } = await sql<FigureDay>`
    select to_char(f.day, 'YYYY-MM-DD') as day, count(*) filter (where f.groups is not null or f.talks is not null)::int as owners, count(*)::int as owners_asked,
      sum(f.groups)::int as groups, sum(f.talking_groups)::int as talking_groups, sum(f.members)::int as members, sum(f.talking_members)::int as talking_members, ${flows}
    from wecom_figures f where f.brand_id = ${brandId} and f.corp = ${corp} and f.day between ${from}::date and ${to}::date group by f.day order by f.day`.execute(
    db,
  );
  return rows;
}

export async function listByOwner(db: Db, brandId: number, corp: string, from: string, to: string): Promise<FigureOwner[]> {
  const last = (column: string) =>
    sql`(array_agg(${sql.ref(`f.${column}`)} order by f.day desc) filter (where ${sql.ref(`f.${column}`)} is not null))[1]`;
  const { rows } = await sql<FigureOwner>`
    select f.user_id, coalesce(max(u.name), f.user_id) as name, count(*) filter (where f.groups is not null or f.talks is not null)::int as days,
      ${last("groups")} as groups, ${last("talking_groups")} as talking_groups, ${last("members")} as members, ${last("talking_members")} as talking_members, ${flows}
    from wecom_figures f left join wecom_users u on u.brand_id = f.brand_id and u.corp = f.corp and u.user_id = f.user_id
    where f.brand_id = ${brandId} and f.corp = ${corp} and f.day between ${from}::date and ${to}::date group by f.user_id
    order by max(f.members) desc nulls last, f.user_id limit 500`.execute(db);
  return rows;
}
