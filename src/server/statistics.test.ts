import pg from "pg";
import { afterAll, beforeAll, expect, test as it } from "vitest";
import { resolveMembers } from "../modules/members/index.ts";
import { openTestBrand, type TestBrand } from "../testing/brand.ts";
import { refreshStatistics } from "./event-log.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

it("the planner is told of every table that was filled, months and all", async () => {
  const at = test.clock.now;
  await resolveMembers(
    test.system(),
    Array.from({ length: 300 }, (_, i) => ({ kind: "web", scope: "", externalId: `p${i}`, nickname: `人${i}`, at })),
  );
  await refreshStatistics(test.system().db);
  const rows = await test.rows<{ relname: string; reltuples: number }>(
    "select relname, reltuples::int as reltuples from pg_class where relname in ('members', 'member_terms', 'events') or relname = 'events_' || to_char($1::timestamptz at time zone 'UTC', 'YYYYMM')",
    [at],
  );
  const known = new Map(rows.map((row) => [row.relname, row.reltuples]));
  expect(known.get("members")).toBeGreaterThanOrEqual(300);
  expect(known.get("member_terms")).toBeGreaterThanOrEqual(300);
  expect(known.get("events")).toBeGreaterThanOrEqual(300);
  expect([...known].filter(([name]) => name.startsWith("events_")).map(([, n]) => n >= 300)).toEqual([true]);
});

it("a table that takes longer than a statement may is left as it is, and the others are looked over", async () => {
  const hurried = await openTestBrand({ statementMs: 3_000 });
  const holder = new pg.Client({ connectionString: hurried.ownerUrl });
  await holder.connect();
  try {
    const at = hurried.clock.now;
    await resolveMembers(hurried.system(), [{ kind: "web", scope: "", externalId: "p", nickname: "阿宁", at }]);
    await holder.query("begin; lock table app.members in share update exclusive mode");
    await refreshStatistics(hurried.system().db);
    const rows = await hurried.rows<{ relname: string; n: number }>(
      "select relname, reltuples::int as n from pg_class where relname in ('members', 'member_terms') order by 1",
    );
    expect(rows.find((row) => row.relname === "members")?.n).toBeLessThan(1);
    expect(rows.find((row) => row.relname === "member_terms")?.n).toBeGreaterThan(0);
  } finally {
    await holder.end();
    await hurried.close();
  }
});

it("nothing beyond the product's own tables is touched", async () => {
  await expect(test.rows("select platform.refresh_statistics_of('platform.brands')")).rejects.toThrow("not a table of the product");
});
