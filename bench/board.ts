import { sql } from "kysely";
import pg from "pg";
import { addDays, localDay } from "../src/lib/time.ts";
import { addOrgUnit, addStaff, findStaffActor } from "../src/modules/brands/index.ts";
import { readBoard } from "../src/modules/insight/board.actions.ts";
import { settleGroups } from "../src/modules/insight/index.ts";
import { readMetrics } from "../src/modules/insight/measure.actions.ts";
import { readTrend } from "../src/modules/insight/trend.actions.ts";
import type { Context } from "../src/server/context.ts";
import { ensureMonths } from "../src/server/event-log.ts";
import { machineLine, median, table, whole } from "./report.ts";
import { openWorld, type World } from "./world.ts";

export interface BoardFigure {
  reader: string;
  what: string;
  medianMs: number;
  worstMs: number;
}

const DAYS = 30;
const ROUNDS = 7;

interface Ground {
  owner: pg.Client;
  brandId: number;
  headquartersId: string;
  groups: number;
  seats: number;
  last: string;
}

/**
 * Groups with seats, talk, looks, orders and costs of 30 days, and the rollups the product's reaction would have left of them: rows of the
 * same shape by a dozen statements, then settled by the product itself. Foreign keys aside.
 */
async function makeHistory({ owner, brandId, headquartersId, groups, seats, last }: Ground): Promise<void> {
  const q = (text: string) =>
    owner.query(
      text
        .replaceAll("$brand", String(brandId))
        .replaceAll("$hq", `'${headquartersId}'`)
        .replaceAll("$groups", String(groups))
        .replaceAll("$seats", String(seats))
        .replaceAll("$last", `'${last}'::date`)
        .replaceAll("$zone", "'Asia/Shanghai'"),
    );
  const gid = (n: string) => `(lpad(to_hex(${n}), 8, '0') || '-0000-7000-8000-000000000001')::uuid`;
  const mid = (n: string) => `(lpad(to_hex(${n}), 8, '0') || '-0000-7000-8000-000000000002')::uuid`;
  await q("set session_replication_role = replica");
  await q(`insert into app.groups (brand_id, id, code, name, org_id, positioning, commercial_type, channel, status, capacity, target_members, member_count, created_at, opened_at)
    select $brand, ${gid("g")}, 'B' || g, '群 ' || g, $hq, 'benefit', 'promotion', 'web', 'active', 500, 100, $seats, ($last - 60)::timestamptz, ($last - 60)::timestamptz from generate_series(1, $groups) g`);
  await q(
    `insert into app.members (brand_id, id, member_no, nickname, first_seen_at, created_at) select $brand, ${mid("m")}, m, '会员' || m, now(), now() from generate_series(1, $groups * $seats) m`,
  );
  await q(`insert into app.seats (brand_id, id, group_id, member_id, kind, nickname, joined_at, left_at)
    select $brand, gen_random_uuid(), ${gid("g")}, ${mid("(g - 1) * $seats + s")}, 'member', '', ($last - 45 + (s * 7 + g) % 45)::timestamp at time zone $zone + interval '3 hours',
      case when (s + g) % 9 = 0 then ($last - (s + g) % 15)::timestamp at time zone $zone + interval '20 hours' end from generate_series(1, $groups) g, generate_series(1, $seats) s`);
  await q("delete from app.seats where left_at < joined_at");
  await q(`insert into app.events (brand_id, id, kind, occurred_at, received_at, group_id, member_id, value, data)
    select $brand, (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '8' || substr(md5(g || '-' || d || '-' || k), 1, 3) || '8' || substr(md5(g || '-' || d || '-' || k), 4, 15))::uuid,
      40, at, at, ${gid("g")}, ${mid("(g - 1) * $seats + 1 + (k * 13 + d * 7 + g) % $seats")}, 6, jsonb_build_object('valid', (k + d) % 5 <> 0, 'seatKind', 'member', 'format', 'text')
    from generate_series(1, $groups) g, generate_series(0, ${DAYS - 1}) d, generate_series(1, 8) k,
      lateral (select ($last - d)::timestamp at time zone $zone + make_interval(hours => 8 + k, secs => g % 3600) as at) t`);
  await q(`insert into app.orders (brand_id, id, source, external_id, member_id, group_id, paid_at, paid_fen, refunded_fen, created_at)
    select $brand, gen_random_uuid(), 'b', g || '-' || d, ${mid("(g - 1) * $seats + 1 + (d * 11) % $seats")}, ${gid("g")}, ($last - d)::timestamp at time zone $zone + interval '19 hours', 2990 + d, case when d % 10 = 0 then 990 else 0 end, now()
    from generate_series(1, $groups) g, generate_series(0, ${DAYS - 1}, 3) d`);
  await q(`insert into app.group_speakers (brand_id, group_id, day, member_id, messages, valid_messages)
    select $brand, group_id, (occurred_at at time zone $zone)::date, member_id, count(*), count(*) filter (where (data->>'valid')::boolean) from app.events where brand_id = $brand and kind = 40 group by 2, 3, 4`);
  await q(`insert into app.group_days (brand_id, group_id, day, messages, valid_messages, active, orders, buyers, paid_fen, refunded_fen)
    select $brand, ${gid("g")}, d::date, coalesce(t.m, 0), coalesce(t.v, 0), coalesce(t.a, 0), coalesce(o.n, 0), coalesce(o.b, 0), coalesce(o.p, 0), coalesce(o.r, 0)
    from generate_series(1, $groups) g cross join generate_series($last - 45, $last + 1, interval '1 day') d
    left join (select group_id, day, sum(messages) m, sum(valid_messages) v, count(*) filter (where valid_messages > 0) a from app.group_speakers where brand_id = $brand group by 1, 2) t on t.group_id = ${gid("g")} and t.day = d::date
    left join (select group_id, (paid_at at time zone $zone)::date as day, count(*) n, count(distinct member_id) filter (where paid_fen > refunded_fen) b, sum(paid_fen) p, sum(refunded_fen) r from app.orders where brand_id = $brand group by 1, 2) o on o.group_id = ${gid("g")} and o.day = d::date`);
  await q(
    `insert into app.group_states (brand_id, group_id, turned_on) select $brand, id, $last + 1 from app.groups where brand_id = $brand`,
  );
  await q(`insert into app.insight_dirty (brand_id, group_id, from_day) select $brand, id, $last from app.groups where brand_id = $brand`);
  await q("set session_replication_role = origin");
  await q("analyze app.group_windows, app.groups, app.seats, app.members, app.events, app.orders, app.group_days, app.group_speakers");
}

