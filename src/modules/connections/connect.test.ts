import { Writable } from "node:stream";
import pino from "pino";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startWecom, type Wecom } from "../../simulators/wecom/start.ts";
import { systemActor } from "../../server/context.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { openSecondServer } from "../../testing/second-server.ts";
import { checkConnection, checkDue } from "./check.actions.ts";
import { changeConnection, createConnection, removeConnection, renewCallback, switchConnection } from "./connect.actions.ts";
import { showHealth } from "./health.actions.ts";
import { lineOf, listConnections } from "./index.ts";

const API = "externalcontact/get_follow_user_list";

let brand: TestBrand;
let wecom: Wecom;
let connectionId: string;
let callback: { url: string; token: string; aesKey: string };
let logged = "";
const answered: string[] = [];

beforeAll(async () => {
  wecom = await startWecom({ switches: { callbacks: { verifyMs: 30_000 } } });
  await wecom.driver.addStaff({ userid: "zhangsan", name: "张三" });
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      logged += chunk.toString();
      done();
    },
  });
  brand = await openTestBrand({ now: new Date(), outbound: { allowPrivate: true }, log: pino({ level: "debug" }, sink) });
  const app = await brand.app();
  app.addHook("onSend", async (_request, _reply, payload) => {
    if (typeof payload === "string") answered.push(payload);
    return payload;
  });
  const made = await createConnection(brand.as(), {
    kind: "wecom",
    scope: wecom.corpId,
    name: "枝上鲜果企微",
    agentId: String(wecom.app.agentId),
    baseUrl: wecom.url,
    secret: wecom.app.secret,
  });
  connectionId = made.id;
  callback = made.callback;
});
afterAll(async () => {
  await brand.close();
  await wecom.close();
});
afterEach(async () => {
  await wecom.driver.setSwitches({ troubles: [], trustedIps: null });
  await wecom.driver.setMayContact({ agentId: wecom.app.agentId, mayContact: true });
  await brand.rows("update platform.line_windows set state = 'null'");
});

const check = async () =>
  (await checkConnection(brand.as(), { connectionId })).steps.map((one) =>
    [one.step, one.state, one.fault, one.errcode].filter((part) => part !== null).join(" "),
  );
const ask = async () => (await lineOf(brand.as(), wecom.corpId)).call({ method: "GET", api: API });

test("a connection that is well passes step by step, and its line is answered", async () => {
  expect(await check()).toEqual(["token good", "trusted-ip good", "app good", "range good", "callback warn unverified"]);
  expect(await ask()).toMatchObject({ errcode: 0 });
  expect((await listConnections(brand.as())).items).toMatchObject([{ state: "ready", scope: wecom.corpId, callbackUrl: callback.url }]);
});

test("each thing that may be wrong is named with the step it is found at", async () => {
  await wecom.driver.setMayContact({ agentId: wecom.app.agentId, mayContact: false });
  expect(await check()).toEqual([
    "token good",
    "trusted-ip good",
    "app bad not-callable 48002",
    "range skipped",
    "callback warn unverified",
  ]);
  await wecom.driver.setMayContact({ agentId: wecom.app.agentId, mayContact: true });
  await wecom.driver.setSwitches({ trustedIps: ["203.0.113.9"] });
  const { steps, state } = await checkConnection(brand.as(), { connectionId });
  expect(state).toBe("faulty");
  expect(steps.find((one) => one.step === "trusted-ip")).toMatchObject({ state: "bad", errcode: 60020, found: { ip: "127.0.0.1" } });
  await wecom.driver.setSwitches({ trustedIps: null });
  await changeConnection(brand.as(), { connectionId, secret: "not-the-secret-at-all" });
  expect((await check())[0]).toBe("token bad secret 40001");
  // Nobody asks again by himself for half a minute: wrong secrets asked often shut the address out.
  const before = wecom.world.calls.get("gettoken");
  const asked = () => [...(before?.values() ?? [])].reduce((sum, count) => sum + count, 0);
  const count = asked();
  for (let i = 0; i < 5; i++) await expect(ask()).rejects.toMatchObject({ errcode: 40001 });
  expect(asked()).toBe(count);
  await changeConnection(brand.as(), { connectionId, secret: wecom.app.secret, baseUrl: "http://127.0.0.1:7309" });
  expect((await check())[0]).toBe("token bad unreachable");
  await changeConnection(brand.as(), { connectionId, baseUrl: wecom.url });
  expect((await check())[0]).toBe("token good");
});

