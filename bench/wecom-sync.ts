import { sql } from "kysely";
import type { PlatformLine } from "../src/channels/channel.ts";
import type { SharedWindows } from "../src/channels/wecom/wecom.gate.ts";
import type { Connection } from "../src/modules/connections/connections.contract.ts";
import type { SealedConnection } from "../src/modules/connections/connections.store.ts";
import { openOwnLine, sharedWindows } from "../src/modules/connections/line.actions.ts";
import { sealedFor } from "../src/modules/connections/sealed.rules.ts";
import type { OpenCorp } from "../src/modules/wecom/corps.actions.ts";
import { upsertCorp } from "../src/modules/wecom/corps.store.ts";
import { countCorp } from "../src/modules/wecom/state.store.ts";
import type { SyncAsk } from "../src/modules/wecom/sync.contract.ts";
import { syncCustomers } from "../src/modules/wecom/sync-customers.actions.ts";
import { syncGroups } from "../src/modules/wecom/sync-groups.actions.ts";
import { syncStaff, syncTags } from "../src/modules/wecom/sync-staff.actions.ts";
import { SyncWalk } from "../src/modules/wecom/sync-walk.actions.ts";
import type { Context } from "../src/server/context.ts";
import { refreshStatistics } from "../src/server/event-log.ts";
import type { JobProgress, JobRun } from "../src/server/jobs.ts";
import type { Clock } from "../src/simulators/wecom/clock.ts";
import { drive } from "../src/simulators/wecom/driver/index.ts";
import { openServer } from "../src/simulators/wecom/server.ts";
import { openWorld as openSimulator } from "../src/simulators/wecom/world.ts";
import { leastMsOf } from "./line.ts";
import { machineLine, table, whole } from "./report.ts";
import { openWorld } from "./world.ts";

/** `WECOM_SYNC=0.1` is a tenth of it. */
const share = Number(process.env.WECOM_SYNC ?? 1);
const size = {
  staff: Math.round(14_000 * share),
  customers: Math.round(1_000_000 * share),
  chats: Math.round(10_000 * share),
  perChat: 100,
  departments: Math.max(4, Math.round(300 * share)),
  tags: 200,
};
/** The process dies so often on the way, in the middle of a transaction. */
const DEATHS = 6;
const pagesPerDeath = Math.ceil(size.customers / 1_000 / (DEATHS + 1));

/** A clock that stands while anything is really done, and jumps to the next waiter when calls do nothing but wait. */
function openLeapingClock() {
  const timers: { atMs: number; wake: () => void }[] = [];
  let nowMs = Date.parse("2026-11-22T02:00:00Z");
  let [real, calls] = [0, 0];
  let isOver = false;
  const within = async <T>(count: (by: number) => void, work: () => Promise<T>): Promise<T> => {
    count(1);
    try {
      return await work();
    } finally {
      count(-1);
    }
  };
  const leap = () => {
    const next = timers.toSorted((one, other) => one.atMs - other.atMs)[0];
    if (real > 0 || calls === 0 || !next) return;
    nowMs = Math.max(nowMs, next.atMs);
    const due = timers.filter((one) => one.atMs <= nowMs);
    timers.splice(0, timers.length, ...timers.filter((one) => one.atMs > nowMs));
    for (const one of due) one.wake();
  };
  const turn = () => {
    leap();
    if (!isOver) setTimeout(turn, 1);
  };
  turn();
  return {
    nowMs: () => nowMs,
    sleep: (ms: number) => new Promise<void>((wake) => timers.push({ atMs: nowMs + Math.max(0, ms), wake })),
    /** Really done: time stands. */
    real: <T>(work: () => Promise<T>) => within((by) => (real += by), work),
    /** A call of the line's, which may do nothing but wait for its turn. */
    call: <T>(work: () => Promise<T>) => within((by) => (calls += by), work),
    stop: () => {
      isOver = true;
    },
  };
}
type LeapingClock = ReturnType<typeof openLeapingClock>;

class Died extends Error {}

