import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { modules } from "../app.ts";
import { resumeBrand } from "../modules/brands/settings.actions.ts";
import { openTestBrand, type TestBrand } from "../testing/brand.ts";
import type { Context } from "./context.ts";
import { takeNextJob } from "./job-runs.ts";
import { defineJob, startJob } from "./jobs.ts";
import { defineTicker } from "./module.ts";
import { Workers } from "./workers.ts";

const HELD_AT = "2026-11-20T00:00:00.000Z";

let brand: TestBrand;
beforeAll(async () => {
  brand = await openTestBrand();
});
afterAll(() => brand.close());
beforeEach(() => hold(HELD_AT));

async function hold(heldAt: string | null): Promise<void> {
  await brand.rows("update platform.brands set held_at = $1", [heldAt]);
  brand.runtime.brands.forget();
}
const inside = (): Promise<Context> => brand.runtime.enter(brand.brand.id, brand.as().actor, "Q-TEST");
const held = { kind: "unavailable", code: "brands.held" };

test("tickers and jobs that reach outside wait in a brand that is held, others go on", async () => {
  const ran: string[] = [];
  const note = (name: string) => async () => {
    ran.push(name);
    return 0;
  };
  const workers = new Workers(
    brand.runtime,
    [],
    [defineTicker("out", 10, note("out"), { goesOut: true }), defineTicker("in", 10, note("in"))],
  );
  workers.start();
  await expect.poll(() => ran.length).toBeGreaterThan(5);
  expect(ran).not.toContain("out");
  await hold(null);
  await expect.poll(() => ran).toContain("out");
  await workers.stop();

  await hold(HELD_AT);
  const job = (kind: string, goesOut: boolean) => defineJob({ kind, ask: z.object({}), goesOut, run: async () => null });
  const jobs = [job("test-out", true), job("test-in", false)];
  for (const one of jobs) await startJob(await inside(), one, {});
  expect((await takeNextJob(brand.runtime, brand.brand.id, jobs))?.kind).toBe("test-in");
  expect(await takeNextJob(brand.runtime, brand.brand.id, jobs)).toBeNull();
  await hold(null);
  expect((await takeNextJob(brand.runtime, brand.brand.id, jobs))?.kind).toBe("test-out");
});

test("both doors out of a brand that is held are shut, whoever asks", async () => {
  const ctx = await inside();
  await expect(ctx.outside.fetch("http://127.0.0.1:1")).rejects.toMatchObject(held);
  await expect(ctx.outbound.post({ url: "https://example.com", headers: {}, body: "" })).rejects.toMatchObject(held);
});

test("who manages the whole brand resumes it once, and it is recorded", async () => {
  await expect(resumeBrand(brand.as(await brand.staff(["analyst"])))).rejects.toMatchObject({ code: "brands.needs-whole-brand" });
  await resumeBrand(await inside());
  await resumeBrand(await inside());
  expect((await inside()).brand.heldAt).toBeNull();
  expect(await brand.rows("select before from app.audit_entries where action = 'brands.resume'")).toEqual([
    { before: { heldAt: HELD_AT } },
  ]);
});

test("whatever sends or asks platforms by itself says that it goes out", () => {
  const all = modules.flatMap((module) => [...(module.tickers ?? []).map((one) => ({ ...one, kind: one.name })), ...(module.jobs ?? [])]);
  expect(all.flatMap((one) => (one.goesOut ? [one.kind] : [])).sort()).toEqual([
    "connections.check",
    "dispatch-sends",
    "follow-sends",
    "integrations.send",
    "read-outside-sends",
    "wecom-sync",
    "wecom.join-codes",
    "wecom.nightly",
    "wecom.reads",
    "wecom.welcomes",
  ]);
});
