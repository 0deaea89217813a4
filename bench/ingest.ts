import { createHash } from "node:crypto";
import { sql } from "kysely";
import pg from "pg";
import { modules } from "../src/app.ts";
import { ingest, type InboundItem } from "../src/modules/messages/index.ts";
import { Workers } from "../src/server/workers.ts";
import { cpuOfTree } from "./cpu.ts";
import { writeRowByRow } from "./row-by-row.ts";
import { fillBrand, type TalkBrand, talkOf } from "./talk.ts";
import { openWorld, type World } from "./world.ts";

export interface IngestAsk {
  groups: number;
  peoplePerGroup: number;
  /** Taken in by ours in a round, and row by row by the other. */
  messages: number;
  rowMessages: number;
  rounds: number;
  say: (line: string) => void;
}

export interface IngestRound {
  /** Messages a second into durable rows, and until the reactions (metrics, activity …) had worked them in. */
  oursPerS: number;
  oursWithMetricsPerS: number;
  /** The same rows and sums, one transaction a message over 16 connections. */
  rowsPerS: number;
  ratio: number;
  /** CPU time of one message in microseconds, wherever the machine was busy besides. */
  nodeUs: number;
  postgresUs: number | null;
}

export interface IngestFigures {
  rounds: IngestRound[];
  settings: Record<string, string>;
  /** Equal before and after PostgreSQL was killed and started again. */
  checked: { messages: number; digest: string };
}

export const ingestDefaults = { groups: 100, peoplePerGroup: 100, messages: 100_000, rowMessages: 4_000, rounds: 5 };

/** Handed to `ingest` at once, four calls side by side: while one is written the next is made ready. */
const CALL_ITEMS = 2_000;
const CALLS_AT_ONCE = 4;
const GIVE_UP_MS = 300_000;

/** Takes talk in, ours and row by row in turn, in one process on one PostgreSQL with fsync on; every round is checked before it counts. */
export async function benchIngest(ask: IngestAsk): Promise<IngestFigures> {
  const world = await openWorld({ poolSize: 20 });
  try {
    const nowMs = Date.now();
    const ours = await fillBrand(world, "bench-ours", ask, nowMs);
    const theirs = await fillBrand(world, "bench-rows", ask, nowMs);
    const workers = startWorkers(world);
    await caughtUp(ours, 0);
    const rounds: IngestRound[] = [];
    for (let round = 0; round <= ask.rounds; round++) {
      const figures = await runRound(world, ours, theirs, ask, round, nowMs);
      if (round > 0) rounds.push(figures);
      ask.say(`${round === 0 ? "warm-up" : `round ${round}`}: ${told(figures)}`);
    }
    await workers.stop();
    const settings = await readSettings(world);
    return { rounds, settings, checked: await surviveCrash(world, ours, ask) };
  } finally {
    await world.close();
  }
}

function told(one: IngestRound): string {
  const cpu = `CPU ${one.nodeUs.toFixed(0)} µs Node + ${one.postgresUs?.toFixed(0) ?? "?"} µs PostgreSQL a message`;
  return `${Math.round(one.oursPerS)}/s, with metrics ${Math.round(one.oursWithMetricsPerS)}/s, row by row ${Math.round(one.rowsPerS)}/s, × ${one.ratio.toFixed(1)}; ${cpu}`;
}

function startWorkers(world: World): Workers {
  const workers = new Workers(
    world.runtime,
    modules.flatMap((module) => module.reactions ?? []),
    [],
  );
  workers.start();
  return workers;
}

async function runRound(
  world: World,
  ours: TalkBrand,
  theirs: TalkBrand,
  ask: IngestAsk,
  round: number,
  nowMs: number,
): Promise<IngestRound> {
  const items = talkOf(ours, ask.messages, round, nowMs);
  const cpu = process.cpuUsage();
  const postgresCpu = cpuOfTree(world.postgres.pid);
  const begun = performance.now();
  await takeIn(ours, items);
  const durableMs = performance.now() - begun;
  await caughtUp(ours, ask.messages * (round + 1));
  const metricsMs = performance.now() - begun;
  const used = process.cpuUsage(cpu);
  const postgresUsed = cpuOfTree(world.postgres.pid);
  await check(ours, ask.messages * (round + 1));
  await checkDuplicates(ours, items);
  const rows = talkOf(theirs, ask.rowMessages, round, nowMs);
  const rowsBegun = performance.now();
  await writeRowByRow(world, theirs, rows);
  const rowsMs = performance.now() - rowsBegun;
  const oursWithMetricsPerS = (ask.messages * 1000) / metricsMs;
  const rowsPerS = (ask.rowMessages * 1000) / rowsMs;
  return {
    oursPerS: (ask.messages * 1000) / durableMs,
    oursWithMetricsPerS,
    rowsPerS,
    ratio: oursWithMetricsPerS / rowsPerS,
    nodeUs: (used.user + used.system) / ask.messages,
    postgresUs: postgresCpu === null || postgresUsed === null ? null : ((postgresUsed - postgresCpu) * 1000) / ask.messages,
  };
}

