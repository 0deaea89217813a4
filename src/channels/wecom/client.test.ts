import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { startWecom, type Wecom } from "../../simulators/wecom/start.ts";
import { LineDown, LineLost, type PlatformLine } from "../channel.ts";
import { openWecomLine, fetchToken, isRead, type CallHeard } from "./wecom.client.ts";
import { WecomError } from "./wecom.errors.ts";
import { openGate, type SharedWindows } from "./wecom.gate.ts";
import type { WindowState } from "./wecom.limits.ts";

const API = "externalcontact/get_follow_user_list";

let wecom: Wecom | undefined;
afterEach(async () => {
  await wecom?.close();
  wecom = undefined;
});

interface Try {
  wecom: Wecom;
  line: PlatformLine;
  heard: CallHeard[];
  states: Map<string, WindowState>;
  ask: (api?: string) => Promise<unknown>;
  outcomes: () => string[];
}

/** A line of its own to a simulator of its own; waits of the line are not waited for. */
async function open(given: { baseUrl?: string; patienceMs?: number } = {}): Promise<Try> {
  const simulator = await startWecom();
  wecom = simulator;
  await simulator.driver.addStaff({ userid: "zhangsan", name: "张三" });
  const states = new Map<string, WindowState>();
  const shared: SharedWindows = {
    change: async (keys, decide) => {
      const { states: next, result } = decide([states.get(keys[0]) ?? null, states.get(keys[1]) ?? null], Date.now());
      for (const [i, key] of keys.entries()) states.set(key, next[i] ?? next[0]);
      return { result, nowMs: Date.now() };
    },
  };
  const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms > 10_000 ? ms : Math.min(ms, 20)).unref());
  const heard: CallHeard[] = [];
  let id = 0;
  const gate = openGate({
    corpId: simulator.corpId,
    shared,
    holder: "one",
    nowMs: () => Date.now(),
    sleep,
    newId: () => `${(id += 1)}`,
    patienceMs: given.patienceMs ?? 60_000,
  });
  const wire = {
    baseUrl: given.baseUrl ?? simulator.url,
    fetch: (input: string | URL | Request, init?: RequestInit) => fetch(input, init),
    nowMs: () => Date.now(),
    sleep,
    gate,
    hear: (call: CallHeard) => void heard.push(call),
  };
  let held: { token: string; version: number } | undefined;
  const tokens = {
    get: async (refused?: number) => {
      if (held && held.version !== refused) return held;
      const { token } = await fetchToken(wire, simulator.corpId, simulator.app.secret);
      held = { token, version: (held?.version ?? 0) + 1 };
      return held;
    },
  };
  const line = openWecomLine({ ...wire, corpId: simulator.corpId, tokens });
  return {
    wecom: simulator,
    line,
    heard,
    states,
    ask: (api = API) => line.call({ method: "GET", api }),
    outcomes: () => heard.filter((call) => call.api !== "gettoken").map((call) => call.outcome),
  };
}

const trouble = (
  one: Try,
  given: { api?: string; errcode?: number; breaks?: "request-lost" | "answer-lost" | "hangs" | "http-502"; times?: number },
) => one.wecom.driver.setSwitches({ troubles: [{ api: API, times: 1, ...given }] });

test("an answer comes back whole", async () => {
  const one = await open();
  expect(await one.ask()).toMatchObject({ errcode: 0, follow_user: ["zhangsan"] });
  expect(one.heard.map((call) => call.api)).toEqual(["gettoken", API]);
});

test.each([[-1], [6000]])("a platform that is busy (%i) is asked up to three times more", async (errcode) => {
  const one = await open();
  await trouble(one, { errcode, times: 3 });
  expect(await one.ask()).toMatchObject({ errcode: 0 });
  expect(one.outcomes()).toEqual([...Array.from({ length: 3 }, () => String(errcode)), "ok"]);
  await trouble(one, { errcode, times: 4 });
  await expect(one.ask()).rejects.toThrow(WecomError);
});

test.each([[40014], [42001]])("a token that is refused (%i) is fetched anew, once", async (errcode) => {
  const one = await open();
  await one.ask();
  await trouble(one, { errcode });
  expect(await one.ask()).toMatchObject({ errcode: 0 });
  expect(one.heard.filter((call) => call.api === "gettoken")).toHaveLength(2);
  await trouble(one, { errcode, times: 2 });
  await expect(one.ask()).rejects.toMatchObject({ errcode });
});