test("two processes and a hundred callers fetch one token; when it is void early, one more", async () => {
  const second = await openSecondServer(brand);
  try {
    await brand.rows("update platform.line_tokens set token = null, expires_at = null, version = version + 1");
    const other = second.runtime.begin(brand.brand, systemActor("other"), "Q-2");
    const fetched = () => [...(wecom.world.calls.get("gettoken")?.values() ?? [])].reduce((sum, count) => sum + count, 0);
    const storm = async () => {
      const lines = [await lineOf(brand.as(), wecom.corpId), await lineOf(other, wecom.corpId)] as const;
      await Promise.all(Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? lines[0] : lines[1]).call({ method: "GET", api: API })));
    };
    await changeConnection(brand.as(), { connectionId, secret: wecom.app.secret });
    const before = fetched();
    await storm();
    expect(fetched() - before).toBe(1);
    await wecom.driver.expireTokens();
    await storm();
    expect(fetched() - before).toBe(2);
  } finally {
    await second.close();
  }
});

test("the callback's address is verified by the platform with what was handed out, and renewed keys replace it", async () => {
  const app = await brand.app();
  const base = await app.listen({ port: 0, host: "127.0.0.1" });
  await wecom.driver.setCallback({ url: `${base}${callback.url}`, token: callback.token, aesKey: callback.aesKey });
  expect((await check()).at(-1)).toBe("callback good");
  const renewed = await renewCallback(brand.as(), { connectionId });
  expect(renewed.url).toBe(callback.url);
  brand.clock.now = new Date(brand.clock.now.getTime() + 6_000);
  await expect(
    wecom.driver.setCallback({ url: `${base}${callback.url}`, token: callback.token, aesKey: callback.aesKey }),
  ).rejects.toThrow();
  await wecom.driver.setCallback({ url: `${base}${renewed.url}`, token: renewed.token, aesKey: renewed.aesKey });
  callback = renewed;
});

test("the health page's figures are of the calls that were made", async () => {
  await wecom.driver.setSwitches({ troubles: [{ api: API, errcode: 48002, times: 1 }] });
  await expect(ask()).rejects.toMatchObject({ errcode: 48002 });
  await ask();
  const health = await showHealth(brand.as(), { connectionId });
  const own = health.apis.find((one) => one.api === API);
  expect(own?.failures.find((one) => one.outcome === "48002")?.count).toBeGreaterThan(0);
  expect(own?.rates).toMatchObject([
    { spanMs: 60_000, most: 10_000 },
    { spanMs: 3_600_000, most: 150_000 },
  ]);
  expect(own?.breaker).toBe("closed");
  expect(health.calls).toBeGreaterThan(100);
  const metrics = await (await brand.app()).inject({ method: "GET", url: "/metrics" });
  expect(metrics.body).toContain(`qunce_platform_calls_total{platform="wecom",api="${API}",outcome="ok"}`);
  expect(metrics.body).toContain(`qunce_platform_call_seconds_bucket`);
});

test("what was ready is looked at again after hours, what was faulty after minutes", async () => {
  await check();
  expect(await checkDue(brand.system())).toBe(0);
  brand.clock.now = new Date(brand.clock.now.getTime() + 7 * 3_600_000);
  expect(await checkDue(brand.system())).toBe(1);
  expect(await checkDue(brand.system())).toBe(0);
});