/** The same board from seats, events and orders alone: what a product without rollups asks each time. */
async function readRaw(
  ctx: Context,
  from: string,
  to: string,
): Promise<{ active: number; messages: number; leftPeople: number; present: number; converted: number; paid: number }> {
  const [begin, end] = [
    sql`(${from}::date::timestamp at time zone ${ctx.brand.zone})`,
    sql`((${to}::date + 1)::timestamp at time zone ${ctx.brand.zone})`,
  ];
  const { rows } = await sql<{ active: number; messages: number; leftPeople: number; present: number; converted: number; paid: number }>`
    with people as (select s.group_id, s.member_id, bool_or(s.left_at >= ${begin} and s.left_at < ${end}) as gone from seats s
        where s.brand_id = ${ctx.brand.id} and s.kind = 'member' and s.joined_at < ${end} and (s.left_at is null or s.left_at >= ${begin}) group by 1, 2),
      talk as (select group_id, (occurred_at at time zone ${ctx.brand.zone})::date as day, member_id, count(*) as n, bool_or((data->>'valid')::boolean) as is_valid from events
        where brand_id = ${ctx.brand.id} and kind = 40 and occurred_at >= ${begin} and occurred_at < ${end} group by 1, 2, 3),
      bought as (select distinct group_id, member_id from orders where brand_id = ${ctx.brand.id} and paid_at >= ${begin} and paid_at < ${end} and paid_fen > refunded_fen)
    select (select count(*) from talk where is_valid)::int as active, (select sum(n) from talk)::int as messages, (select count(*) from people where gone)::int as left_people,
      (select count(*) from people)::int as present, (select count(*) from people join bought using (group_id, member_id))::int as converted,
      (select sum(paid_fen - refunded_fen) from orders where brand_id = ${ctx.brand.id} and paid_at >= ${begin} and paid_at < ${end})::bigint as paid`.execute(
    ctx.db,
  );
  const row = rows[0];
  if (!row) throw new Error("no answer");
  return row;
}

