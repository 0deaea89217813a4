import { type RawBuilder, sql } from "kysely";
import { eventKinds } from "../../lib/event-kinds.ts";
import { firstIdAt } from "../../lib/ids.ts";
import { type MeasuredScope, ordersOfPeople } from "./measure.store.ts";
import type { SumName } from "./metrics.rules.ts";

/** What a question for rows is about; the moments are the bounds of its days. */
export interface RowAsk {
  brandId: number;
  zone: string;
  from: string;
  to: string;
  fromMs: number;
  toMs: number;
  scope: MeasuredScope;
  /** Where the rollups hold the period: its length. */
  keptDays: number | null;
  /** One group: rows are people and seats; wider: what stands below the line is told group by group. */
  isGroup: boolean;
}

/**
 * A query of (key, kind, at, day, group_id, member_id, note, value): the rows behind one part of a figure. `scope` and, where asked
 * for, the queries of `peopleQueries` stand before it.
 */
export interface RowSource {
  rows: (ask: RowAsk) => RawBuilder<unknown>;
  needsPeople?: boolean;
  /** What a page is taken from, piece after piece until it is full: the newest days first, or groups by descending id. Else from all rows. */
  slice?: "day" | "group";
  /** How many days before what it counts for a row may be dated. */
  lagDays?: number;
  /** All rows added up, where each counts for one and the figure is kept. */
  sum?: SumName;
}

const begin = (ask: RowAsk) => sql`(${ask.from}::date::timestamp at time zone ${ask.zone})`;
const end = (ask: RowAsk) => sql`((${ask.to}::date + 1)::timestamp at time zone ${ask.zone})`;
const none = sql`null::timestamptz as at, null::date as day`;

const seats = (ask: RowAsk, where: RawBuilder<unknown>, note: RawBuilder<unknown> = sql`''`) => sql`
  select s.id::text as key, 'seat' as kind, s.joined_at as at, null::date as day, s.group_id, s.member_id, ${note} as note, 1::bigint as value
  from scope g join seats s on s.brand_id = ${ask.brandId} and s.group_id = g.id and s.kind = 'member'
  left join group_entries e on e.brand_id = ${ask.brandId} and e.id = s.entry_id where g.seen and ${where}`;

const people = (where: RawBuilder<unknown>, ask: RowAsk) => sql`
  select p.group_id::text || p.person::text as key, 'person' as kind, ${none}, p.group_id, p.person as member_id,
    coalesce((select s.leave_reason from seats s join members m on m.brand_id = ${ask.brandId} and m.id = s.member_id where s.brand_id = ${ask.brandId} and s.group_id = p.group_id
      and coalesce(m.canonical_id, m.id) = p.person and s.left_at is not null and p.left_in order by s.left_at desc limit 1), '') as note, 1::bigint as value
  from people p join scope g on g.id = p.group_id where g.seen and ${where}`;

/** One row for each group, from its days. */
const perGroup = (
  ask: RowAsk,
  value: RawBuilder<unknown>,
  where: RawBuilder<unknown> = sql`d.day between ${ask.from} and ${ask.to}`,
) => sql`
  select g.id::text as key, 'group-day' as kind, ${none}, g.id as group_id, null::uuid as member_id, '' as note, coalesce(sum(${value}), 0)::bigint as value
  from scope g join group_days d on d.brand_id = ${ask.brandId} and d.group_id = g.id and ${where} where g.seen group by g.id having coalesce(sum(${value}), 0) <> 0`;

/** One row for each group and day. */
const perDay = (ask: RowAsk, value: RawBuilder<unknown>, who: RawBuilder<unknown>) => sql`
  select d.day::text || d.group_id::text as key, 'group-day' as kind, null::timestamptz as at, d.day, d.group_id, null::uuid as member_id, '' as note, (${value})::bigint as value
  from scope g join group_days d on d.brand_id = ${ask.brandId} and d.group_id = g.id and d.day between ${ask.from} and ${ask.to} where ${who} and (${value}) <> 0`;

const speakers = (ask: RowAsk, value: RawBuilder<unknown>, where: RawBuilder<unknown>) => sql`
  select s.day::text || s.group_id::text || s.member_id::text as key, 'talk' as kind, null::timestamptz as at, s.day, s.group_id, s.member_id, s.valid_messages::text as note, (${value})::bigint as value
  from scope g join group_speakers s on s.brand_id = ${ask.brandId} and s.group_id = g.id and s.day between ${ask.from} and ${ask.to} where g.talk and ${where}`;

