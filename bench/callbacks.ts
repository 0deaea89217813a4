import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Worker } from "node:worker_threads";
import Fastify from "fastify";
import pg from "pg";
import { modules } from "../src/app.ts";
import { decryptCallback } from "../src/channels/wecom/wecom.crypto.ts";
import { decodeCallback } from "../src/channels/wecom/wecom.decode.ts";
import { readEnvelope } from "../src/channels/wecom/xml.decode.ts";
import { addStaff, findStaffActor } from "../src/modules/brands/index.ts";
import { onCallback } from "../src/modules/connections/index.ts";
import { createConnection } from "../src/modules/connections/connect.actions.ts";
import { openServer } from "../src/server/serve.ts";
import { editedXml, sealedCall, type SealedCall } from "../src/testing/wecom-callbacks.ts";
import type { CallerAnswer, CallerAsk } from "./callbacks.caller.ts";
import { machineLine, median, percentile, table, whole } from "./report.ts";
import { openWorld, type World } from "./world.ts";

const ROUNDS = 5;
/** Connections at once: what a platform opens for a small corp, a busy one, and a burst. */
const LOADS = [
  { sockets: 8, calls: 6_000 },
  { sockets: 64, calls: 10_000 },
  { sockets: 256, calls: 10_000 },
] as const;
type Load = (typeof LOADS)[number];
const CORP = "ww0123456789abcdef";

interface Side {
  name: string;
  base: string;
  path: string;
  keys: { token: string; encodingAesKey: string; receiveId: string };
  count: () => Promise<number>;
}

interface Played {
  perS: number;
  p50Ms: number;
  p99Ms: number;
}

const caller = new Worker(new URL("./callbacks.caller.ts", import.meta.url));

const rawOf = ({ url, body }: SealedCall) =>
  `POST ${url} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: text/xml\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** All calls over so many connections, from a thread of their own. */
async function ask(side: Side, calls: readonly SealedCall[], sockets = 1): Promise<CallerAnswer> {
  const message: CallerAsk = {
    port: Number(new URL(side.base).port),
    sockets,
    requests: calls.map(rawOf),
  };
  const answered = once(caller, "message");
  caller.postMessage(message);
  const [answer] = (await answered) as [CallerAnswer];
  return answer;
}

/** Each is a new event of its own, and each must be a row. */
async function play(side: Side, { sockets, calls: many }: Load): Promise<Played> {
  const calls = callsFor(side, many);
  const before = await side.count();
  const { tookMs, latenciesMs, others } = await ask(side, calls, sockets);
  const kept = (await side.count()) - before;
  if (kept !== calls.length || others > 0) throw new Error(`${side.name}: ${kept} rows of ${calls.length} calls, ${others} refused`);
  return { perS: (calls.length * 1_000) / tookMs, p50Ms: median(latenciesMs), p99Ms: percentile(latenciesMs, 0.99) };
}

let number = 0;
const callsFor = (side: Side, many: number): SealedCall[] =>
  Array.from({ length: many }, () =>
    sealedCall(side.path, side.keys, editedXml(CORP, Date.now(), (number += 1)), {
      atMs: Date.now(),
      nonce: randomBytes(6).toString("hex"),
    }),
  );

/** The product's own endpoint, the whole server around it. */
async function openOurs(world: World): Promise<{ side: Side; close: () => Promise<void> }> {
  const { brand, headquartersId, ctx } = await world.newBrand("bench-callbacks");
  await addStaff(ctx(), { userId: "bench", name: "何穗", orgId: headquartersId, roles: ["owner"] });
  const owner = await findStaffActor(ctx(), "bench");
  if (!owner) throw new Error("no owner");
  const { callback } = await createConnection(ctx().as(owner), {
    kind: "wecom",
    scope: CORP,
    name: "bench",
    agentId: null,
    baseUrl: null,
    secret: "a-secret-of-the-app",
  });
  onCallback("wecom", { decode: decodeCallback, handle: async () => undefined });
  const app = await openServer(world.runtime, modules, { isTrustedOrigin: () => false, perMinute: 1_000_000 });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo;
  const keys = { token: callback.token, encodingAesKey: callback.aesKey, receiveId: CORP };
  const count = async () => {
    const { rows } = await world.runtime.database.pool.query<{ n: number }>(
      "select count(*)::int as n from platform.callbacks where brand_id = $1",
      [brand.id],
    );
    return rows[0]?.n ?? 0;
  };
  return { side: { name: "ours", base: `http://127.0.0.1:${port}`, path: callback.url, keys, count }, close: () => app.close() };
}

