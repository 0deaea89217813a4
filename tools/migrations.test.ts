import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listMigrations, migrate } from "../src/server/migrate.ts";
import { workersServer } from "../src/testing/database.ts";
import { TEST_SECRET } from "../src/testing/prepared.ts";
import { findLockBreaches, LAST_FREE, smallTables } from "./migrations.ts";

const LONGEST_MS = 500;
const ROWS = 1_000;
/** The modes under which others cannot write. */
const STRONG = ["ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock"];

const all = await listMigrations();
const fresh = all.filter((one) => one.name > LAST_FREE && !one.name.startsWith(LAST_FREE));

const planted: readonly (readonly [string, string])[] = [
  ["create index busy on app.messages (brand_id, text)", "makes an index"],
  ["create unique index busy on app.members (brand_id, phone)", "makes an index"],
  ["alter table app.members alter column nickname type varchar(100)", "rewrites the table"],
  ["alter table app.seats add column token uuid default gen_random_uuid()", "a default that differs"],
  ["alter table app.seats add column twice int generated always as (1 + 1) stored", "a default that differs"],
  ["alter table app.deliveries add column must text not null", "must not be null"],
  ["alter table app.members add column age int check (age > 0)", "a check or reference"],
  ["alter table app.members alter column city set not null", "validate a not valid check"],
  ["alter table app.orders add constraint dear check (paid_fen > 0)", "add it not valid"],
  ["alter table app.seats add unique (brand_id, nickname)", "using index"],
  ["update app.members set city = '' where city = 'x'", "writes rows"],
  ["do $$ begin delete from app.events where kind = 1; end $$", "writes rows"],
  ["truncate app.deliveries", "locks the whole table"],
  ["create index busy on app.group_hours (brand_id)", "makes an index"],
  ["update platform.callbacks set state = 'x'", "writes rows"],
  ["create index busy on app.made_tomorrow (brand_id)", "makes an index"],
  ["alter table app.groups drop column code", "takes away"],
  ["alter table app.tags rename column name to label", "takes away"],
];

const harmless = [
  "alter table app.members add column hat text",
  "create index quiet on app.webhooks (brand_id, state)",
  "alter table app.deliveries add column tries integer not null default 0",
  "alter table app.orders add constraint dear check (paid_fen > 0) not valid",
  "create index concurrently busy on app.seats (brand_id, nickname)",
  "create table app.hats (brand_id integer not null, id uuid not null check (id is not null)); create index hats_by on app.hats (brand_id)",
  "create function app.f() returns void language plpgsql as $$ begin delete from app.events; end $$",
  "-- update app.members set x = 1\nselect 1",
  "-- Contracts: nothing reads it since 0.2.\nalter table app.groups drop column code",
];

describe("the rule for migrations", () => {
  it("finds what would hold up a hot table, and lets pass what would not", () => {
    for (const [sql, rule] of planted) expect(findLockBreaches({ name: "x", sql })[0]?.rule, sql).toContain(rule);
    for (const sql of harmless) expect(findLockBreaches({ name: "x", sql }), sql).toEqual([]);
  });

  it("is kept by every migration since it was made", () => {
    expect(fresh.length).toBeGreaterThan(3);
    expect(fresh.flatMap(findLockBreaches)).toEqual([]);
  });
});

let client: pg.Client;
let drop: () => Promise<void>;
let url: string;
/** Every table but the small ones, by its name; partitions aside. */
let hotTables: ReadonlyMap<string, string> = new Map();
beforeAll(async () => {
  const ownerUrl = workersServer();
  const name = `test_locks_${process.pid}`;
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(`create database ${name}`);
  url = Object.assign(new URL(ownerUrl), { pathname: `/${name}` }).toString();
  await migrate(url, TEST_SECRET, { migrations: all.filter((one) => !fresh.includes(one)) });
  client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("insert into platform.brands (slug, name, zone, created_at) values ('locks', 'locks', 'UTC', now())");
  await fill();
  drop = async () => {
    await client.end();
    await owner.query(`drop database ${name} with (force)`);
    await owner.end();
  };
});
afterAll(() => drop());

async function listHot(): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string; whole: string }>(
    `select c.relname as name, c.oid::regclass::text as whole from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('app', 'platform') and c.relkind in ('r', 'p') and not c.relispartition`,
  );
  return new Map(rows.filter((row) => !smallTables.includes(row.name)).map((row) => [row.name, row.whole]));
}