const orders = (ask: RowAsk, value: RawBuilder<unknown>, where: RawBuilder<unknown> = sql`true`) => sql`
  select o.id::text as key, 'order' as kind, o.paid_at as at, null::date as day, o.group_id, o.member_id, o.title as note, (${value})::bigint as value
  from scope g join orders o on o.brand_id = ${ask.brandId} and o.group_id = g.id and o.paid_at >= ${begin(ask)} and o.paid_at < ${end(ask)} where ${where}`;

const net = sql`o.paid_fen - o.refunded_fen`;

const looks = (ask: RowAsk) =>
  ask.isGroup
    ? sql`select to_char(e.occurred_at at time zone ${ask.zone}, 'YYYY-MM-DD') || coalesce(e.data->>'entryId', '') as key, 'look' as kind, null::timestamptz as at,
        (e.occurred_at at time zone ${ask.zone})::date as day, e.group_id, null::uuid as member_id, coalesce(max(n.name), '') as note, count(*) as value
      from scope g join events e on e.brand_id = ${ask.brandId} and e.group_id = g.id and e.kind = ${eventKinds["groups.entry-exposed"]} and e.id >= ${firstIdAt(ask.fromMs)}::uuid and e.id < ${firstIdAt(ask.toMs)}::uuid
      left join group_entries n on n.brand_id = ${ask.brandId} and n.id = (e.data->>'entryId')::uuid where g.seen group by 1, 4, 5`
    : perDay(ask, sql`d.exposures`, sql`g.seen`);

const buyers = () => sql`
  select b.group_id::text || b.person::text as key, 'person' as kind, ${none}, b.group_id, b.person as member_id, '' as note, 1::bigint as value from buyers b`;

const costs = (ask: RowAsk) => sql`
  select c.id::text as key, 'cost' as kind, null::timestamptz as at, c.day, c.group_id, null::uuid as member_id, c.kind || case when c.note = '' then '' else ': ' || c.note end as note, c.fen as value
  from costs c where c.brand_id = ${ask.brandId} and c.day between ${ask.from} and ${ask.to} and (c.group_id in (select id from scope) or (c.group_id is null and ${ask.scope.otherCosts}))`;

/** Everybody who ever was in, of the groups that live on the last day. */
const everJoined = (ask: RowAsk) =>
  ask.isGroup
    ? sql`select coalesce(m.canonical_id, s.member_id)::text as key, 'person' as kind, min(s.joined_at) as at, null::date as day, s.group_id, coalesce(m.canonical_id, s.member_id) as member_id, '' as note, 1::bigint as value
        from scope g join seats s on s.brand_id = ${ask.brandId} and s.group_id = g.id and s.kind = 'member' and s.joined_at < ${end(ask)}
        join members m on m.brand_id = ${ask.brandId} and m.id = s.member_id
        where g.seen and exists (select 1 from group_days l where l.brand_id = ${ask.brandId} and l.group_id = g.id and l.day = ${ask.to}) group by s.group_id, coalesce(m.canonical_id, s.member_id)`
    : perGroup(
        ask,
        sql`d.first_joins`,
        sql`d.day <= ${ask.to} and exists (select 1 from group_days l where l.brand_id = ${ask.brandId} and l.group_id = g.id and l.day = ${ask.to})`,
      );

const openAt = (ask: RowAsk, at: RawBuilder<unknown>) => seats(ask, sql`s.joined_at < ${at} and (s.left_at is null or s.left_at >= ${at})`);
const membersAtStart = (ask: RowAsk) =>
  ask.isGroup ? openAt(ask, begin(ask)) : perGroup(ask, sql`d.members_start`, sql`d.day = ${ask.from}`);
const membersAtEnd = (ask: RowAsk) => (ask.isGroup ? openAt(ask, end(ask)) : perGroup(ask, sql`d.members_end`, sql`d.day = ${ask.to}`));
const seenDays = (ask: RowAsk) => perDay(ask, sql`d.members_start + d.joined`, sql`g.seen`);
const talkDays = (ask: RowAsk) => perDay(ask, sql`d.members_start + d.joined`, sql`g.talk`);

