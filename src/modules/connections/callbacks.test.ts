import { randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { CallbackKeys } from "../../channels/wecom/wecom.crypto.ts";
import { decodeCallback, type WecomEvent } from "../../channels/wecom/wecom.decode.ts";
import { LineDown } from "../../channels/channel.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { editedXml, envelope, sealedCall } from "../../testing/wecom-callbacks.ts";
import { onCallback } from "./callback-handlers.actions.ts";
import { createConnection, switchConnection } from "./connect.actions.ts";
import { handleCallbacks } from "./handle.actions.ts";
import { listAstray, retryAstray, showHealth } from "./health.actions.ts";

const CORP = "ww0123456789abcdef";
const NOW = new Date("2026-11-22T02:18:00.000Z");

let brand: TestBrand;
let app: FastifyInstance;
let keys: CallbackKeys;
let path: string;
let connectionId: string;
let heard: WecomEvent[] = [];
let giveBack = () => {};
let fail: (events: readonly WecomEvent[]) => Error | null = () => null;
const nothing = () => Promise.resolve();
/** What happens while something is handled. */
let meanwhile: () => Promise<void> = nothing;

beforeAll(async () => {
  brand = await openTestBrand({ now: NOW });
  app = await brand.app();
  giveBack = onCallback<WecomEvent>("wecom", {
    decode: decodeCallback,
    handle: async (_ctx, _connection, events) => {
      const error = fail(events.map((one) => one.event));
      if (error) throw error;
      heard.push(...events.map((one) => one.event));
      await meanwhile();
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
  connectionId = made.id;
  path = made.callback.url;
  keys = { token: made.callback.token, encodingAesKey: made.callback.aesKey, receiveId: CORP };
});
afterAll(() => {
  giveBack();
  return brand.close();
});
beforeEach(async () => {
  heard = [];
  fail = () => null;
  meanwhile = nothing;
  await brand.rows("delete from platform.callbacks");
  await brand.rows("update platform.callback_lanes set due_at = null, failures = 0, leased_until = null");
});

const post = (call: { url: string; body: string }, type = "text/xml") =>
  app.inject({ method: "POST", url: call.url, headers: { "content-type": type }, payload: call.body });
const call = (xml: string, given: Partial<{ atMs: number; nonce: string }> = {}) =>
  sealedCall(path, keys, xml, { atMs: NOW.getTime(), nonce: randomBytes(6).toString("hex"), ...given });
const rows = () =>
  brand.rows<{ state: string; body: string; reason: string | null; tries: number }>(
    "select state, body, reason, tries from platform.callbacks order by id",
  );
const outcomes = async () => {
  const { callbacks } = await showHealth(brand.as(), { connectionId });
  return Object.fromEntries(callbacks.refused.map((one) => [one.reason, one.count]));
};
/** Until nothing waits that could be handled now, and nobody is at it. */
async function settle(): Promise<void> {
  for (;;) {
    await handleCallbacks(brand.system());
    const busy = await brand.rows(
      `select 1 from platform.callback_lanes l where l.leased_until is not null or (l.due_at is null
         and exists (select 1 from platform.callbacks c where c.state = 'waiting' and c.due_at is null)
         and exists (select 1 from app.connections n where n.id = l.connection_id and n.state <> 'off'))`,
    );
    if (busy.length === 0) return;
    await new Promise((done) => setTimeout(done, 10));
  }
}
const ids = () => heard.map((event) => ("externalUserId" in event ? event.externalUserId : ""));

test("the address check is answered with the bare text", async () => {
  const { url } = call("echo 1616140317555161061");
  const query = new URL(url, "http://x").searchParams;
  const echo = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(call("x").body)?.[1] ?? "";
  expect(echo).not.toBe("");
  const sealed = sealedCall(path, keys, "1616140317555161061", { atMs: NOW.getTime(), nonce: "n" });
  const encrypted = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(sealed.body)?.[1] ?? "";
  const answer = await app.inject({ method: "GET", url: `${sealed.url}&echostr=${encodeURIComponent(encrypted)}` });
  expect([answer.statusCode, answer.body]).toEqual([200, "1616140317555161061"]);
  // A `+` that a proxy made a blank of is still one.
  const blank = await app.inject({
    method: "GET",
    url: `${sealed.url}&echostr=${encrypted.replaceAll("/", "%2F").replaceAll("=", "%3D")}`,
  });
  expect(blank.statusCode).toBe(200);
  const forged = await app.inject({ method: "GET", url: `${path}?${query.toString()}&echostr=${encodeURIComponent(echo)}` });
  expect([forged.statusCode, forged.body]).toEqual([403, ""]);
});

test("what is told is durable before it is answered, and handled in the order of arrival", async () => {
  for (let i = 0; i < 5; i++) {
    const answer = await post(call(editedXml(CORP, NOW.getTime(), i)));
    expect([answer.statusCode, answer.body]).toEqual([200, "success"]);
    expect((await rows()).length).toBe(i + 1);
  }
  await settle();
  expect(ids()).toEqual(["wm0", "wm1", "wm2", "wm3", "wm4"]);
  expect((await rows()).map((row) => row.state)).toEqual(Array.from({ length: 5 }, () => "handled"));
});

test("five hundred at once share statements, and none is lost or doubled", async () => {
  const answers = await Promise.all(Array.from({ length: 500 }, (_, i) => post(call(editedXml(CORP, NOW.getTime(), i % 350)))));
  expect(new Set(answers.map((one) => one.statusCode))).toEqual(new Set([200]));
  await settle();
  expect(new Set(ids()).size).toBe(350);
  expect(ids()).toHaveLength(350);
});

test("the same call again and the same news in another call are taken once", async () => {
  const first = call(editedXml(CORP, NOW.getTime(), 1), { nonce: "one" });
  const again = call(editedXml(CORP, NOW.getTime(), 1), { nonce: "two" });
  for (const one of [first, first, again]) expect((await post(one)).statusCode).toBe(200);
  await settle();
  expect(ids()).toEqual(["wm1"]);
});

test.each([
  [
    "a changed signature",
    (one: { url: string; body: string }) => ({
      ...one,
      url: one.url.replace(/msg_signature=./, (text) => text.replace(/.$/, text.endsWith("0") ? "1" : "0")),
    }),
    403,
  ],
  [
    "another body under the signature",
    (one: { url: string; body: string }) => ({ ...one, body: call(editedXml(CORP, NOW.getTime(), 99)).body }),
    403,
  ],
  ["no signature", (one: { url: string; body: string }) => ({ ...one, url: path }), 400],
  ["a document type", (one: { url: string; body: string }) => ({ ...one, body: `<!DOCTYPE xml [<!ENTITY a "b">]>${one.body}` }), 400],
  ["no envelope", (one: { url: string; body: string }) => ({ ...one, body: "<xml></xml>" }), 400],
  ["two envelopes", (one: { url: string; body: string }) => ({ ...one, body: one.body + one.body }), 400],
  ["JSON", (one: { url: string; body: string }) => ({ ...one, body: "{}" }), 400],
])("%s is refused, counted and never kept", async (_name, spoil, status) => {
  const answer = await post(spoil(call(editedXml(CORP, NOW.getTime(), 7))));
  expect([answer.statusCode, answer.body]).toEqual([status, ""]);
  expect(await rows()).toEqual([]);
});

test("a call of more than ten minutes ago or ahead is refused although it is signed", async () => {
  for (const minutes of [-11, 11])
    expect((await post(call(editedXml(CORP, 0, 1), { atMs: NOW.getTime() + minutes * 60_000 }))).statusCode).toBe(403);
  for (const minutes of [-9, 9])
    expect((await post(call(editedXml(CORP, 0, minutes), { atMs: NOW.getTime() + minutes * 60_000 }))).statusCode).toBe(200);
});

test("another corp's seal, keys that do not fit, an unknown address and a connection that is off are refused", async () => {
  const at = { atMs: NOW.getTime(), nonce: "n" };
  expect((await post(sealedCall(path, { ...keys, receiveId: "wwother" }, "<xml/>", at))).statusCode).toBe(403);
  expect((await post(sealedCall(path, { ...keys, encodingAesKey: "a".repeat(43) }, "<xml/>", at))).statusCode).toBe(403);
  expect((await post(sealedCall("/callbacks/wecom/AAAAAAAAAAAAAAAAAAAAAA", keys, "<xml/>", at))).statusCode).toBe(404);
  expect((await post(sealedCall("/callbacks/wecom/x", keys, "<xml/>", at))).statusCode).toBe(404);
  expect(await rows()).toEqual([]);
});

test("more than 64 kB is not read", async () => {
  const answer = await post({ url: call("x").url, body: envelope(CORP, "A".repeat(70_000)) });
  expect(answer.statusCode).toBe(413);
  expect(await rows()).toEqual([]);
});

test("what is decrypted and cannot be read is kept, shown, and read again when asked", async () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><xml><Event>&b;</Event></xml>`;
  expect((await post(call(bomb))).statusCode).toBe(200);
  expect((await post(call("not xml at all \u0000"))).statusCode).toBe(200);
  expect((await post(call(editedXml(CORP, NOW.getTime(), 3)))).statusCode).toBe(200);
  await settle();
  expect(ids()).toEqual(["wm3"]);
  const { items } = await listAstray(brand.as(), { connectionId, limit: 20 });
  expect(items.map((one) => one.state)).toEqual(["unreadable", "unreadable"]);
  expect(items[1]?.body).toBe(bomb);
  await brand.rows("update platform.callbacks set body = $1 where state = 'unreadable' and body like 'not xml%'", [
    editedXml(CORP, NOW.getTime(), 8),
  ]);
  expect(await retryAstray(brand.as(), { connectionId })).toEqual({ count: 2 });
  await settle();
  expect(ids()).toEqual(["wm3", "wm8"]);
});

test("one that fails is put off alone and set aside in the end; the others go on", async () => {
  fail = (events) => (events.some((event) => "externalUserId" in event && event.externalUserId === "wm2") ? new Error("poison") : null);
  for (let i = 0; i < 5; i++) await post(call(editedXml(CORP, NOW.getTime(), i)));
  for (let round = 0; round < 6; round++) {
    await brand.rows("update platform.callbacks set due_at = null");
    await settle();
  }
  expect(ids().toSorted()).toEqual(["wm0", "wm1", "wm3", "wm4"]);
  expect((await rows()).filter((row) => row.state === "failed")).toMatchObject([{ reason: "poison", tries: 4 }]);
  fail = () => null;
  await retryAstray(brand.as(), { connectionId });
  await settle();
  expect(ids().at(-1)).toBe("wm2");
});

test("an outage of the platform stops the lane for a while and uses up no tries", async () => {
  fail = () => new LineDown("externalcontact/get", "away", null);
  for (let i = 0; i < 3; i++) await post(call(editedXml(CORP, NOW.getTime(), i)));
  await settle();
  expect((await rows()).map((row) => [row.state, row.tries])).toEqual([
    ["waiting", 0],
    ["waiting", 0],
    ["waiting", 0],
  ]);
  fail = () => null;
  await settle();
  expect(heard).toEqual([]);
  await brand.rows("update platform.callback_lanes set due_at = null");
  await settle();
  expect(ids()).toEqual(["wm0", "wm1", "wm2"]);
});

/** One that is there without any process having been told of it. */
const arrive = (n: number) =>
  brand.rows(
    "insert into platform.callbacks (brand_id, connection_id, digest, signature, received_at, body) values ($1, $2, $3, 'b', now(), $4)",
    [brand.brand.id, connectionId, `digest ${n}`, editedXml(CORP, NOW.getTime(), n)],
  );

test("what comes after the connection was switched off waits until it is on, though its lane is being worked", async () => {
  meanwhile = async () => {
    meanwhile = nothing;
    await switchConnection(brand.as(), { connectionId, state: "off" });
    await arrive(6);
  };
  await arrive(4);
  await settle();
  expect(ids()).toEqual(["wm4"]);
  await switchConnection(brand.as(), { connectionId, state: "on" });
  await settle();
  expect(ids()).toEqual(["wm4", "wm6"]);
});

test("what a process took before it died is handled by the next, and what it had begun comes again", async () => {
  await switchConnection(brand.as(), { connectionId, state: "off" });
  await arrive(5);
  await settle();
  expect(heard).toEqual([]);
  await switchConnection(brand.as(), { connectionId, state: "on" });
  await brand.rows("update platform.callback_lanes set leased_until = now() - interval '1 second', epoch = 7");
  await settle();
  expect(ids()).toEqual(["wm5"]);
});

test("two thousand forged or replayed calls: none is taken", async () => {
  const taken = Array.from({ length: 50 }, (_, i) => call(editedXml(CORP, NOW.getTime(), i)));
  for (const one of taken) await post(one);
  await settle();
  const before = (await rows()).length;
  heard = [];
  for (let round = 0; round < 20; round++) {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) => {
        const one = taken[i % taken.length] ?? call("x");
        if (i % 2 === 0) return post(one);
        const forged = randomBytes(20).toString("hex");
        return post({ ...one, url: one.url.replace(/msg_signature=[0-9a-f]+/, `msg_signature=${forged}`) });
      }),
    );
    expect(answers.filter((_one, i) => i % 2 === 1).every((one) => one.statusCode === 403)).toBe(true);
  }
  await settle();
  expect(heard).toEqual([]);
  expect((await rows()).length).toBe(before);
});

test("every refusal is counted by its reason", async () => {
  const reasons = ["forged", "malformed", "stale", "receiver", "cipher", "oversize"];
  await expect
    .poll(async () => {
      const counted = await outcomes();
      return reasons.filter((reason) => !counted[reason]);
    })
    .toEqual([]);
  const counted = async () => (await showHealth(brand.as(), { connectionId })).callbacks;
  await expect.poll(async () => (await counted()).replayed).toBeGreaterThan(900);
  expect((await counted()).doubled).toBeGreaterThan(0);
});
