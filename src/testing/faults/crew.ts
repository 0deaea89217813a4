import { ingest } from "../../modules/messages/index.ts";
import { createSends } from "../../modules/sends/index.ts";
import type { TestBrand } from "../brand-on.ts";
import { type FlowStage, judgeRound, openFlowStage, startRound } from "./flow-kill.ts";
import { type IngestStage, judgeTalk, nextTalk, openIngestStage } from "./ingest-kill.ts";
import { errorsIn, makeDataFolder, type Program, startProgram } from "./program.ts";
import { talkOf } from "./talk.ts";

export interface CrewTally {
  deliveries: number;
  messages: number;
  /** Deliveries of sends and steps that are not at their group exactly once and recorded so. */
  wrong: number;
  /** Messages that are missing, double, or counted otherwise than a recompute does. */
  wrongTalk: number;
  /** Lines in logs, failures noted by reactions and tickers. */
  errors: string[];
  /** The most connections the processes held at once. */
  connections: number;
  /** Until the last had stopped after SIGTERM; -1 where one did not end in order. */
  stopMs: number;
}

const SENDS = 5;

interface Day {
  test: TestBrand;
  flows: FlowStage;
  talk: IngestStage;
  sendIds: string[];
  rounds: { round: number; flowId: string }[];
}

/** Many workers at once on one database while sends and SOP steps come due and messages arrive. */
export async function runCrew(test: TestBrand, workers: number, rounds: number): Promise<CrewTally> {
  const day: Day = { test, flows: await openFlowStage(test), talk: await openIngestStage(test), sendIds: [], rounds: [] };
  const folder = makeDataFolder();
  const watch = await watchConnections(test);
  const crew = Array.from({ length: workers }, () =>
    startProgram(["work"], { DATABASE_URL: test.ownerUrl, QUNCE_DATA_DIR: folder.dataDir }),
  );
  try {
    await Promise.all(crew.map((one) => one.said("Working.")));
    for (let i = 0; i < rounds; i++) await liveOn(day);
    await settled(test);
    const stopMs = await stopAll(crew);
    return {
      ...(await judgeDay(day)),
      errors: [...crew.flatMap((one) => errorsIn(one.output())), ...(await notedFailures(test))],
      connections: watch.end(),
      stopMs,
    };
  } finally {
    watch.end();
    for (const one of crew) one.child.kill("SIGKILL");
    await Promise.all(crew.map((one) => one.ended));
    folder.drop();
  }
}

/** Sends and a flow that are due at once, for they are three minutes old, and two batches of talk, each told twice at the same time. */
async function liveOn({ test, flows, talk, sendIds, rounds }: Day): Promise<void> {
  test.clock.now = new Date(Date.now() - 180_000);
  rounds.push({ flowId: await startRound(flows), round: flows.round });
  sendIds.push(...(await wish(test, flows.groupIds)));
  test.clock.now = new Date();
  for (const batch of [nextTalk(talk), nextTalk(talk)]) {
    const items = talkOf(batch);
    await Promise.all([ingest(test.system(), items), ingest(test.system(), items)]);
  }
}

async function wish(test: TestBrand, groupIds: readonly string[]): Promise<string[]> {
  const { now } = test.clock;
  const wishes = Array.from({ length: SENDS }, (_, i) => ({
    uniqueKey: `crew-${now.getTime()}-${i}`,
    name: "一起干活",
    source: { kind: "adhoc" as const },
    contentId: null,
    contentVersion: null,
    direction: "engage",
    body: { format: "text" as const, text: `一起干活 ${now.getTime()} ${i}` },
    groupIds: [...groupIds],
    dueAt: now,
    expiresAt: new Date(now.getTime() + 3_600_000),
    priority: 5,
  }));
  return (await createSends(test.system(), wishes)).map((one) => one.sendId);
}

async function watchConnections(test: TestBrand): Promise<{ end: () => number }> {
  const count = async () => {
    const rows = await test.rows<{ n: number }>(
      "select count(*)::int as n from pg_stat_activity where datname = current_database() and usename = 'qunce_app'",
    );
    return rows[0]?.n ?? 0;
  };
  // The test's own pool is full before the others come.
  await Promise.all(
    Array.from({ length: 20 }, () =>
      test
        .system()
        .db.selectNoFrom((eb) => eb.val(1).as("one"))
        .execute(),
    ),
  );
  const own = await count();
  let most = 0;
  const timer = setInterval(
    () =>
      void count().then(
        (n) => (most = Math.max(most, n - own)),
        () => undefined,
      ),
    100,
  );
  return {
    end: () => {
      clearInterval(timer);
      return most;
    },
  };
}

/** Nothing is due and every reaction has read all, forty seconds at most: what is open then is found wrong. */
async function settled(test: TestBrand): Promise<void> {
  for (let i = 0; i < 400; i++) {
    const [open] = await test.rows<{ n: number }>(
      `select ((select count(*) from app.dispatches where state not in ('done', 'expired', 'cancelled'))
         + (select count(*) from app.flows where state = 'running' and next_due_at <= now())
         + (select count(*) from platform.reaction_cursors c join app.events e on e.brand_id = c.brand_id and (e.tx, e.id) > (c.tx, c.event_id) and e.kind = any(c.hears)))::int as n`,
    );
    if (open?.n === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function judgeDay({ test, flows, talk, sendIds, rounds }: Day): Promise<Omit<CrewTally, "errors" | "connections" | "stopMs">> {
  test.clock.now = new Date();
  const rows = await test.rows<{ state: string; said: number }>(
    `select d.state, (select count(*)::int from app.messages m where m.group_id = d.group_id and m.delivery_id = d.id) as said
     from app.deliveries d where d.send_id = any($1::uuid[])`,
    [sendIds],
  );
  const expected = sendIds.length * flows.groupIds.length;
  let wrong = Math.abs(rows.length - expected) + rows.filter((row) => row.state !== "sent" || row.said !== 1).length;
  let deliveries = expected;
  for (const one of rounds) {
    const tally = await judgeRound({ ...flows, round: one.round }, one.flowId);
    wrong += tally.missing + tally.double + tally.wrong;
    deliveries += tally.deliveries;
  }
  const said = await judgeTalk(talk);
  return { deliveries, messages: talk.round * 300, wrong, wrongTalk: said.missing + said.double + said.broken + said.otherSums };
}

async function stopAll(crew: readonly Program[]): Promise<number> {
  const begun = performance.now();
  for (const one of crew) one.child.kill("SIGTERM");
  const codes = await Promise.all(crew.map((one) => one.ended));
  return codes.every((code) => code === 0) ? Math.round(performance.now() - begun) : -1;
}

/** What reactions and tickers wrote down of their own failures. */
async function notedFailures(test: TestBrand): Promise<string[]> {
  const rows = await test.rows<{ words: string }>(
    `select reaction || ': ' || coalesce(failure, '') as words from platform.reaction_cursors where failures > 0
     union all select ticker || ': ' || coalesce(failure, '') from platform.ticker_runs where failures > 0`,
  );
  return rows.map((row) => row.words);
}
