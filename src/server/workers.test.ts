import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { defineEvent } from "../lib/define.ts";
import { openTestBrand, type TestBrand } from "../testing/brand.ts";
import { defineReaction } from "./reactions.ts";
import { Workers } from "./workers.ts";

const heard = defineEvent("members.noted", z.object({ value: z.int() }));
const unheard = defineEvent("members.tagged", z.object({ value: z.int() }));

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("workers", () => {
  it("run a reaction soon after its event, and rest when there is nothing for anyone", async () => {
    const seen: number[] = [];
    const reaction = defineReaction("test", [heard], async (_ctx, events) => void seen.push(...events.map((event) => event.value ?? 0)));
    const workers = new Workers(test.runtime, [reaction], []);
    workers.start();
    await test.system().transaction((ctx) => ctx.publish(heard, { value: 1 }));
    for (let i = 0; i < 500 && seen.length === 0; i++) await wait(20);
    expect(seen).toEqual([1]);
    await test.system().transaction((ctx) => ctx.publish(unheard, { value: 2 }));
    await wait(300);
    const before = await test.rows<{ n: number }>("select xact_commit::int as n from pg_stat_database where datname = current_database()");
    await wait(1_500);
    const after = await test.rows<{ n: number }>("select xact_commit::int as n from pg_stat_database where datname = current_database()");
    expect((after[0]?.n ?? 0) - (before[0]?.n ?? 0)).toBeLessThan(40);
    await workers.stop();
    expect(seen).toEqual([1]);
  });
});
