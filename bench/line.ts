import type { PlatformLine } from "../src/channels/channel.ts";
import { type Rate, addressRates, ratesOf } from "../src/channels/wecom/wecom.limits.ts";
import type { SharedWindows } from "../src/channels/wecom/wecom.gate.ts";
import type { SealedConnection } from "../src/modules/connections/connections.store.ts";
import { openOwnLine, sharedWindows } from "../src/modules/connections/line.actions.ts";
import { sealedFor } from "../src/modules/connections/sealed.rules.ts";
import type { Context } from "../src/server/context.ts";
import type { Clock } from "../src/simulators/wecom/clock.ts";
import { openServer } from "../src/simulators/wecom/server.ts";
import { openWorld as openSimulator } from "../src/simulators/wecom/world.ts";
import { openVirtualTime, type VirtualTime } from "../src/testing/virtual-time.ts";
import { machineLine, table, whole } from "./report.ts";
import { openWorld } from "./world.ts";

interface Scene {
  name: string;
  processes: number;
  latencyMs: number;
  /** Calls by API. */
  calls: Readonly<Record<string, number>>;
}

interface Outcome {
  scene: Scene;
  leastMs: number;
  tookMs: number;
  refused: number;
  breaches: number;
  statements: number;
}

const MIXED = {
  "externalcontact/get_follow_user_list": 50_000,
  "department/list": 20_000,
  "externalcontact/groupchat/list": 15_000,
  "externalcontact/get_corp_tag_list": 10_000,
  "user/list_id": 5_000,
};

const scenes: readonly Scene[] = [
  { name: "100,000 calls of five APIs, one process", processes: 1, latencyMs: 50, calls: MIXED },
  { name: "the same from three processes", processes: 3, latencyMs: 50, calls: MIXED },
  { name: "100,000 calls of one API", processes: 2, latencyMs: 30, calls: { "externalcontact/get_follow_user_list": 100_000 } },
  {
    name: "160,000 calls of one API: the hour's window binds",
    processes: 2,
    latencyMs: 30,
    calls: { "externalcontact/get_follow_user_list": 160_000 },
  },
];

const asks: Readonly<Record<string, { method: "GET" | "POST"; body?: object; query?: Record<string, string> }>> = {
  "externalcontact/get_follow_user_list": { method: "GET" },
  "department/list": { method: "GET" },
  "externalcontact/groupchat/list": { method: "POST", body: { limit: 1 } },
  "externalcontact/get_corp_tag_list": { method: "POST", body: {} },
  "user/list_id": { method: "POST", body: { limit: 1 } },
};

/** The least that sliding windows allow for so many calls at no cost of their own: a window's worth at once, the next a window later. */
function leastOf(calls: number, rates: readonly Rate[]): number {
  const [minute, hour] = rates;
  if (!minute || !hour) return 0;
  const hours = Math.floor((calls - 1) / hour.most);
  const inLast = calls - hours * hour.most;
  return hours * hour.spanMs + Math.floor((inLast - 1) / minute.most) * minute.spanMs;
}

export function leastMsOf(calls: Scene["calls"]): number {
  // The token's own call is one of the address's.
  const all = Object.values(calls).reduce((sum, count) => sum + count, 1);
  return Math.max(leastOf(all, addressRates), ...Object.entries(calls).map(([api, count]) => leastOf(count, ratesOf(api))));
}

/** The simulator's clock on virtual time. */
function clockOn(time: VirtualTime): Clock {
  return {
    now: time.nowMs,
    isHeld: true,
    after: (ms, run) => {
      let isOff = false;
      void time.sleep(ms).then(() => (isOff ? undefined : run()));
      return () => {
        isOff = true;
      };
    },
    sleep: time.nap,
    advance: async () => undefined,
    hold: () => undefined,
    go: () => undefined,
    stop: () => undefined,
  };
}

/** The rows in PostgreSQL hold the windows as in the product; only what time it is comes from the virtual clock. */
function windowsOn(ctx: Context, time: VirtualTime, count: () => void): SharedWindows {
  const rows = sharedWindows(ctx);
  return {
    change: async (keys, decide) => {
      count();
      const nowMs = time.nowMs();
      const { result } = await time.real(rows.change(keys, (states) => decide(states, nowMs)));
      return { result, nowMs };
    },
  };
}

async function play(scene: Scene, time: VirtualTime, simulatorOf: () => ReturnType<typeof simulate>): Promise<Outcome> {
  const { corp, lines, statements } = await simulatorOf();
  const work: Promise<unknown>[] = [];
  const begunMs = time.nowMs();
  let endedMs = begunMs;
  let n = 0;
  const left = Object.entries(scene.calls).map(([api, count]) => ({ api, count }));
  // In turn over the APIs, so that the address's window is fought over.
  for (let more = true; more;) {
    more = false;
    for (const one of left) {
      const part = Math.min(one.count, 250);
      one.count -= part;
      more ||= one.count > 0;
      for (let i = 0; i < part; i++) {
        const line = lines[n++ % lines.length];
        const ask = asks[one.api];
        if (!line || !ask) throw new Error(one.api);
        work.push(
          line.call({ api: one.api, ...ask }).then(() => {
            endedMs = time.nowMs();
          }),
        );
      }
    }
  }
  await time.run(Promise.all(work));
  const report = corp.limits.report();
  return {
    scene,
    leastMs: leastMsOf(scene.calls),
    tookMs: endedMs - begunMs,
    refused: report.reduce((sum, one) => sum + one.refused, 0),
    breaches: report.reduce((sum, one) => sum + one.breaches, 0),
    statements: statements(),
  };
}