const startAndJoined = (ask: RowAsk) =>
  ask.isGroup
    ? seats(ask, sql`s.joined_at < ${end(ask)} and (s.left_at is null or s.left_at >= ${begin(ask)})`)
    : perGroup(ask, sql`d.joined + case when d.day = ${ask.from} then d.members_start else 0 end`);

const presentKept = (ask: RowAsk) => sql`
  select r.group_id::text as key, 'group-day' as kind, ${none}, r.group_id, null::uuid as member_id, '' as note, r.present::bigint as value
  from scope g join ${ask.keptDays === 1 ? sql`group_days r on true` : sql`group_windows r on r.days = ${ask.keptDays}`} and r.brand_id = ${ask.brandId} and r.group_id = g.id and r.day = ${ask.to} where g.seen and r.present > 0`;

const presentNow = sql`select c.group_id::text as key, 'group-day' as kind, ${none}, c.group_id, null::uuid as member_id, '' as note, c.present::bigint as value
  from seat_counts c join scope g on g.id = c.group_id where g.seen`;

function present(ask: RowAsk): RawBuilder<unknown> {
  if (ask.isGroup) return people(sql`true`, ask);
  return ask.keptDays === null ? presentNow : presentKept(ask);
}

const invitedThen = (ask: RowAsk) =>
  seats(
    ask,
    sql`s.inviter_member_id is not null and s.joined_at + interval '7 days' >= ${begin(ask)} and s.joined_at + interval '7 days' < ${end(ask)}
      and s.joined_at >= ${begin(ask)} - interval '8 days' and s.joined_at < ${end(ask)} and (s.left_at is null or s.left_at >= s.joined_at + interval '7 days')`,
  );

const ofPeople = (ask: RowAsk) =>
  sql`select o.id::text as key, 'order' as kind, o.paid_at as at, null::date as day, o.group_id, o.member_id, o.title as note, (${net})::bigint as value
      from (${ordersOfPeople(ask.brandId, ask.zone, ask.scope, ask.from, ask.to)}) o`;

const byEntry = (ask: RowAsk) =>
  seats(ask, sql`s.entry_id is not null and s.joined_at >= ${begin(ask)} and s.joined_at < ${end(ask)}`, sql`coalesce(e.name, '')`);
const bought = sql`exists (select 1 from buyers b where b.group_id = p.group_id and b.person = p.person)`;

/** Every kind of row a figure is made of. */
export const rowSources = {
  entryJoins: { rows: byEntry, slice: "day" },
  looks: { rows: looks, slice: "day" },
  left: { rows: (ask) => people(sql`p.left_in`, ask), needsPeople: true, slice: "group", sum: "leftPeople" },
  startAndJoined: { rows: startAndJoined },
  membersAtStart: { rows: membersAtStart },
  membersAtEnd: { rows: membersAtEnd },
  activeDays: { rows: (ask) => speakers(ask, sql`1`, sql`s.valid_messages > 0`), slice: "day", sum: "activeDays" },
  messages: { rows: (ask) => speakers(ask, sql`s.messages`, sql`true`), slice: "day" },
  validMessages: { rows: (ask) => speakers(ask, sql`s.valid_messages`, sql`s.valid_messages <> 0`), slice: "day" },
  talkDays: { rows: talkDays, slice: "day" },
  seenDays: { rows: seenDays, slice: "day" },
  retained: {
    rows: (ask) => people(sql`p.at_start and p.at_end`, ask),
    needsPeople: true,
    slice: "group",
    sum: "retained",
  },
  everJoined: { rows: everJoined },
  converted: { rows: (ask) => people(bought, ask), needsPeople: true, slice: "group", sum: "converted" },
  present: { rows: present, needsPeople: true },
  knownNet: { rows: (ask) => orders(ask, net, sql`o.member_id is not null`), slice: "day" },
  knownGross: { rows: (ask) => orders(ask, sql`o.paid_fen`, sql`o.member_id is not null`), slice: "day" },
  buyers: { rows: buyers, needsPeople: true, slice: "group", sum: "buyers" },
  net: { rows: (ask) => orders(ask, net), slice: "day" },
  seenNet: { rows: (ask) => orders(ask, net, sql`g.seen`), slice: "day" },
  allNet: { rows: ofPeople, slice: "day" },
  costs: { rows: costs },
  referred: { rows: invitedThen, slice: "day", lagDays: 8 },
} satisfies Record<string, RowSource>;

export type RowSourceName = keyof typeof rowSources;