async function takeIn(brand: TalkBrand, items: readonly InboundItem[]): Promise<void> {
  let next = 0;
  const caller = async () => {
    for (let from = next; from < items.length; from = next) {
      next = from + CALL_ITEMS;
      const report = await ingest(brand.ctx(), items.slice(from, from + CALL_ITEMS));
      if (report.accepted !== Math.min(CALL_ITEMS, items.length - from))
        throw new Error(`of ${CALL_ITEMS} items ${report.accepted} were accepted`);
    }
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, caller));
}

interface Counts {
  messages: number;
  events: number;
  seqs: number;
  days: number;
  speakers: number;
}

async function countAll(brand: TalkBrand): Promise<Counts> {
  const id = brand.brandId;
  const { rows } = await sql<Counts>`select (select count(*)::int from messages where brand_id = ${id}) as messages,
    (select count(*)::int from events where brand_id = ${id} and kind = 40) as events,
    (select coalesce(sum(last_seq), 0)::int from group_sequences where brand_id = ${id}) as seqs,
    (select coalesce(sum(messages), 0)::int from group_days where brand_id = ${id}) as days,
    (select coalesce(sum(messages), 0)::int from group_speakers where brand_id = ${id}) as speakers`.execute(brand.ctx().db);
  return rows[0] ?? { messages: 0, events: 0, seqs: 0, days: 0, speakers: 0 };
}

/** Until the sums hold all that was said. */
async function caughtUp(brand: TalkBrand, messages: number): Promise<void> {
  const until = performance.now() + GIVE_UP_MS;
  for (;;) {
    const { rows } = await sql<{
      n: number;
    }>`select coalesce(sum(messages), 0)::int as n from group_days where brand_id = ${brand.brandId}`.execute(brand.ctx().db);
    if ((rows[0]?.n ?? 0) >= messages) return;
    if (performance.now() > until) throw new Error("the metrics did not come after");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Rows, events, numbers and sums agree with what was said. */
async function check(brand: TalkBrand, messages: number): Promise<void> {
  const counts = await countAll(brand);
  for (const [name, n] of Object.entries(counts)) if (n !== messages) throw new Error(`${name}: ${n} instead of ${messages}`);
}

/** The same again has no effect. */
async function checkDuplicates(brand: TalkBrand, items: readonly InboundItem[]): Promise<void> {
  const report = await ingest(brand.ctx(), items.slice(0, CALL_ITEMS));
  if (report.duplicates !== Math.min(CALL_ITEMS, items.length)) throw new Error(`${report.accepted} duplicates had an effect`);
}

async function readSettings(world: World): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: world.postgres.ownerUrl });
  await client.connect();
  const names = ["server_version", "fsync", "synchronous_commit", "full_page_writes", "wal_compression", "shared_buffers"];
  const { rows } = await client.query<{ name: string; setting: string }>(
    "select name, current_setting(name) as setting from pg_settings where name = any($1) order by name",
    [names],
  );
  await client.end();
  return Object.fromEntries(rows.map((row) => [row.name, row.setting]));
}

async function digestOf(brand: TalkBrand): Promise<string> {
  const { rows } = await sql<{
    digest: string;
  }>`select md5(string_agg(id::text || seq::text || text, ',' order by group_id, seq)) as digest from messages where brand_id = ${brand.brandId}`.execute(
    brand.ctx().db,
  );
  return createHash("sha256")
    .update(rows[0]?.digest ?? "")
    .digest("hex")
    .slice(0, 16);
}

/** Kills PostgreSQL right after the last acknowledged call, starts it again and reads all back. */
async function surviveCrash(world: World, brand: TalkBrand, ask: IngestAsk): Promise<{ messages: number; digest: string }> {
  const before = await digestOf(brand);
  await world.crash();
  const counts = await countAll(brand);
  const after = await digestOf(brand);
  if (before !== after || counts.messages !== ask.messages * (ask.rounds + 1))
    throw new Error("something acknowledged was lost in the crash");
  ask.say(`read back after kill -9 of PostgreSQL: ${counts.messages} messages, digest ${after}`);
  return { messages: counts.messages, digest: after };
}
