import { randomBytes } from "node:crypto";
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodeCallback, type WecomEvent } from "../../channels/wecom/wecom.decode.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import type { TakerOrders } from "../../testing/faults/callback-taker.child.ts";
import { TEST_SECRET } from "../../testing/prepared.ts";
import { editedXml, sealedCall } from "../../testing/wecom-callbacks.ts";
import { onCallback } from "./callback-handlers.actions.ts";
import { createConnection } from "./connect.actions.ts";
import { handleCallbacks } from "./handle.actions.ts";

const CORP = "ww0123456789abcdef";
const child = join(import.meta.dirname, "../../testing/faults/callback-taker.child.ts");

let brand: TestBrand;
let path: string;
let keys: { token: string; encodingAesKey: string; receiveId: string };
const handled = new Map<string, number>();
let number = 0;

beforeAll(async () => {
  brand = await openTestBrand({ now: new Date() });
  onCallback<WecomEvent>("wecom", {
    decode: decodeCallback,
    handle: async (_ctx, _connection, events) => {
      for (const { event } of events)
        if ("externalUserId" in event) handled.set(event.externalUserId, (handled.get(event.externalUserId) ?? 0) + 1);
    },
  });
  const made = await createConnection(brand.as(), {
    kind: "wecom",
    scope: CORP,
    name: "企微",
    agentId: null,
    baseUrl: null,
    secret: "a-secret-of-the-app",
  });
  path = made.callback.url;
  keys = { token: made.callback.token, encodingAesKey: made.callback.aesKey, receiveId: CORP };
});
afterAll(() => brand.close());

/** A server of its own; answers its address, and counts what it says it handled. */
async function take(handles: boolean): Promise<{ process_: ChildProcess; base: string; handledThere: () => number }> {
  const orders: TakerOrders = { ownerUrl: brand.ownerUrl, secret: TEST_SECRET, handles };
  const process_ = spawn(process.execPath, [child, JSON.stringify(orders)], { stdio: ["ignore", "pipe", "inherit"] });
  let there = 0;
  const base = await new Promise<string>((done) => {
    createInterface({ input: process_.stdout }).on("line", (line) => {
      if (line.startsWith("base ")) done(line.slice(5));
      if (line.startsWith("handled ")) there += Number(line.slice(8));
    });
  });
  return { process_, base, handledThere: () => there };
}

const died = (process_: ChildProcess) => new Promise<void>((done) => process_.on("close", () => done()));

test.each([
  [false, 120],
  [false, 400],
  [true, 60],
  [true, 200],
  [true, 500],
])(
  "kill -9 among callbacks (it handles: %s, %i ms after the first answer): what was answered is handled, by whoever comes next",
  async (handles, afterMs) => {
    handled.clear();
    await brand.rows("delete from platform.callbacks");
    const { process_, base, handledThere } = await take(handles);
    const gone = died(process_);
    const answered: string[] = [];
    let isDead = false;
    const first = Promise.withResolvers<void>();
    const caller = async () => {
      while (!isDead) {
        const id = (number += 1);
        const call = sealedCall(path, keys, editedXml(CORP, Date.now(), id), { atMs: Date.now(), nonce: randomBytes(6).toString("hex") });
        const status = await fetch(base + call.url, { method: "POST", body: call.body, headers: { "content-type": "text/xml" } }).then(
          (answer) => answer.status,
          () => 0,
        );
        if (status === 200) answered.push(`wm${id}`);
        first.resolve();
        if (status === 0) return;
      }
    };
    const callers = Array.from({ length: 20 }, caller);
    await first.promise;
    await new Promise((done) => setTimeout(done, afterMs));
    process_.kill("SIGKILL");
    await gone;
    isDead = true;
    await Promise.all(callers);
    const before = await brand.rows<{ state: string; n: number }>(
      "select state, count(*)::int as n from platform.callbacks group by state",
    );
    // The dead process's lease runs out.
    await brand.rows("update platform.callback_lanes set leased_until = now() - interval '1 second' where leased_until is not null");
    await handleCallbacks(brand.system());
    const left = await brand.rows("select 1 from platform.callbacks where state <> 'handled'");
    expect(left).toEqual([]);
    const rows = await brand.rows<{ body: string }>("select body from platform.callbacks");
    const kept = new Set(rows.map((row) => /<!\[CDATA\[(wm\d+)\]\]>/.exec(row.body)?.[1]));
    expect(answered.length).toBeGreaterThan(0);
    for (const id of answered) expect(kept.has(id), `${id} was answered and is gone`).toBe(true);
    const waited = before.find((row) => row.state === "waiting")?.n ?? 0;
    expect(handled.size).toBe(waited);
    if (!handles) expect(handled.size).toBe(rows.length);
    else expect(handledThere() + handled.size).toBeGreaterThanOrEqual(rows.length);
  },
);

test("a hundred thousand forged, stale and replayed calls: none is taken", { timeout: 300_000 }, async () => {
  brand.clock.now = new Date();
  const app = await brand.app();
  const at = brand.clock.now.getTime();
  const good = Array.from({ length: 100 }, (_, i) =>
    sealedCall(path, keys, editedXml(CORP, at, 1_000_000 + i), { atMs: at, nonce: `n${i}` }),
  );
  const stale = Array.from({ length: 100 }, (_, i) =>
    sealedCall(path, keys, editedXml(CORP, at, 2_000_000 + i), { atMs: at - 700_000, nonce: `s${i}` }),
  );
  const post = (call: { url: string; body: string }) =>
    app.inject({ method: "POST", url: call.url, headers: { "content-type": "text/xml" }, payload: call.body });
  for (const call of good) expect((await post(call)).statusCode).toBe(200);
  const count = async () => (await brand.rows<{ n: number }>("select count(*)::int as n from platform.callbacks"))[0]?.n;
  const before = await count();
  const spoil = [
    (i: number) => good[i % 100],
    (i: number) => stale[i % 100],
    (i: number) => ({
      ...good[i % 100],
      url: (good[i % 100]?.url ?? "").replace(/msg_signature=[0-9a-f]+/, `msg_signature=${randomBytes(20).toString("hex")}`),
    }),
    (i: number) => ({ ...good[i % 100], body: good[(i + 1) % 100]?.body ?? "" }),
  ];
  const statuses = new Map<string, number>();
  for (let round = 0; round < 500; round++) {
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => post({ url: "", body: "", ...spoil[i % 4]?.(i) })));
    for (const [i, answer] of answers.entries()) {
      const key = `${i % 4} ${answer.statusCode}`;
      statuses.set(key, (statuses.get(key) ?? 0) + 1);
    }
  }
  expect(Object.fromEntries(statuses)).toEqual({ "0 200": 25_000, "1 403": 25_000, "2 403": 25_000, "3 403": 25_000 });
  expect(await count()).toBe(before);
});