/** Rows in every hot table that has none yet, as far as they can stand alone: foreign keys and checks are not what is tried. */
async function fill(): Promise<void> {
  await client.query("set session_replication_role = replica");
  const filled = hotTables;
  hotTables = await listHot();
  for (const [table, whole] of hotTables) {
    if (filled.has(table)) continue;
    const { rows: columns } = await client.query<{ name: string; value: string }>(
      `select quote_ident(attname) as name, case
         when attname = 'brand_id' then '1' when format_type(atttypid, null) = 'uuid' then 'uuidv7()'
         when atttypid in (select oid from pg_type where typcategory = 'A') then '''{}''' when format_type(atttypid, null) in ('bytea', 'xid8') then '''1'''
         when format_type(atttypid, null) in ('real', 'double precision', 'numeric') then 'n' when attname ~ 'state|status|kind|format' then 'null'
         when format_type(atttypid, null) in ('integer', 'bigint', 'smallint') then 'n' when format_type(atttypid, null) = 'date' then '''2026-01-01''::date + n'
         when format_type(atttypid, null) like 'timestamp%' then 'now()' when format_type(atttypid, null) = 'jsonb' then '''{}''::jsonb' when format_type(atttypid, null) = 'boolean' then 'false'
         else '''t'' || n' end as value
       from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = '' and attnotnull`,
      [whole],
    );
    const { rows: checks } = await client.query<{ name: string }>(
      "select quote_ident(conname) as name from pg_constraint where conrelid = $1::regclass and contype = 'c'",
      [whole],
    );
    for (const { name } of checks) await client.query(`alter table ${whole} drop constraint ${name}`);
    const values = columns.map(
      ({ name, value }) => (value === "null" ? "'1'" : value) + (name === "kind" && table === "events" ? "::smallint" : ""),
    );
    await client.query(
      `insert into ${whole} (${columns.map((one) => one.name).join(", ")}) select ${values.join(", ")} from generate_series(1, ${ROWS}) n on conflict do nothing`,
    );
  }
  await client.query("set session_replication_role = origin");
}

interface Felt {
  /** Hot tables that others could not write until the commit. */
  locked: string[];
  rewritten: string[];
  /** Read whole while they were locked; at their true size that is minutes. */
  scanned: string[];
  ms: number;
}

/** A migration counts as slow when it never was faster: a machine that is busy with something else makes any statement slow once. */
const TRIES = 5;

/** Runs a migration in a transaction and looks, before it ends, what it did to the hot tables. */
async function feel(sql: string, end: "commit" | "rollback"): Promise<Felt> {
  const files = async () => {
    const { rows } = await client.query<{ name: string; file: string; scans: string }>(
      `select c.relname as name, c.relfilenode::text as file, pg_stat_get_xact_numscans(c.oid)::text as scans
       from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('app', 'platform') and c.relkind in ('r', 'p')`,
    );
    return new Map(rows.map((row) => [row.name, row]));
  };
  const hot = (relation: string) => [...hotTables.keys()].find((table) => relation === table || relation.startsWith(`${table}_`));
  const before = await files();
  await client.query("begin");
  let ms = Infinity;
  for (let tries = 0; tries < TRIES && ms > LONGEST_MS; tries++) {
    if (tries > 0) await client.query("rollback to savepoint before");
    await client.query("savepoint before");
    const begun = performance.now();
    await client.query(sql);
    ms = Math.min(ms, performance.now() - begun);
  }
  const { rows: locks } = await client.query<{ name: string }>(
    "select distinct c.relname as name from pg_locks l join pg_class c on c.oid = l.relation where l.pid = pg_backend_pid() and l.mode = any($1) and c.relkind in ('r', 'p')",
    [STRONG],
  );
  const after = await files();
  await client.query(end);
  const known = [...before.keys()].filter((relation) => hot(relation) !== undefined);
  const locked = locks.map((row) => row.name).filter((relation) => known.includes(relation));
  return {
    locked,
    rewritten: known.filter((relation) => before.get(relation)?.file !== after.get(relation)?.file),
    scanned: locked.filter((relation) => Number(after.get(relation)?.scans ?? 0) > Number(before.get(relation)?.scans ?? 0)),
    ms,
  };
}

const isAlone = (sql: string) => /create\s+(unique\s+)?index\s+concurrently/i.test(sql);

describe("a database with rows in its hot tables", () => {
  it("feels the planted breaches", async () => {
    expect(await feel("create index busy on app.messages (brand_id, text)", "rollback")).toMatchObject({
      scanned: expect.arrayContaining(["messages_default"]),
    });
    expect(await feel("alter table app.members alter column nickname type varchar(100)", "rollback")).toMatchObject({
      locked: ["members"],
    });
    expect(await feel("alter table app.seats add column token uuid default gen_random_uuid()", "rollback")).toMatchObject({
      rewritten: ["seats"],
    });
    expect(
      await feel("alter table app.members alter column created_at set data type text using created_at::text", "rollback"),
    ).toMatchObject({
      rewritten: ["members"],
    });
    expect(await feel("alter table app.orders add constraint dear check (paid_fen >= 0)", "rollback")).toMatchObject({
      scanned: ["orders"],
    });
    expect(await feel("alter table app.members add column hat text", "rollback")).toMatchObject({
      locked: ["members"],
      rewritten: [],
      scanned: [],
    });
  });

  it("is held up by no migration for longer than half a second, whatever its size", async () => {
    const slow: object[] = [];
    for (const { name, sql, hash } of fresh) {
      if (isAlone(sql)) {
        await migrate(url, TEST_SECRET, { migrations: [{ name, sql, hash }] });
        continue;
      }
      const felt = await feel(sql, "commit");
      await fill();
      if (felt.rewritten.length + felt.scanned.length > 0 || (felt.locked.length > 0 && felt.ms > LONGEST_MS)) slow.push({ name, ...felt });
    }
    expect(slow).toEqual([]);
  });

  it("has every table that is said to be small", async () => {
    const { rows } = await client.query<{ name: string }>(
      "select small as name from unnest($1::text[]) small where to_regclass('app.' || small) is null and to_regclass('platform.' || small) is null",
      [smallTables],
    );
    expect(rows).toEqual([]);
  });
});
