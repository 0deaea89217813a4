import { type RawBuilder, sql } from "kysely";
import { isOneOf } from "../../server/columns.ts";
import type { Db } from "../../server/db.ts";

export interface AudienceSize {
  groups: number;
  /** Those whose owner hands over what is sent there, and how many such owners there are. */
  handed: number;
  owners: number;
}

export interface OtherSend {
  sendId: string;
  name: string;
  dueAt: string;
  groups: number;
}

export interface Surroundings {
  size: AudienceSize;
  /** Other running flows with how many of the groups they have among their runs. */
  shared: Map<string, number>;
  /** Sends made by hand, the earliest first. */
  sends: OtherSend[];
}

interface Asked {
  flowId: string;
  from: Date;
  to: Date;
  /** Channels where a person has to confirm. */
  handedChannels: readonly string[];
}

/** Of how many sends made by hand a week tells. */
const MOST_SENDS = 100;

/** The groups of an audience (a predicate over groups g), and what else reaches them between two moments; the groups are gone through once for all of it. */
export async function readSurroundings(db: Db, brandId: number, audience: RawBuilder<boolean>, asked: Asked): Promise<Surroundings> {
  const { flowId, from, to } = asked;
  const meant = sql`select id from meant`;
  const { rows } = await sql<AudienceSize & { shared: { id: string; n: number }[]; sends: OtherSend[] }>`
    with meant as materialized (select g.id, case when g.channel = any(${[...asked.handedChannels]}::text[]) then g.owner_staff_id end as hand from groups g where ${audience}),
    shared as (
      select r.flow_id as id, count(*)::int as n from runs r join flows f on f.brand_id = r.brand_id and f.id = r.flow_id and f.state = 'running' and f.id <> ${flowId}::uuid
      where r.brand_id = ${brandId} and r.subject_kind = 'group' and r.state = 'active' and ${isOneOf(sql`r.subject_id`, meant)} group by 1),
    reached as (
      select s.id, s.name, s.due_at, count(*)::int as n from sends s
      cross join lateral (select group_id from deliveries where brand_id = ${brandId} and send_id = s.id and state in ('planned', 'handed-over', 'sent', 'unknown') offset 0) d
      where s.brand_id = ${brandId} and s.source_kind = 'adhoc' and s.due_at >= ${from} and s.due_at < ${to} and s.state in ('scheduled', 'paused', 'finished')
        and ${isOneOf(sql`d.group_id`, meant)}
      group by s.brand_id, s.id order by s.due_at limit ${MOST_SENDS})
    select m.*, (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'n', n)), '[]') from shared) as shared,
      (select coalesce(jsonb_agg(jsonb_build_object('sendId', id, 'name', name, 'dueAt', due_at, 'groups', n) order by due_at), '[]') from reached) as sends
    from (select count(*)::int as groups, count(hand)::int as handed, count(distinct hand)::int as owners from meant) m`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("sums without a row");
  const { shared, sends, ...size } = row;
  return { size, shared: new Map(shared.map(({ id, n }) => [id, n])), sends };
}

/** Some of such groups, evenly apart in the order of their ids. */
export async function sampleAudience(db: Db, groups: RawBuilder<boolean>, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (select g.id, row_number() over (order by g.id) - 1 as n, count(*) over () as total from groups g where ${groups}) s
    where n % greatest(1, total / ${most}) = 0 order by id limit ${most}`.execute(db);
  return rows.map((row) => row.id);
}

/** Valid messages by hour of the brand's day in a few of the groups since a moment. */
export async function listTalkByHour(
  db: Db,
  brandId: number,
  asked: { groupIds: readonly string[]; zone: string; firstId: string; kind: number },
): Promise<{ hour: number; messages: number }[]> {
  const { rows } = await sql<{ hour: number; messages: number }>`
    select extract(hour from occurred_at at time zone ${asked.zone})::int as hour, count(*)::int as messages from events
    where brand_id = ${brandId} and group_id = any(${[...asked.groupIds]}::uuid[]) and id >= ${asked.firstId}::uuid and kind = ${asked.kind} group by 1`.execute(
    db,
  );
  return rows;
}