export async function wecomSyncSection(say: (line: string) => void): Promise<string> {
  const time = openLeapingClock();
  const clock: Clock = {
    now: () => Math.floor(time.nowMs()),
    isHeld: true,
    after: () => () => undefined,
    sleep: time.sleep,
    advance: async () => undefined,
    hold: () => undefined,
    go: () => undefined,
    stop: () => undefined,
  };
  const corp = openSimulator({ clock, seed: "bench-sync" });
  const built = performance.now();
  await drive(corp, "buildOrg", size);
  say(
    `corp of ${whole(size.staff)} staff, ${whole(size.customers)} customers, ${whole(size.chats)} groups built in ${((performance.now() - built) / 1_000).toFixed(0)} s`,
  );
  const server = openServer(corp);
  await server.ready();
  const fetchNow = (async (input: string | URL | Request, init?: RequestInit) => {
    const url = new URL(String(input));
    const method = init?.method === "POST" ? "POST" : "GET";
    const payload = typeof init?.body === "string" ? init.body : undefined;
    const answer = await time.real(() => server.inject({ method, url: `${url.pathname}${url.search}`, payload }));
    return new Response(answer.rawPayload as Uint8Array<ArrayBuffer>, { status: answer.statusCode });
  }) as typeof fetch;
  const world = await openWorld({ poolSize: 8, outside: { nowMs: time.nowMs, sleep: time.sleep, fetch: fetchNow } });
  try {
    const { ctx } = await world.newBrand("bench-sync");
    const own = ctx();
    const [app] = corp.state.apps.values();
    if (!app) throw new Error("no app");
    const { line, connection } = lineOn(own, corp.state.corpId, app.secret, time);
    const first = await runAll(own, connection, line, DEATHS, say);
    const counts = await countCorp(own.db, own.brand.id, corp.state.corpId);
    const seats = await sql<{
      n: number;
    }>`select count(*)::int as n from seats where brand_id = ${own.brand.id} and left_at is null`.execute(own.db);
    checkCounts(counts, seats.rows[0]?.n ?? 0);
    const breaches = corp.limits.report().reduce((sum, one) => sum + one.breaches + one.refused, 0);
    if (breaches > 0) throw new Error(`${breaches} calls over a limit`);
    await refreshStatistics(own.db);
    const again = await runAll(own, connection, line, 0, say);
    if (again.changed > 0) throw new Error(`${again.changed} rows changed by the second run`);
    const calls = Object.fromEntries([...corp.calls].map(([api, codes]) => [api, [...codes.values()].reduce((sum, n) => sum + n, 0)]));
    return sectionOf({ first, again, calls, breaches });
  } finally {
    time.stop();
    await world.close();
    await server.close();
  }
}

function lineOn(ctx: Context, corpId: string, secret: string, time: LeapingClock): { line: PlatformLine; connection: Connection } {
  const id = ctx.newId();
  const row: SealedConnection = {
    id,
    kind: "wecom",
    scope: corpId,
    name: "bench",
    agentId: null,
    baseUrl: "http://wecom",
    state: "ready",
    version: 1,
    pathToken: "",
    secret: ctx.seal.seal(secret, sealedFor(ctx.brand.id, id, "secret")),
    callbackToken: Buffer.alloc(0),
    aesKey: Buffer.alloc(0),
  };
  const rows = sharedWindows(ctx);
  const shared: SharedWindows = {
    change: async (keys, decide) => {
      const at = time.nowMs();
      const { result } = await time.real(() => rows.change(keys, (states) => decide(states, at)));
      return { result, nowMs: at };
    },
  };
  const { line: own } = openOwnLine(ctx, row, { shared, patienceMs: Number.POSITIVE_INFINITY, hear: () => undefined });
  const line: PlatformLine = { ...own, call: (ask) => time.call(() => own.call(ask)), upload: (ask) => time.call(() => own.upload(ask)) };
  const never = { checkedAt: null, verifiedAt: null, receivedAt: null };
  const connection: Connection = {
    id,
    kind: "wecom",
    scope: corpId,
    name: "bench",
    agentId: null,
    baseUrl: null,
    state: "ready",
    steps: [],
    callbackUrl: "",
    ...never,
    createdAt: ctx.now.toISOString(),
  };
  return { line, connection };
}

interface Ran {
  tookS: number;
  deaths: number;
  changed: number;
  counts: SyncWalk["at"]["counts"];
  steps: { step: string; tookS: number }[];
}