/** What one writes on an afternoon: check, decrypt, insert the row, answer. */
async function openPeer(world: World): Promise<{ side: Side; close: () => Promise<void> }> {
  const pool = new pg.Pool({ connectionString: world.postgres.ownerUrl, max: 20 });
  pool.on("error", () => undefined);
  await pool.query(
    "create table if not exists public.plain_callbacks (id bigint generated always as identity primary key, received_at timestamptz not null, body text not null)",
  );
  const keys = { token: "PlainToken", encodingAesKey: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", receiveId: CORP };
  const app = Fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  app.post("/plain", async (asked, reply) => {
    const query = asked.query as { msg_signature: string; timestamp: string; nonce: string };
    const encrypted = readEnvelope(String(asked.body))?.encrypted ?? "";
    const opened = decryptCallback(keys, { signature: query.msg_signature, timestamp: query.timestamp, nonce: query.nonce, encrypted });
    if (opened.verdict !== "opened") return reply.status(403).send("");
    await pool.query("insert into public.plain_callbacks (received_at, body) values ($1, $2)", [new Date(), opened.text]);
    return "success";
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo;
  const count = async () => (await pool.query<{ n: number }>("select count(*)::int as n from public.plain_callbacks")).rows[0]?.n ?? 0;
  const close = async () => {
    await app.close();
    await pool.end();
  };
  return { side: { name: "row by row", base: `http://127.0.0.1:${port}`, path: "/plain", keys, count }, close };
}

/** The same call again is no second row, and a forged one none at all. */
async function checkHonest(side: Side): Promise<void> {
  const calls = callsFor(side, 1);
  await ask(side, calls);
  const before = await side.count();
  if ((await ask(side, calls)).others > 0) throw new Error("a second try is answered with 200");
  const forged = calls.map((call) => ({ ...call, url: call.url.replace(/msg_signature=[0-9a-f]{4}/, "msg_signature=0000") }));
  if ((await ask(side, forged)).others !== 1) throw new Error("a forged call is refused");
  if ((await side.count()) !== before) throw new Error("a replay or a forged call left a row");
}

/** Callbacks over HTTP into durable rows, ours and row by row in turn on one PostgreSQL with fsync on. */
export async function callbacksSection(say: (line: string) => void): Promise<string> {
  const world = await openWorld({ poolSize: 20 });
  const ours = await openOurs(world);
  const peer = await openPeer(world);
  try {
    await checkHonest(ours.side);
    const rounds: Round[] = [];
    for (const load of LOADS) {
      for (let round = 0; round <= ROUNDS; round++) {
        // In turn, the other one first each time.
        const sides = round % 2 === 0 ? [ours.side, peer.side] : [peer.side, ours.side];
        const played = new Map<Side, Played>();
        for (const side of sides) played.set(side, await play(side, load));
        const [own, other] = [played.get(ours.side), played.get(peer.side)];
        if (!own || !other) throw new Error("not played");
        if (round > 0) rounds.push({ load, ours: own, peer: other });
        say(
          `${load.sockets} connections, ${round === 0 ? "warm-up" : `round ${round}`}: ${whole(own.perS)}/s beside ${whole(other.perS)}/s, × ${(own.perS / other.perS).toFixed(2)}`,
        );
      }
    }
    return sectionOf(rounds);
  } finally {
    await ours.close();
    await peer.close();
    await world.close();
    await caller.terminate();
  }
}

interface Round {
  load: Load;
  ours: Played;
  peer: Played;
}

function sectionOf(rounds: readonly Round[]): string {
  const rows = LOADS.map((load) => {
    const own = rounds.filter((one) => one.load === load);
    const ratios = own.map((one) => one.ours.perS / one.peer.perS);
    const mid = (of: (one: Round) => number) => median(own.map(of));
    const ms = (side: "ours" | "peer") => `${mid((one) => one[side].p50Ms).toFixed(1)} / ${mid((one) => one[side].p99Ms).toFixed(1)}`;
    const perS = (side: "ours" | "peer") => whole(mid((one) => one[side].perS));
    const ratio = [`× ${median(ratios).toFixed(2)}`, `× ${Math.min(...ratios).toFixed(2)}`];
    return [String(load.sockets), whole(load.calls), perS("ours"), perS("peer"), ...ratio, ms("ours"), ms("peer")];
  });
  return [
    "## Callbacks of WeCom",
    `${machineLine()}.`,
    `Sealed and signed callbacks, each a new event: signature, time, decryption, receiver, dedupe, durable row with fsync, answer. Ours is the whole server in one process with what it does besides: it counts, reads every event and hands it on in order to one that does nothing with it; ` +
      `beside it, in turn on the same PostgreSQL, a plain Fastify handler that checks, decrypts and inserts row by row, without dedupe, window of time or counts. The callers run in a thread beside the server. ` +
      "Before a round counts, rows equal calls; before all, the same call again and a forged one must leave no row.",
    table(
      ["connections", "calls a round", "ours /s", "row by row /s", "ratio", "worst", "ours ms p50 / p99", "row by row ms p50 / p99"],
      rows,
    ),
    `Medians of ${ROUNDS} rounds.`,
  ].join("\n\n");
}
