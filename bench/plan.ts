import { sql } from "kysely";
import pg from "pg";
import { advanceFlows } from "../src/modules/flows/advance.actions.ts";
import { startFlow } from "../src/modules/flows/course.actions.ts";
import { createFlow, publishFlow } from "../src/modules/flows/flows.actions.ts";
import { showFlow } from "../src/modules/flows/read.actions.ts";
import { showToday } from "../src/modules/flows/today.actions.ts";
import { showWeek } from "../src/modules/flows/week.actions.ts";
import { planSends, type PlannedSend, type SendWish, weighSends } from "../src/modules/sends/index.ts";
import { addDays, localDay, startOfDayMs } from "../src/lib/time.ts";
import type { Context } from "../src/server/context.ts";
import { refreshStatistics } from "../src/server/event-log.ts";
import { machineLine, median, table, whole } from "./report.ts";
import { openWorld } from "./world.ts";

type PlannedTarget = PlannedSend["targets"][number];

const GROUPS = 10_000;
/** Sends that every group gets this week already. */
const STANDING = 3;
const ROUNDS = 7;
const PEER_CONNECTIONS = 16;
const STEP_MINUTES = [450, 540, 630, 720, 960, 1140];
const week = [1, 2, 3, 4, 5, 6, 7];

interface Setting {
  ctx: () => Context;
  brandId: number;
  flowId: string;
  groupIds: string[];
  wish: SendWish;
}

/** Ten thousand groups with a week of six steps a day: what a plan of them costs, beside one that asks for each group. */
export async function planSection(say: (line: string) => void): Promise<string> {
  const clock = { now: at("2026-11-23", 7 * 60) };
  const world = await openWorld({ poolSize: PEER_CONNECTIONS + 4, now: () => clock.now });
  try {
    const { brand, headquartersId, ctx } = await world.newBrand("bench-plan");
    await fillGroups(world.postgres.ownerUrl, brand.id, headquartersId);
    const setting = await openFlow(ctx, brand.id, headquartersId);
    const { db } = ctx();
    await refreshStatistics(db);
    const peer = new pg.Pool({
      connectionString: world.postgres.ownerUrl,
      max: PEER_CONNECTIONS,
      options: "-c search_path=app,platform -c timezone=UTC",
    });
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const planned = await timed(async () => (await planSends(ctx(), [setting.wish]))[0]?.targets.length);
      const asked = await timed(() => planOneByOne(peer, setting));
      await checkSame(setting, asked.value);
      if (round > 0) ours.push(planned.ms);
      if (round > 0) theirs.push(asked.ms);
      say(`${round === 0 ? "warm-up" : `round ${round}`}: one step ${planned.ms.toFixed(0)} ms, group by group ${asked.ms.toFixed(0)} ms`);
    }
    await peer.end();
    const weeks = await rounds(() => showWeek(ctx(), { flowId: setting.flowId, source: "running" }));
    const todays = await rounds(() => showToday(ctx(), {}));
    clock.now = at("2026-11-23", 450);
    const due = await timed(() => advanceFlows(ctx()));
    if (due.value !== 1) throw new Error(`${due.value} steps fell due instead of one`);
    const ratios = ours.map((ms, i) => (theirs[i] ?? 0) / ms);
    return [
      "## Plans",
      `${machineLine()}. ${whole(GROUPS)} open groups, a running day SOP of ${STEP_MINUTES.length} steps a day, ${STANDING} other sends a group in the week; ${ROUNDS} rounds after a warm-up, by turns.`,
      table(
        ["what", "median ms", "worst ms", "group by group, median ms", "ratio (worst)"],
        [
          [
            "one step: a verdict for each group",
            ms(ours),
            worst(ours),
            ms(theirs),
            `× ${median(ratios).toFixed(1)} (× ${Math.min(...ratios).toFixed(1)})`,
          ],
          [`the week's dry run: ${STEP_MINUTES.length * week.length} steps`, ms(weeks), worst(weeks), "", ""],
          ["today's steps over all groups", ms(todays), worst(todays), "", ""],
          [`one step falls due: ${whole(GROUPS)} deliveries written`, due.ms.toFixed(0), "", "", ""],
        ],
      ),
      `Group by group: the same rule asked for every group by itself (its row, then its sends of the day, each by an index; ${PEER_CONNECTIONS} connections). Before a round counts, both give every group the same verdict, and the dry run's sums are those of the single verdicts.`,
    ].join("\n\n");
  } finally {
    await world.close();
  }
}

const ms = (values: readonly number[]) => median(values).toFixed(0);
const worst = (values: readonly number[]) => Math.max(...values).toFixed(0);

function at(day: string, minute: number): Date {
  return new Date(startOfDayMs(day, "Asia/Shanghai") + minute * 60_000);
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const begun = performance.now();
  const value = await work();
  return { ms: performance.now() - begun, value };
}

async function rounds(work: () => Promise<unknown>): Promise<number[]> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push((await timed(work)).ms);
  return times;
}