const steps = [syncStaff, syncTags, syncCustomers, syncGroups] as const;

/** All steps, each process of which dies some saves after it began, until none does: the next goes on from what was committed. */
async function runAll(ctx: Context, connection: Connection, line: PlatformLine, deaths: number, say: (line: string) => void): Promise<Ran> {
  const begun = performance.now();
  let saved: unknown = null;
  let left = deaths;
  const took: Ran["steps"] = [];
  for (;;) {
    const corp = await upsertCorp(ctx.db, ctx.brand.id, connection.scope, connection.id, ctx.now);
    const open: OpenCorp = { ctx, corp, connection, line: async () => line };
    let saves = 0;
    const diesAfter = left > 0 ? pagesPerDeath + left : Number.POSITIVE_INFINITY;
    const save = async (inside: Context, progress: JobProgress) => {
      if (++saves > diesAfter) throw new Died();
      inside.afterCommit(() => {
        saved = progress.checkpoint;
      });
    };
    const job: JobRun<SyncAsk> = {
      id: ctx.newId(),
      epoch: 1,
      checkpoint: saved,
      done: 0,
      total: null,
      asker: async () => ctx.actor,
      signal: new AbortController().signal,
      save,
      ask: { connectionId: connection.id, mode: "full" },
    };
    const walk = new SyncWalk(open, job);
    try {
      for (const step of steps) {
        if (walk.isBehind(stepNames[steps.indexOf(step)] ?? "staff")) continue;
        const at = performance.now();
        await step(walk, line);
        took.push({ step: step.name, tookS: (performance.now() - at) / 1_000 });
        say(`  ${step.name}: ${((performance.now() - at) / 1_000).toFixed(1)} s`);
      }
      return {
        tookS: (performance.now() - begun) / 1_000,
        deaths: deaths - left,
        changed: walk.at.counts.changed,
        counts: walk.at.counts,
        steps: took,
      };
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      left -= 1;
      say(`  died at ${walk.at.step} ${walk.at.after} ${walk.at.cursor.slice(0, 12)}`);
    }
  }
}

const stepNames = ["staff", "tags", "customers", "groups"] as const;

function checkCounts(counts: { staff: number; relations: number; groups: number; people: number }, seats: number): void {
  const wrong = [
    counts.relations < size.customers ? `relations ${counts.relations}` : "",
    counts.groups === size.chats ? "" : `groups ${counts.groups}`,
    seats === counts.people ? "" : `seats ${seats} of ${counts.people}`,
    counts.staff >= size.staff ? "" : `staff ${counts.staff}`,
  ].filter(Boolean);
  if (wrong.length > 0) throw new Error(`not all came: ${wrong.join(", ")}`);
}

function sectionOf(found: { first: Ran; again: Ran; calls: Record<string, number>; breaches: number }): string {
  const { first, again, calls, breaches } = found;
  const rows = [
    [
      "first",
      whole(first.tookS),
      String(first.deaths),
      whole(first.counts.customers),
      whole(first.counts.groups),
      whole(first.counts.seats),
      whole(first.changed),
    ],
    [
      "again",
      whole(again.tookS),
      "0",
      whole(again.counts.customers),
      whole(again.counts.groups),
      whole(again.counts.seats),
      whole(again.changed),
    ],
  ];
  const sum = Object.values(calls).reduce((all, n) => all + n, 0);
  return [
    "## Sync of a WeCom corp",
    `${machineLine()}.`,
    `${whole(size.staff)} staff, ${whole(size.customers)} customers with a relation each or more, ${whole(size.chats)} groups of ${whole(size.perChat + 1)} people, read from the strict simulator (in this process, no network) by the product's own steps ` +
      `into a PostgreSQL with fsync. Waits for a window of the platform's are jumped over. The first run is killed ${first.deaths} times in the middle of a transaction and goes on from what was committed; ` +
      `in the end every relation, group and seat must be there, and a second run must change nothing.`,
    table(["run", "s", "deaths", "relations read", "groups read", "people in groups", "rows changed"], rows),
    `${whole(sum)} calls in both runs, ${breaches} over a limit. The platform's windows alone would take ${(leastMsOf(calls) / 60_000).toFixed(1)} min for them.`,
  ].join("\n\n");
}
