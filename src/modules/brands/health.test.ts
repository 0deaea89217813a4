import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { modules } from "../../app.ts";
import { defineEvent } from "../../lib/define.ts";
import { insertEvents, newEvent } from "../../server/event-log.ts";
import { defineTicker } from "../../server/module.ts";
import { defineReaction, noteFailure, runReaction } from "../../server/reactions.ts";
import { Workers } from "../../server/workers.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { hasWorkName } from "./health-words.rules.ts";
import { readHealth } from "./health.actions.ts";

const noted = defineEvent("members.noted", z.object({ memberId: z.uuid(), value: z.int() }));
const merged = defineEvent("members.merged", z.object({ memberId: z.uuid(), value: z.int() }));
const memberId = "01990000-0000-7000-8000-000000000001";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

const say = (event: typeof noted, n: number) => test.system().transaction((ctx) => ctx.publish(event, { memberId, value: n }));
const eventually = async <T>(read: () => Promise<T | undefined>): Promise<T> => {
  for (let n = 0; n < 1_000; n++) {
    const value = await read();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("it never came");
};

describe("health", () => {
  it("says how many events a reaction has not read, of those it hears, and since when", async () => {
    const reaction = defineReaction("test.slow", [noted], async () => undefined);
    await say(noted, 1);
    await eventually(async () => ((await runReaction(test.system(), reaction)) === 1 ? true : undefined));
    const begun = test.clock.now;
    await say(noted, 2);
    test.clock.now = new Date(begun.getTime() + 60_000);
    await say(merged, 1);
    await say(noted, 3);
    const health = await readHealth(test.as());
    expect(health.reactions.find((one) => one.name === "test.slow")).toEqual({
      name: "test.slow",
      waiting: 2,
      oldestAt: begun.toISOString(),
      failures: 0,
      failedAt: null,
      failure: null,
    });
  });

  it("tells of a reaction that failed at its very first batch", async () => {
    const reaction = defineReaction("test.broken", [noted], async () => Promise.reject(new Error("not today")));
    const ctx = test.system();
    await expect(runReaction(ctx, reaction)).rejects.toThrow("not today");
    await noteFailure(ctx, reaction, new Error("not today"));
    await noteFailure(ctx, reaction, new Error("nor tomorrow"));
    const shown = (await readHealth(test.as())).reactions[0];
    expect(shown).toMatchObject({ name: "test.broken", failures: 2, failure: "Error: nor tomorrow" });
    expect(shown?.waiting).toBeGreaterThan(0);
  });

  it("tells of tickers that ran, and of one that fails only to the brand it fails in", async () => {
    const other = await test.otherBrand("elsewhere");
    const fine = defineTicker("test-fine", 50, async () => 0);
    const bad = defineTicker("test-bad", 50, async (ctx) => {
      if (ctx.brand.id === other.id) throw new Error("a secret of elsewhere");
      return 0;
    });
    const workers = new Workers(test.runtime, [], [fine, bad]);
    workers.start();
    const tickers = await eventually(async () => {
      const all = (await readHealth(test.as())).tickers;
      return all.some((one) => one.name === "test-fine") && all.some((one) => one.name === "test-bad") ? all : undefined;
    });
    await workers.stop();
    expect(tickers.find((one) => one.name === "test-fine")).toMatchObject({ everyMs: 50, failures: 0, failure: null });
    const failed = tickers.find((one) => one.name === "test-bad");
    expect(failed).toMatchObject({ failure: null });
    expect(failed?.failures).toBeGreaterThan(0);
    const there = await readHealth(test.runtime.begin(other, { kind: "system", id: "test", name: "test" }, "Q-TEST"));
    expect(there.tickers.find((one) => one.name === "test-bad")?.failure).toContain("a secret of elsewhere");
  });

  it("measures the database and the parts of the log", async () => {
    const { database, parts, defaults, largest } = await readHealth(test.as());
    expect(database.bytes).toBeGreaterThan(1_000_000);
    expect(database.connections).toBeLessThanOrEqual(database.maxConnections);
    expect(parts.map((one) => one.name)).toContain("events_202611");
    expect(defaults.map((one) => one.name).sort()).toEqual(expect.arrayContaining(["events_default", "messages_default"]));
    expect(defaults.every((one) => one.rows === 0)).toBe(true);
    await insertEvents(test.system().db, test.brand.id, [
      { ...newEvent(noted, { memberId, value: 1 }, test.clock.now), id: "00000000-0000-8000-8000-000000000001" },
    ]);
    expect((await readHealth(test.as())).defaults.find((one) => one.name === "events_default")?.rows).toBe(1);
    expect(largest.length).toBeGreaterThan(3);
  });
});

it("every reaction and ticker of the product has its words", () => {
  const names = modules.flatMap((module) => [...(module.reactions ?? []), ...(module.tickers ?? [])].map((one) => one.name));
  expect(names.filter((name) => !hasWorkName(name))).toEqual([]);
});

describe("figures for Prometheus", () => {
  const ask = async (headers: Record<string, string> = {}, remoteAddress = "127.0.0.1") =>
    (await test.app()).inject({ method: "GET", url: "/metrics", headers, remoteAddress });

  it("count latency by route, connections, lag and sends", async () => {
    await (await test.app()).inject({ method: "GET", url: "/api/v1/session" });
    const { body, headers } = await ask();
    expect(headers["content-type"]).toContain("text/plain");
    expect(body).toMatch(/qunce_http_seconds_count\{method="GET",route="\/api\/v1\/session",status="2xx"\} 1/);
    expect(body).toMatch(/qunce_db_connections\{state="idle"\} \d/);
    expect(body).toMatch(/qunce_reaction_lag_seconds\{brand="zhishang",reaction="test.broken"\} [1-9]/);
    expect(body).toMatch(/qunce_reaction_failures\{brand="zhishang",reaction="test.broken"\} 2/);
    expect(body).toMatch(/qunce_dispatches_open\{brand="zhishang",state="planned"\} 0/);
  });

  it("are not for strangers, nor for whom a proxy speaks", async () => {
    expect((await ask({}, "10.0.0.7")).statusCode).toBe(404);
    expect((await ask({ "x-forwarded-for": "8.8.8.8" })).statusCode).toBe(404);
  });
});
