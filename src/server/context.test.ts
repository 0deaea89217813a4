import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { sql } from "kysely";
import { z } from "zod";
import { defineEvent, Id } from "../lib/define.ts";
import { openTestBrand, type TestBrand } from "../testing/brand.ts";
import { TEST_SECRET } from "../testing/prepared.ts";
import { roleUrl } from "./migrate.ts";
import { defineReaction, ensureCursors, listNews, runReaction } from "./reactions.ts";

const noted = defineEvent("members.noted", z.object({ memberId: z.uuid(), value: z.int() }));
const changed = defineEvent("members.changed", z.object({ memberId: Id, fields: z.array(z.string()) }));
const memberId = "01990000-0000-7000-8000-000000000001";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

describe("two locks between brands", () => {
  it("the product's own pool is neither superuser nor past row-level security", async () => {
    const { rows } = await test.runtime.database.pool.query(
      "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user",
    );
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }]);
  });

  it("a query without the brand's filter still sees only the brand of its connection", async () => {
    const other = await test.otherBrand("other");
    const seen = async (id: number) =>
      (await sql<{ brandId: number }>`select distinct brand_id from org_units`.execute(test.runtime.database.forBrand(id))).rows;
    expect(await seen(other.id)).toEqual([{ brandId: other.id }]);
    expect(await seen(test.brand.id)).toEqual([{ brandId: test.brand.id }]);
    expect(await seen(0)).toEqual([]);
    const write = sql`insert into tags (brand_id, id, name, created_at) values (${other.id}, gen_random_uuid(), 'x', now())`;
    await expect(write.execute(test.runtime.database.forBrand(test.brand.id))).rejects.toThrow(/row-level security/);
  });
});

describe("transactions", () => {
  it("join the open one, undo an attempt alone, and write nothing when they throw", async () => {
    const ctx = test.system();
    await ctx.transaction(async (outer) => {
      await outer.audit({ action: "test.kept" });
      await outer
        .attempt(async (inner) => {
          await inner.audit({ action: "test.undone" });
          throw new Error("no");
        })
        .catch(() => undefined);
    });
    await ctx
      .transaction(async (inside) => {
        await inside.audit({ action: "test.lost" });
        throw new Error("no");
      })
      .catch(() => undefined);
    const rows = await test.rows<{ action: string }>("select action from app.audit_entries where action like 'test.%'");
    expect(rows.map((row) => row.action)).toEqual(["test.kept"]);
  });
});

/** Other files' open transactions on the same server hold the horizon back for a while: asks until it holds. */
const eventually = (assert: () => Promise<void>) => vi.waitFor(assert, { timeout: 60_000, interval: 10 });