/** Groups of two channels, some without an owner, some closed, with sends of the week behind and before them. */
async function fillGroups(ownerUrl: string, brandId: number, orgId: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl, options: "-c search_path=app,platform -c timezone=UTC" });
  await owner.connect();
  const { rows } = await owner.query<{ id: string }>(
    "insert into staff (brand_id, id, user_id, name, org_id, created_at) select $1, gen_random_uuid(), 'bench', '群主', $2, now() returning id",
    [brandId, orgId],
  );
  await owner.query(
    `insert into groups (brand_id, id, code, name, org_id, positioning, commercial_type, channel, owner_staff_id, status, capacity, target_members, member_count, created_at, opened_at)
     select $1, md5('g' || n)::uuid, 'FL-' || n, '福利群 ' || n, $2, 'benefit', 'promotion', case when n % 3 = 0 then 'manual' else 'web' end, case when n % 7 > 0 then $3::uuid end, 'active', 500, 200, 120, now(), now()
     from generate_series(1, $4::int) n`,
    [brandId, orgId, rows[0]?.id, GROUPS],
  );
  await owner.query(
    `with s as (insert into sends (brand_id, id, unique_key, name, source_kind, local_day, direction, body, priority, due_at, expires_at, state, created_at)
       select $1, md5('s' || k)::uuid, 'bench:' || k, '通知', 'adhoc', date '2026-11-23' + k, 'engage', '{"format":"text","text":"通知"}', 5,
         timestamptz '2026-11-23 04:00+00' + k * interval '1 day', timestamptz '2026-11-23 06:00+00' + k * interval '1 day', 'scheduled', now() from generate_series(0, $2::int - 1) k returning id, due_at)
     insert into deliveries (brand_id, id, send_id, group_id, people, state, due_at)
     select $1, gen_random_uuid(), s.id, g.id, 120, case when random() < 0.8 then 'planned' else 'cancelled' end, s.due_at from s cross join groups g where g.brand_id = $1`,
    [brandId, STANDING],
  );
  await owner.end();
}

async function openFlow(ctx: () => Context, brandId: number, orgId: string): Promise<Setting> {
  const steps = STEP_MINUTES.map((minute) => ({
    id: `step-${minute}`,
    name: `步骤 ${minute}`,
    direction: "engage" as const,
    slots: week.map((weekday) => ({ weekday, minute })),
    minutes: 30,
    graceMinutes: 60,
    action: { kind: "send" as const, content: { kind: "text" as const, text: "早上好" } },
  }));
  const audience = { kind: "orgs" as const, orgIds: [orgId] };
  const { id: flowId } = await createFlow(ctx(), { name: "一日", kind: "day", audience, preset: false, spec: { audience, steps } });
  const { draftRevision } = await showFlow(ctx(), { flowId });
  await publishFlow(ctx(), { flowId, revision: draftRevision, note: "" });
  await startFlow(ctx(), { flowId, catchUp: false });
  const { rows } = await sql<{ id: string }>`select id from groups where brand_id = ${brandId} order by id`.execute(ctx().db);
  const groupIds = rows.map((row) => row.id);
  const dueAt = at("2026-11-23", 720);
  const wish: SendWish = {
    uniqueKey: "bench",
    name: "一步",
    source: { kind: "adhoc" },
    contentId: null,
    contentVersion: null,
    direction: "engage",
    body: { format: "text", text: "早上好" },
    groupIds,
    dueAt,
    expiresAt: new Date(dueAt.getTime() + 3_600_000),
    priority: 5,
  };
  return { ctx, brandId, flowId, groupIds, wish };
}

interface Asked {
  channel: string;
  isOwned: boolean;
  sends: number;
}

/** The same questions for each group by itself. */
async function planOneByOne(pool: pg.Pool, { brandId, groupIds, wish, ctx }: Setting): Promise<Map<string, Asked>> {
  const { zone } = ctx().brand;
  const day = localDay(wish.dueAt.getTime(), zone);
  const [from, to] = [new Date(startOfDayMs(day, zone)), new Date(startOfDayMs(addDays(day, 1), zone))];
  const found = new Map<string, Asked>();
  let next = 0;
  const asker = async () => {
    for (let groupId = groupIds[next++]; groupId; groupId = groupIds[next++]) {
      const group = await pool.query<{ channel: string; owner: string | null }>({
        name: "group",
        text: "select channel, owner_staff_id as owner from groups where brand_id = $1 and id = $2",
        values: [brandId, groupId],
      });
      const sends = await pool.query<{ n: number }>({
        name: "sends",
        text: "select count(*)::int as n from deliveries where brand_id = $1 and group_id = $2 and due_at >= $3 and due_at < $4 and state in ('planned', 'handed-over', 'sent', 'unknown')",
        values: [brandId, groupId, from, to],
      });
      const [row] = group.rows;
      if (row) found.set(groupId, { channel: row.channel, isOwned: row.owner !== null, sends: sends.rows[0]?.n ?? 0 });
    }
  };
  await Promise.all(Array.from({ length: PEER_CONNECTIONS }, asker));
  return found;
}

/** Every group the same verdict by both, and the weighed sums those of the single verdicts. */
async function checkSame({ ctx, wish, groupIds }: Setting, asked: ReadonlyMap<string, Asked>): Promise<void> {
  const [plan] = await planSends(ctx(), [wish]);
  const [weight] = await weighSends(ctx(), sql`select unnest(${groupIds}::uuid[])`, [wish]);
  if (!plan || !weight || plan.targets.length !== asked.size) throw new Error("the plans do not mean the same groups");
  for (const target of plan.targets) if (!isSame(target, asked.get(target.row.groupId))) throw new Error(`${target.row.groupId} differs`);
  const sums = Map.groupBy(plan.targets, ({ verdict }) => verdict.verdict);
  const count = (verdict: PlannedTarget["verdict"]["verdict"]) => sums.get(verdict)?.length ?? 0;
  const leftOut = [...weight.leftOut.values()].reduce((sum, groups) => sum + groups, 0);
  const weighed = [weight.going, weight.overCap, leftOut];
  if ([count("send"), count("over-cap"), count("leave-out")].join() !== weighed.join()) throw new Error("the sums differ");
}

function isSame({ row, verdict }: PlannedTarget, asked: Asked | undefined): boolean {
  const isLeftOut = asked?.channel === "manual" && !asked.isOwned;
  return asked?.channel === row.channel && isLeftOut === (verdict.verdict === "leave-out");
}