test("45033 halves the calls side by side, and the call is made again", async () => {
  const one = await open();
  await one.ask();
  const widthOf = () => one.states.get(`wecom:${one.wecom.corpId}:${API}`)?.width ?? 0;
  const before = widthOf();
  await trouble(one, { errcode: 45033 });
  expect(await one.ask()).toMatchObject({ errcode: 0 });
  expect(widthOf()).toBeLessThanOrEqual(before / 2 + 1);
});

test("45009 shuts the API for a minute: who cannot wait as long is told when", async () => {
  const one = await open({ patienceMs: 1_000 });
  await one.ask();
  await trouble(one, { errcode: 45009 });
  const error = await one.ask().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(LineDown);
  expect((error as LineDown).retryAtMs).toBeGreaterThan(Date.now() + 55_000);
  // Other APIs are not shut.
  expect(await one.ask("department/list")).toMatchObject({ errcode: 0 });
});

test("other refusals are told as they are, without a second try", async () => {
  const one = await open();
  await trouble(one, { errcode: 48002 });
  await expect(one.ask()).rejects.toMatchObject({ errcode: 48002, kind: "setup", api: API });
  expect(one.outcomes()).toEqual(["48002"]);
});

test("a lost answer to a question is asked for again; a lost answer to an order is said to be lost", async () => {
  const one = await open();
  await trouble(one, { breaks: "answer-lost" });
  expect(await one.ask()).toMatchObject({ errcode: 0 });
  await trouble(one, { api: "externalcontact/add_corp_tag", breaks: "answer-lost" });
  const order = one.line.call({ method: "POST", api: "externalcontact/add_corp_tag", body: { group_name: "a", tag: [{ name: "b" }] } });
  await expect(order).rejects.toThrow(LineLost);
  await trouble(one, { api: "externalcontact/add_corp_tag", breaks: "http-502" });
  await expect(
    one.line.call({ method: "POST", api: "externalcontact/add_corp_tag", body: { group_name: "c", tag: [{ name: "d" }] } }),
  ).rejects.toThrow(LineLost);
});

test("an address that nobody answers is down, and after five the API is cut off until one probe gets through", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  taken.close();
  const one = await open({ baseUrl: `http://127.0.0.1:${port}` });
  for (let i = 0; i < 5; i++) await expect(one.ask()).rejects.toThrow(LineDown);
  const before = one.heard.length;
  const error = await one.ask().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(LineDown);
  expect((error as LineDown).retryAtMs).not.toBeNull();
  expect(one.heard.length).toBe(before);
});

test("no error and no figure names the secret or the token", async () => {
  const one = await open();
  await one.ask();
  const token = String(
    (
      (await (await fetch(`${one.wecom.url}/cgi-bin/gettoken?corpid=${one.wecom.corpId}&corpsecret=${one.wecom.app.secret}`)).json()) as {
        access_token: string;
      }
    ).access_token,
  );
  const errors: unknown[] = [];
  for (const given of [
    { errcode: 48002 },
    { errcode: 40014, times: 2 },
    { breaks: "hangs" as const, api: "x" },
    { breaks: "answer-lost" as const, times: 9 },
  ]) {
    await trouble(one, given);
    errors.push(await one.ask().catch((thrown: unknown) => thrown));
  }
  const text =
    errors
      .map((error) =>
        error instanceof Error ? `${error.message} ${error.stack ?? ""} ${JSON.stringify(error)} ${String(error.cause)}` : "",
      )
      .join("\n") + JSON.stringify(one.heard);
  expect(text).not.toContain(token);
  expect(text).not.toContain(one.wecom.app.secret);
});

test("questions are told from orders by their path", () => {
  for (const api of [
    "externalcontact/get",
    "externalcontact/list",
    "externalcontact/groupchat/get",
    "externalcontact/batch/get_by_user",
    "externalcontact/get_groupmsg_list_v2",
    "user/list",
    "externalcontact/groupchat/statistic",
  ])
    expect(isRead(api), api).toBe(true);
  for (const api of [
    "gettoken",
    "externalcontact/add_msg_template",
    "externalcontact/remark",
    "externalcontact/mark_tag",
    "externalcontact/send_welcome_msg",
    "externalcontact/transfer_customer",
    "media/upload",
  ])
    expect(isRead(api), api).toBe(false);
});
