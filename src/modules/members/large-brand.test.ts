import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Context } from "../../server/context.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { createGroup } from "../groups/index.ts";
import { recordConsents, resolveMembers, seatMembers } from "./index.ts";

const MEMBERS = 500;

let test: TestBrand;
let memberIds: string[];
let groupId: string;
beforeAll(async () => {
  test = await openTestBrand();
  const refs = Array.from({ length: MEMBERS }, (_, i) => ({ kind: "shop", scope: "", externalId: `p${i}`, at: test.clock.now }));
  memberIds = await resolveMembers(test.system(), refs);
  const said = { purpose: "marketing" as const, granted: true, textVersion: "1", channel: "import" };
  await recordConsents(
    test.system(),
    memberIds.map((memberId) => ({ memberId, ...said })),
  );
  const group = { name: "福利群", channel: "web" as const, positioning: "benefit" as const, commercialType: "promotion" as const };
  await test.rows("analyze app.members");
  groupId = (await createGroup(test.as(), { ...group, orgId: test.headquartersId, ownerStaffId: null })).id;
});
afterAll(() => test.close());

async function countReads(ctx: Context, table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as n from pg_stat_xact_user_tables where schemaname = 'app' and relname = ${table}`.execute(
    ctx.db,
  );
  return rows[0]?.n ?? 0;
}

/** How many rows of a table the work reads where the planner has indexes to choose from only, as in a large brand. */
async function readsOf(table: string, work: (ctx: Context) => Promise<unknown>): Promise<number> {
  return test.system().transaction(async (ctx) => {
    await sql`set local enable_seqscan = off`.execute(ctx.db);
    const before = await countReads(ctx, table);
    await work(ctx);
    return (await countReads(ctx, table)) - before;
  });
}

it("seating one person reads that person, not the brand", async () => {
  const join = { groupId, memberId: memberIds[7] ?? "", kind: "member" as const, nickname: "", at: test.clock.now };
  const reads = await readsOf("members", (ctx) => seatMembers(ctx, [join]));
  expect(reads).toBeGreaterThan(0);
  expect(reads).toBeLessThan(MEMBERS / 10);
});

it("a word on marketing reads what that person said", async () => {
  const word = { memberId: memberIds[7] ?? "", purpose: "marketing" as const, granted: false, textVersion: "1", channel: "web" };
  const reads = await readsOf("consents", (ctx) => recordConsents(ctx, [word]));
  expect(reads).toBeGreaterThan(0);
  expect(reads).toBeLessThan(MEMBERS / 10);
});