async function time(reader: string, what: string, work: () => Promise<unknown>, rounds = ROUNDS): Promise<BoardFigure> {
  const laps: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const begun = performance.now();
    await work();
    if (round > 0) laps.push(performance.now() - begun);
  }
  return { reader, what, medianMs: median(laps), worstMs: Math.max(...laps) };
}

function check(name: string, ours: number, raw: number): void {
  if (Math.abs(ours - raw) > 1e-6) throw new Error(`board: ${name} is ${ours}, and ${raw} from the events themselves`);
}

const DISTRICTS = 12;
const OWN_DISTRICT = 4;

/** The brand's owner, and an operator who sees one of twelve districts; the groups are dealt out to them. */
async function makeReaders(world: World, owner: pg.Client, at: Awaited<ReturnType<World["newBrand"]>>): Promise<[string, () => Context][]> {
  const { brand, headquartersId, ctx } = at;
  const districts: string[] = [];
  for (let n = 0; n < DISTRICTS; n++) districts.push((await addOrgUnit(ctx(), { parentId: headquartersId, name: `区 ${n}` })).id);
  await owner.query("update app.groups set org_id = ($1::uuid[])[1 + ltrim(code, 'B')::int % $2] where brand_id = $3", [
    districts,
    DISTRICTS,
    brand.id,
  ]);
  const reader = async (role: "owner" | "operator", orgId: string) => {
    await addStaff(ctx(), { userId: `bench-${role}`, name: role, orgId, roles: [role] });
    const actor = await findStaffActor(ctx(), `bench-${role}`);
    if (!actor) throw new Error("no such colleague");
    return () => world.runtime.begin(brand, actor, "Q-BENCH");
  };
  return [
    ["whole brand", await reader("owner", headquartersId)],
    [`one of ${DISTRICTS} districts`, await reader("operator", districts[OWN_DISTRICT] ?? "")],
  ];
}

/** The days and windows before the last, as that one is: what the product would have settled in the nights before. */
async function repeatBack(owner: pg.Client, brandId: number, last: string): Promise<void> {
  const copy = `insert into app.group_windows select (jsonb_populate_record(w, jsonb_build_object('day', w.day - n))).* from app.group_windows w, generate_series(1, ${DAYS + 1}) n`;
  await owner.query(`${copy} where w.brand_id = ${brandId} and w.day = '${last}'`);
  await owner.query(`update app.group_days d set present = l.present, converted = l.converted from app.group_days l
    where d.brand_id = ${brandId} and l.brand_id = ${brandId} and l.group_id = d.group_id and l.day = '${last}' and d.day < '${last}'`);
  await owner.query("vacuum analyze app.group_windows");
  await owner.query("vacuum analyze app.group_days");
  await owner.query("vacuum analyze app.groups");
}

async function checkEqual(ours: Awaited<ReturnType<typeof readBoard>>, raw: Awaited<ReturnType<typeof readRaw>>): Promise<void> {
  check("active", ours.sums.interaction.numerator, raw.active);
  check("messages", ours.sums.messages.numerator, raw.messages);
  check("left", ours.sums.leave.numerator, raw.leftPeople);
  check("present", ours.sums.conversion.denominator, raw.present);
  check("converted", ours.sums.conversion.numerator, raw.converted);
  check("paid", ours.sums.roi.numerator, raw.paid);
}