test("one that is off makes no calls; an address that nobody allowed is refused; the same corp is not connected twice", async () => {
  await switchConnection(brand.as(), { connectionId, state: "off" });
  await expect(ask()).rejects.toMatchObject({ code: "connections.off" });
  await switchConnection(brand.as(), { connectionId, state: "on" });
  await expect(ask()).resolves.toMatchObject({ errcode: 0 });
  const again = { kind: "wecom" as const, name: "又一个", agentId: null, secret: "another-secret" };
  await expect(createConnection(brand.as(), { ...again, scope: wecom.corpId, baseUrl: null })).rejects.toMatchObject({
    code: "connections.known",
  });
  const strict = await openTestBrand({ now: new Date() });
  try {
    for (const baseUrl of [
      "http://169.254.169.254",
      "https://evil.example",
      "http://127.0.0.1:5432",
      "https://qyapi.weixin.qq.com.evil.example",
    ])
      await expect(createConnection(strict.as(), { ...again, scope: "ww00000001", baseUrl })).rejects.toMatchObject({
        code: "connections.address-unfit",
      });
    await createConnection(strict.as(), { ...again, scope: "ww00000001", baseUrl: "http://127.0.0.1:7310" });
  } finally {
    await strict.close();
  }
});

test("no secret and no token lies readable in the database, nor stands in a log or an answer", async () => {
  const cookie = await brand.cookieOf(["owner"]);
  const app = await brand.app();
  const prefix = `/api/v1/b/${brand.brand.slug}`;
  answered.length = 0;
  for (const path of ["/connections", `/connections/${connectionId}/health`, `/connections/${connectionId}/callbacks`, "/audit"])
    expect((await app.inject({ method: "GET", url: prefix + path, headers: { cookie } })).statusCode, path).toBe(200);
  await app.inject({ method: "GET", url: "/metrics" });
  const tables = await brand.rows<{ name: string }>(
    "select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('app', 'platform') and c.relkind = 'r'",
  );
  const dump: string[] = [];
  for (const { name } of tables)
    dump.push(...(await brand.rows<{ row: string }>(`select t::text as row from ${name} t`)).map((one) => one.row));
  const token = String(
    (
      (await (await fetch(`${wecom.url}/cgi-bin/gettoken?corpid=${wecom.corpId}&corpsecret=${wecom.app.secret}`)).json()) as {
        access_token: string;
      }
    ).access_token,
  );
  for (const secret of [wecom.app.secret, callback.token, callback.aesKey, token]) {
    for (const form of [secret, Buffer.from(secret).toString("hex"), Buffer.from(secret).toString("base64"), encodeURIComponent(secret)]) {
      expect(
        dump.some((row) => row.includes(form)),
        `database: ${form.slice(0, 6)}…`,
      ).toBe(false);
      expect(logged.includes(form), "log").toBe(false);
      expect(
        answered.some((text) => text.includes(form)),
        "answer",
      ).toBe(false);
    }
  }
  expect(dump.length).toBeGreaterThan(50);
  expect(answered.length).toBeGreaterThanOrEqual(5);
});

test("operators read, others do not; a removed connection leaves nothing behind", async () => {
  const app = await brand.app();
  const prefix = `/api/v1/b/${brand.brand.slug}`;
  const status = async (roles: Parameters<TestBrand["cookieOf"]>[0], method: "GET" | "POST", path: string) =>
    (
      await app.inject({
        method,
        url: prefix + path,
        headers: { cookie: await brand.cookieOf(roles) },
        ...(method === "POST" ? { payload: {} } : {}),
      })
    ).statusCode;
  expect(await status(["operator"], "GET", "/connections")).toBe(200);
  expect(await status(["operator"], "POST", `/connections/${connectionId}/check`)).toBe(403);
  expect(await status(["group-admin"], "GET", "/connections")).toBe(403);
  await removeConnection(brand.as(), { connectionId });
  for (const table of ["app.connections", "platform.line_tokens", "platform.callback_lanes", "platform.callbacks"])
    expect(await brand.rows(`select 1 from ${table}`), table).toEqual([]);
});