describe("reactions", () => {
  const collect = (into: number[]) =>
    defineReaction("test", [noted], async (_ctx, events) => void into.push(...events.map((event) => event.value ?? -1)));

  it("see each event once, also those whose transaction commits after later ones", async () => {
    const seen: number[] = [];
    const reaction = collect(seen);
    let commitLate: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (commitLate = resolve));
    let written: () => void = () => undefined;
    const isWritten = new Promise<void>((resolve) => (written = resolve));
    const late = test.system().transaction(async (ctx) => {
      await ctx.publish(noted, { memberId, value: 1 });
      written();
      await gate;
    });
    await isWritten;
    await test.system().transaction((ctx) => ctx.publish(noted, { memberId, value: 2 }));
    await runReaction(test.system(), reaction);
    expect(seen).toEqual([]);
    commitLate();
    await late;
    await eventually(async () => {
      await runReaction(test.system(), reaction);
      expect(seen.toSorted()).toEqual([1, 2]);
    });
  });

  it("keep their place when a batch throws, and read it again", async () => {
    let fail = true;
    const seen: number[] = [];
    const reaction = defineReaction("test-failing", [noted], async (ctx, events) => {
      await ctx.audit({ action: "test.effect" });
      if (fail) throw new Error("no");
      seen.push(...events.map((event) => event.value ?? -1));
    });
    await eventually(() => expect(runReaction(test.system(), reaction)).rejects.toThrow("no"));
    expect(await test.rows("select 1 from app.audit_entries where action = 'test.effect'")).toEqual([]);
    fail = false;
    await runReaction(test.system(), reaction);
    expect(seen.toSorted()).toEqual([1, 2]);
  });

  it("run a brand in one process at a time", async () => {
    const holder = new pg.Client({ connectionString: roleUrl(test.ownerUrl, TEST_SECRET) });
    await holder.connect();
    await holder.query("begin");
    await holder.query("select 1 from platform.reaction_cursors where reaction = 'test' for update");
    expect(await runReaction(test.system(), collect([]))).toBe("busy");
    await holder.query("rollback");
    await holder.end();
  });

  it("read small batches to the end", async () => {
    const seen: number[] = [];
    const reaction = defineReaction(
      "test-small",
      [noted],
      async (_ctx, events) => void seen.push(...events.map((event) => event.value ?? -1)),
      { maxBatch: 2 },
    );
    await test.system().transaction((ctx) =>
      ctx.publishAll(
        noted,
        [3, 4, 5, 6, 7].map((value) => ({ memberId, value })),
      ),
    );
    await eventually(async () => {
      while ((await runReaction(test.system(), reaction)) !== 0);
      expect(seen.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    });
  });

  it("go past any number of events they do not hear, look by look", async () => {
    const seen: number[] = [];
    const rare = defineReaction("test-rare", [noted], collect(seen).run);
    await ensureCursors(test.system(), [rare]);
    await eventually(async () => {
      while ((await runReaction(test.system(), rare)) !== 0);
      expect(
        await test.rows(
          "select 1 from app.events e join platform.reaction_cursors c on c.reaction = 'test-rare' where (e.tx, e.id) > (c.tx, c.event_id)",
        ),
      ).toEqual([]);
    });
    seen.length = 0;
    const many = Array.from({ length: 2_000 }, () => ({ memberId, fields: [] }));
    await test.system().transaction((ctx) => ctx.publishAll(changed, many));
    const columns = "brand_id, tx, id, kind, occurred_at, received_at";
    await test.rows(
      `insert into app.events (${columns}) select e.brand_id, pg_current_xact_id()::text::bigint, gen_random_uuid(), e.kind, e.occurred_at, e.received_at
       from (select ${columns} from app.events where kind = $1 limit 2000) e cross join generate_series(1, 60)`,
      [changed.kind],
    );
    await test.system().transaction((ctx) => ctx.publish(noted, { memberId, value: 9 }));
    await eventually(async () => {
      await runReaction(test.system(), rare);
      expect(seen).toEqual([9]);
    });
  });

  it("are told what is unread, and pass over what they do not hear without missing what commits late", async () => {
    const seen: number[] = [];
    const rare = collect(seen);
    const place = async () => (await test.rows<{ tx: string }>("select tx from platform.reaction_cursors where reaction = 'test'"))[0]?.tx;
    await ensureCursors(test.system(), [rare]);
    await eventually(async () => {
      while ((await runReaction(test.system(), rare)) !== 0);
      expect([...(await listNews(test.system()))]).not.toContain("test");
    });
    seen.length = 0;
    let commitLate: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (commitLate = resolve));
    let written: () => void = () => undefined;
    const isWritten = new Promise<void>((resolve) => (written = resolve));
    const late = test.system().transaction(async (ctx) => {
      await ctx.publish(noted, { memberId, value: 8 });
      written();
      await gate;
    });
    await isWritten;
    const many = Array.from({ length: 1_500 }, () => ({ memberId, fields: ["city"] }));
    await test.system().transaction((ctx) => ctx.publishAll(changed, many));
    const before = await place();
    expect([...(await listNews(test.system()))]).not.toContain("test");
    expect(await place()).toBe(before);
    commitLate();
    await late;
    expect([...(await listNews(test.system()))]).toContain("test");
    await eventually(async () => {
      while ((await runReaction(test.system(), rare)) !== 0);
      expect(seen).toEqual([8]);
    });
    await test.system().transaction((ctx) => ctx.publishAll(changed, many));
    await test.system().transaction((ctx) => ctx.publish(changed, { memberId, fields: [] }));
    const stood = Number(await place());
    await eventually(async () => {
      expect([...(await listNews(test.system()))]).not.toContain("test");
      expect(Number(await place())).toBeGreaterThan(stood);
    });
  });

  it("take fewer at once where a batch ran into the time limit, and come to the end", async () => {
    await test.system().transaction((ctx) =>
      ctx.publishAll(
        noted,
        Array.from({ length: 120 }, (_, i) => ({ memberId, value: 1_000 + i })),
      ),
    );
    const seen: number[] = [];
    const sizes: number[] = [];
    const reaction = defineReaction(
      "test-heavy",
      [noted],
      async (ctx, events) => {
        sizes.push(events.length);
        if (events.length > 30) {
          await sql`set local statement_timeout = 40`.execute(ctx.db);
          await sql`select pg_sleep(1)`.execute(ctx.db);
        }
        seen.push(...events.map((event) => event.value ?? -1));
      },
      { maxBatch: 100 },
    );
    const wanted = Array.from({ length: 120 }, (_, i) => 1_000 + i);
    await eventually(async () => {
      for (let taken = 1; taken !== 0;) taken = await runReaction(test.system(), reaction).then(Number, () => -1);
      expect(seen.filter((value) => value >= 1_000).toSorted((a, b) => a - b)).toEqual(wanted);
    });
    const tooMany = sizes.findIndex((size) => size > 30);
    expect(sizes[tooMany + 1]).toBe(25);
    expect(Math.max(...sizes.slice(tooMany + 1))).toBeLessThan(sizes[tooMany] ?? 0);
  });
});