/** P8: nine metrics of 10 k groups over 30 days, beside the same from raw rows in the same run; both must say the same first. */
export async function benchBoard(
  world: World,
  options: { groups?: number; seats?: number; say: (line: string) => void },
): Promise<BoardFigure[]> {
  const { groups = 10_000, seats = 60, say } = options;
  const begun = performance.now();
  const step = (line: string) => say(`  ${line} (${((performance.now() - begun) / 1000).toFixed(0)} s)`);
  const at = await world.newBrand(`board-${Date.now() % 100_000}`);
  const { brand, headquartersId, ctx } = at;
  const last = addDays(localDay(Date.now(), brand.zone), -1);
  await ensureMonths(
    ctx(),
    Array.from({ length: 4 }, (_, n) => Date.now() - n * 28 * 86_400_000),
  );
  const owner = new pg.Client({ connectionString: world.postgres.ownerUrl });
  await owner.connect();
  await makeHistory({ owner, brandId: brand.id, headquartersId, groups, seats, last });
  await countSeatColumns(owner, brand.id, last);
  step(`${groups} groups made`);
  while ((await settleGroups(ctx())) > 0);
  step("settled by the product");
  const readers = await makeReaders(world, owner, at);
  await repeatBack(owner, brand.id, last);
  await owner.end();
  step("repeated back");
  const from = addDays(last, 1 - DAYS);
  const board30 = { scope: "brand", days: 30, sort: "interaction", descending: true, limit: 50 } as const;
  await checkEqual(await readBoard(ctx(), board30), await readRaw(ctx(), from, last));
  const figures: BoardFigure[] = [];
  for (const [reader, as] of readers) {
    const board7 = { scope: "brand", days: 7, sort: "health", descending: false, limit: 50 } as const;
    const trend = { scope: "brand", metric: "interaction", from, to: last } as const;
    const day = { scope: "brand", from: last, to: last, trendDays: 14 } as const;
    figures.push(
      await time(reader, "board of 30 days: nine metrics each, sorted, first 50, and the sums", () => readBoard(as(), board30)),
      await time(reader, "the same of 7 days, by health", () => readBoard(as(), board7)),
      await time(reader, "30 points of one metric", () => readTrend(as(), { ...trend, by: "scope" })),
      await time(reader, "the same for each unit", () => readTrend(as(), { ...trend, by: "children" })),
      await time(reader, "ten figures of 30 days beside the 30 before", () =>
        readMetrics(as(), { scope: "brand", from, to: last, trendDays: 0 }),
      ),
      await time(reader, "ten figures of a day with trends of 14 days (今日)", () => readMetrics(as(), day)),
    );
  }
  figures.push(await time("whole brand", "the brand's sums alone, as SQL over raw rows", () => readRaw(ctx(), from, last), 1));
  for (const one of figures) say(`  ${one.reader} · ${one.what}: ${one.medianMs.toFixed(1)} ms (worst ${one.worstMs.toFixed(1)})`);
  return figures;
}

/** docs/bench.md's words about a run. */
export async function boardSection(say: (line: string) => void): Promise<string> {
  const [groups, seats] = [10_000, 60];
  const world = await openWorld({ poolSize: 4 });
  try {
    const figures = await benchBoard(world, { groups, seats, say });
    const raw = figures.at(-1);
    const board = figures[0];
    return [
      "## Board",
      `${machineLine()}.`,
      `${whole(groups)} groups of ${seats} seats in ${DISTRICTS} districts, 30 days with ${whole(groups * DAYS * 8)} messages and ${whole(groups * 10)} orders, made as rows, settled by the product. ` +
        "Each figure is one action of the product with all its statements, as the app role under row-level security, from the rollups; median and worst of 7 after one warm-up. " +
        "Before any timing the board's sums (speakers, messages, leavers, present, buyers, money) must equal those of one SQL statement over seats, events and orders.",
      table(
        ["reader", "question", "median ms", "worst ms"],
        figures.map((one) => [one.reader, one.what, one.medianMs.toFixed(1), one.worstMs.toFixed(1)]),
      ),
      board && raw ? `The board is × ${(raw.medianMs / board.medianMs).toFixed(0)} as fast as six of its sums over raw rows.` : "",
    ].join("\n\n");
  } finally {
    await world.close();
  }
}

/** Comings and goings of every group and day, as the reaction counts them. */
async function countSeatColumns(owner: pg.Client, brandId: number, last: string): Promise<void> {
  await owner.query(`
    with j as (select group_id, (joined_at at time zone 'Asia/Shanghai')::date as day, count(*) n from app.seats where brand_id = ${brandId} group by 1, 2),
      l as (select group_id, (left_at at time zone 'Asia/Shanghai')::date as day, count(*) n from app.seats where brand_id = ${brandId} and left_at is not null group by 1, 2),
      n as (select d.group_id, d.day, coalesce(j.n, 0) as joined, coalesce(l.n, 0) as gone, sum(coalesce(j.n, 0) - coalesce(l.n, 0)) over (partition by d.group_id order by d.day) as members
        from app.group_days d left join j using (group_id, day) left join l using (group_id, day) where d.brand_id = ${brandId} and d.day <= '${last}'::date + 1)
    update app.group_days d set joined = n.joined, left_seats = n.gone, left_people = n.gone, first_joins = n.joined, members_end = n.members, members_start = n.members - n.joined + n.gone
    from n where d.brand_id = ${brandId} and d.group_id = n.group_id and d.day = n.day`);
}
