import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { copyDatabase } from "../testing/database.ts";
import { TEST_SECRET } from "../testing/prepared.ts";
import { migrate } from "./migrate.ts";

/** Nobody waits longer behind a migration; a machine that is busy with something else is given several tries. */
const LONGEST_MS = 600;
const TRIES = 5;

let client: pg.Client;
let url: string;
beforeAll(async () => {
  url = await copyDatabase();
  client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("create table app.hats (name text, color text)");
  await client.query("insert into app.hats select n, n from generate_series(1, 1000) n");
});
afterAll(() => client.end());

it("waits in short tries, so that others are not held up behind it, and is done when there is a moment", async () => {
  const holder = new pg.Client({ connectionString: url });
  const reader = new pg.Client({ connectionString: url });
  await holder.connect();
  await reader.connect();
  await holder.query("begin");
  await holder.query("lock table app.hats in access share mode");
  const migrations = [{ name: "9990-hat.sql", sql: "alter table app.hats add column brim text", hash: "x" }];
  const migrating = migrate(url, TEST_SECRET, { migrations });
  let slowestMs = Infinity;
  for (let tries = 0; tries < TRIES && slowestMs > LONGEST_MS; tries++) {
    slowestMs = 0;
    for (const begun = performance.now(); performance.now() - begun < 1_200;) {
      const asked = performance.now();
      await reader.query("select 1 from app.hats limit 1");
      slowestMs = Math.max(slowestMs, performance.now() - asked);
    }
  }
  await holder.query("commit");
  expect(await migrating).toEqual(["9990-hat.sql"]);
  expect(slowestMs).toBeLessThan(LONGEST_MS);
  await holder.end();
  await reader.end();
});

it("makes an index beside the writers, also after it was broken off", async () => {
  const writer = new pg.Client({ connectionString: url });
  await writer.connect();
  await writer.query("begin");
  await writer.query("update app.hats set name = 'a' where ctid = '(0,1)'");
  const migrations = [
    {
      name: "9991-beside.sql",
      sql: "-- An index beside the writers.\ncreate index concurrently busy_hats on app.hats (name)",
      hash: "x",
    },
  ];
  const refused = expect(migrate(url, TEST_SECRET, { migrations })).rejects.toThrow();
  const breakOff =
    "select pg_terminate_backend(pid) from pg_stat_activity where query like '%busy_hats on app.hats%' and state = 'active' and pid <> pg_backend_pid()";
  await expect.poll(async () => (await client.query(breakOff)).rowCount).toBe(1);
  await refused;
  await writer.query("rollback");
  const isValid = async () =>
    (await client.query<{ valid: boolean }>("select indisvalid as valid from pg_index where indexrelid = to_regclass('app.busy_hats')"))
      .rows[0]?.valid;
  expect(await isValid()).not.toBe(true);
  expect(await migrate(url, TEST_SECRET, { migrations })).toEqual(["9991-beside.sql"]);
  expect(await isValid()).toBe(true);
  await writer.end();
});

it("makes an index beside the writers while a second process waits for its turn", async () => {
  const sql = "create index concurrently two_at_once on app.hats (color)";
  const migrations = [{ name: "9993-turn.sql", sql, hash: "x" }];
  const writer = new pg.Client({ connectionString: url });
  await writer.connect();
  await writer.query("begin");
  await writer.query("update app.hats set name = 'b' where ctid = '(0,1)'");
  const first = migrate(url, TEST_SECRET, { migrations });
  const waiting =
    "select 1 from pg_stat_activity where query like '%two_at_once%' and wait_event_type = 'Lock' and pid <> pg_backend_pid()";
  await expect.poll(async () => (await client.query(waiting)).rowCount).toBe(1);
  const second = migrate(url, TEST_SECRET, { migrations });
  const turned = "select 1 from pg_stat_activity where query like '%advisory_lock%' and pid <> pg_backend_pid()";
  await expect.poll(async () => (await client.query(turned)).rowCount).toBeGreaterThan(0);
  await writer.query("rollback");
  expect([await first, await second]).toEqual([["9993-turn.sql"], []]);
  await writer.end();
});

it("makes an index of a log month by month, also where it was broken off, and months that begin later have it", async () => {
  await client.query("create index events_by_account on only app.events (brand_id, account_id)");
  const sql = "create index concurrently events_by_account on app.events (brand_id, account_id)";
  expect(await migrate(url, TEST_SECRET, { migrations: [{ name: "9992-parts.sql", sql, hash: "x" }] })).toEqual(["9992-parts.sql"]);
  await client.query(
    "call platform.make_partition('events', '203107', '01c00000-0000-7000-8000-000000000000', '01c10000-0000-7000-8000-000000000000')",
  );
  const { rows } = await client.query<{ valid: boolean; parts: number; made: number }>(
    `select indisvalid as valid, (select count(*)::int from pg_inherits where inhparent = indrelid) as parts,
      (select count(*)::int from pg_inherits where inhparent = indexrelid) as made from pg_index where indexrelid = 'app.events_by_account'::regclass`,
  );
  expect(rows).toEqual([{ valid: true, parts: rows[0]?.made, made: expect.any(Number) }]);
  expect(rows[0]?.made).toBeGreaterThan(1);
});