async function simulate(ctx: Context, scene: Scene, time: VirtualTime, inject: { use: (fetch: typeof globalThis.fetch) => void }) {
  const corp = openSimulator({ clock: clockOn(time), switches: { latencyMs: scene.latencyMs }, seed: scene.name });
  const server = openServer(corp);
  await server.ready();
  inject.use((async (input: string | URL | Request, init?: RequestInit) => {
    const url = new URL(String(input));
    const answer = await time.real(
      server.inject({
        method: init?.method === "POST" ? "POST" : "GET",
        url: `${url.pathname}${url.search}`,
        payload: typeof init?.body === "string" ? init.body : undefined,
      }),
    );
    return new Response(answer.rawPayload as Uint8Array<ArrayBuffer>, { status: answer.statusCode });
  }) as typeof fetch);
  const [app] = corp.state.apps.values();
  if (!app) throw new Error("no app");
  const id = ctx.newId();
  const row: SealedConnection = {
    id,
    kind: "wecom",
    scope: corp.state.corpId,
    name: scene.name,
    agentId: null,
    baseUrl: "http://wecom",
    state: "ready",
    version: 1,
    pathToken: "",
    secret: ctx.seal.seal(app.secret, sealedFor(ctx.brand.id, id, "secret")),
    callbackToken: Buffer.alloc(0),
    aesKey: Buffer.alloc(0),
  };
  let statements = 0;
  const shared = windowsOn(ctx, time, () => {
    statements += 1;
  });
  const lines: PlatformLine[] = Array.from(
    { length: scene.processes },
    (_, i) => openOwnLine(ctx, row, { shared, holder: `p${i}`, patienceMs: Number.POSITIVE_INFINITY, hear: () => undefined }).line,
  );
  return { corp, lines, statements: () => statements };
}

/** Calls of the line against the strict simulator in virtual time: no limit may be touched, and little time lost. */
export async function lineSection(say: (line: string) => void): Promise<string> {
  const time = openVirtualTime();
  let fetchNow: typeof fetch = fetch;
  const world = await openWorld({
    poolSize: 8,
    outside: { nowMs: time.nowMs, sleep: time.sleep, fetch: (input, init) => fetchNow(input, init) },
  });
  try {
    const { ctx } = await world.newBrand("bench-line");
    const outcomes: Outcome[] = [];
    for (const scene of scenes) {
      const begun = performance.now();
      const inject = {
        use: (given: typeof fetch) => {
          fetchNow = given;
        },
      };
      const own = ctx();
      const outcome = await play(scene, time, () => simulate(own, scene, time, inject));
      // Each scene begins with windows that nobody has used.
      await time.run(time.sleep(2 * 3_600_000));
      outcomes.push(outcome);
      const real = ((performance.now() - begun) / 1_000).toFixed(1);
      say(
        `${scene.name}: ${(outcome.tookMs / 1_000).toFixed(1)} s of ${outcome.leastMs / 1_000} s, ${outcome.breaches} breaches, ${outcome.statements} turns, in ${real} s`,
      );
      if (outcome.breaches > 0 || outcome.refused > 0)
        throw new Error(`${scene.name}: ${outcome.breaches} breaches, ${outcome.refused} refused`);
    }
    return sectionOf(outcomes);
  } finally {
    await world.close();
  }
}

function sectionOf(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ scene, leastMs, tookMs, refused, breaches, statements }) => [
    scene.name,
    String(scene.processes),
    `${scene.latencyMs} ms`,
    whole(leastMs / 1_000),
    (tookMs / 1_000).toFixed(1),
    (tookMs / leastMs).toFixed(3),
    String(breaches),
    String(refused),
    whole(statements),
  ]);
  return [
    "## The line to WeCom",
    `${machineLine()}.`,
    "Calls of the product's own line (token, gate, rows of PostgreSQL that the processes share) against the simulator in virtual time. The simulator counts every call in sliding windows: " +
      "10,000 a minute and 150,000 an hour for each corp and API, 20,000 and 600,000 for the address, 64 at once for each API; one call too many is a breach. " +
      "`least` is what the windows alone allow: a window's worth at once, the next one window later, the token's own call counted, the answer of the last call left out. A turn takes the two rows of an API and the address once.",
    table(["calls", "processes", "latency", "least s", "took s", "ratio", "breaches", "refused", "turns"], rows),
  ].join("\n\n");
}
