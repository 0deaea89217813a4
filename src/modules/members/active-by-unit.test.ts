import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { groupAt, tell } from "../../testing/history.ts";
import { fact, FACTS_BEGIN, tellSome } from "../../testing/random-history.ts";
import type { Actor } from "../../server/context.ts";
import { addOrgUnit } from "../brands/index.ts";
import { changeGroup } from "../groups/index.ts";
import { tellUnits } from "./activity.actions.ts";
import { resolveMembers, seatMembers } from "./index.ts";
import { countMembers, listMembers } from "./list.actions.ts";
import { mergeMembers, unmergeMember } from "./merge.actions.ts";
import { lockMembers } from "./members.store.ts";
import { recountOrgs } from "./seat.store.ts";

const people = ["阿宁", "小满", "老沈", "桃子", "石头"];
const bands = ["today", "7d", "30d", "silent30", "silent90", undefined] as const;

let test: TestBrand;
let units: string[];
let groups: string[];
let members: string[];
let operators: Actor[];
beforeAll(async () => {
  test = await openTestBrand();
  const { id: city } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "云溪市" });
  const { id: east } = await addOrgUnit(test.as(), { parentId: city, name: "河滨区" });
  const { id: west } = await addOrgUnit(test.as(), { parentId: city, name: "南山区" });
  units = [city, east, west];
  groups = [];
  for (const [n, orgId] of [east, west, west].entries()) groups.push(await groupAt(test, `群${n}`, new Date(FACTS_BEGIN), { orgId }));
  members = await resolveMembers(
    test.system(),
    people.map((name) => ({ kind: "web", scope: "", externalId: name, nickname: name, at: new Date(FACTS_BEGIN) })),
  );
  operators = await Promise.all(units.map((unit) => test.staff(["operator"], unit)));
});
afterAll(() => test.close());

const unwritten = () =>
  test.rows(`select mo.member_id, mo.active_hour, a.last_active_hour from app.member_orgs mo
    left join app.member_activity a on a.brand_id = mo.brand_id and a.member_id = mo.member_id where mo.active_hour is distinct from a.last_active_hour`);

/** How many wait for what somebody else holds. */
const waiting = async () =>
  (await test.rows("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")).length;

/** Holds a person's units from outside while `work` goes on, which lets go. */
async function holdingUnits(memberId: string, work: (letGo: () => Promise<unknown>) => Promise<void>): Promise<void> {
  const holder = new pg.Client({ connectionString: test.ownerUrl });
  await holder.connect();
  try {
    await holder.query("begin");
    await holder.query("select 1 from app.member_orgs where member_id = $1 for update", [memberId]);
    await work(() => holder.query("commit"));
  } finally {
    await holder.end();
  }
}

/** Who is in a band is counted as it is listed, and listed as each person's own last interaction says. */
async function expectCounted(): Promise<void> {
  for (const operator of operators)
    for (const active of bands) {
      const ctx = test.as(operator);
      const listed = await listMembers(ctx, { active, sort: "joined", limit: 50 });
      expect((await countMembers(ctx, { active })).count, active ?? "all").toBe(listed.items.length);
    }
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("told" as const), facts: fc.array(fact, { minLength: 1, maxLength: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("moved" as const), group: fc.nat(2), unit: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("merged" as const), part: fc.nat(4), into: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("apart" as const), part: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("of-before" as const), part: fc.nat(4) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function take(one: Step, key: string): Promise<void> {
  if (one.kind === "told")
    return tellSome(
      test,
      one.facts.map((each, n) => ({ one: each, key: `${key}-${n}` })),
      groups,
    );
  if (one.kind === "moved") {
    await changeGroup(test.as(), { groupId: groups[one.group] ?? "", orgId: units[one.unit] });
    return;
  }
  // As a release before wrote it: without the hour.
  if (one.kind === "of-before") {
    await test.rows("update app.member_orgs set active_hour = null where member_id = $1", [members[one.part]]);
    return;
  }
  const memberId = members[one.part] ?? "";
  const done =
    one.kind === "merged" ? mergeMembers(test.as(), { memberId, intoId: members[one.into] ?? "" }) : unmergeMember(test.as(), { memberId });
  // Two that are one already, or one that is no part, are refused.
  await done.catch((error: { code: string; detail?: string; constraint?: string }) =>
    expect(`${error.code} ${error.constraint ?? ""} ${error.detail ?? ""}`).toMatch(/^members\./),
  );
}

it("stands beside each person's units, whatever comes at once, late or merged, and after an upgrade", async () => {
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, step), { minLength: 4, maxLength: 10 }), async (pairs) => {
      round++;
      for (const [n, [one, other]] of pairs.entries())
        await Promise.all([take(one, `${round}-${n}-a`), take(other, `${round}-${n}-b`), test.react()]);
      await test.react();
      await expectCounted();
      while ((await tellUnits(test.system())) > 0);
      expect(await unwritten()).toEqual([]);
      await expectCounted();
    }),
    { numRuns: 6, endOnFailure: true },
  );
});

it("is that of now where somebody speaks while they are being put into a unit", async () => {
  const groupId = await groupAt(test, "先在的群", new Date(FACTS_BEGIN), { orgId: units[1] });
  const other = await groupAt(test, "新进的群", new Date(FACTS_BEGIN), { orgId: units[2] });
  const at = (hour: number) => new Date(FACTS_BEGIN + hour * 3_600_000);
  const said = (key: string, hour: number) =>
    tell(test.system(), [{ key, at: at(hour), groupId, kind: "message", person: "小何", text: "到了" }]);
  await said("spoke-before", 1);
  await test.react();
  const [memberId = ""] = await resolveMembers(test.system(), [
    { kind: "web", scope: "", externalId: "小何", nickname: "小何", at: at(1) },
  ]);
  await said("spoke-now", 9);
  let heard: Promise<unknown> = Promise.resolve();
  await test.system().transaction(async (ctx) => {
    await seatMembers(ctx, [{ groupId: other, memberId, kind: "member", nickname: "小何", at: at(2) }]);
    let isHeard = false;
    heard = test.react().finally(() => (isHeard = true));
    await expect.poll(async () => isHeard || (await waiting()) > 0).toBe(true);
  });
  await heard;
  await test.react();
  expect(await unwritten()).toEqual([]);
});

it("waits for who is being counted anew, and neither waits for the other for good", async () => {
  const groupId = await groupAt(test, "数着的群", new Date(FACTS_BEGIN), { orgId: units[1] });
  const at = new Date(FACTS_BEGIN);
  await tell(test.system(), [
    { key: "counted-in", at, groupId, kind: "joined", person: "小罗" },
    { key: "counted", at, groupId, kind: "message", person: "小罗", text: "到了" },
  ]);
  await test.react();
  const [memberId = ""] = await resolveMembers(test.system(), [{ kind: "web", scope: "", externalId: "小罗", nickname: "小罗", at }]);
  let tries = 0;
  await holdingUnits(memberId, async (letGo) => {
    const counted = test.system().transaction((ctx) => {
      tries++;
      return recountOrgs(ctx.db, ctx.brand.id, [memberId]);
    });
    await expect.poll(waiting).toBe(1);
    const heard = test.rows(
      "update app.member_activity set last_active_hour = last_active_hour + interval '5 hours' where member_id = $1",
      [memberId],
    );
    await expect.poll(waiting).toBe(2);
    await letGo();
    await Promise.all([counted, heard]);
    expect(tries).toBe(1);
  });
  expect(await unwritten()).toEqual([]);
});

it("is held for whom the one who comes in is part of, while their units are counted anew", async () => {
  const at = new Date(FACTS_BEGIN);
  const made = await resolveMembers(
    test.system(),
    ["小温", "温老板", "老温"].map((name) => ({ kind: "web", scope: "", externalId: name, nickname: name, at })),
  );
  const [part = "", whole = "", other = ""] = made;
  const before = await groupAt(test, "都在的群", at, { orgId: units[1] });
  const groupId = await groupAt(test, "后进的群", at, { orgId: units[2] });
  await seatMembers(
    test.system(),
    made.map((memberId) => ({ groupId: before, memberId, kind: "member", nickname: "", at })),
  );
  await mergeMembers(test.as(), { memberId: part, intoId: whole });
  await holdingUnits(other, async (letGo) => {
    const counted = test.system().transaction(async (ctx) => {
      await lockMembers(ctx.db, ctx.brand.id, [whole, other]);
      await recountOrgs(ctx.db, ctx.brand.id, [whole, other]);
    });
    await expect.poll(waiting).toBe(1);
    let isSeated = false;
    const seated = seatMembers(test.system(), [{ groupId, memberId: part, kind: "member", nickname: "", at }]).then(
      () => (isSeated = true),
    );
    await expect.poll(async () => isSeated || (await waiting()) === 2).toBe(true);
    await letGo();
    await Promise.all([counted, seated]);
  });
  expect(await test.rows("select org_id, seats from app.member_orgs where member_id = $1 order by seats desc, org_id", [whole])).toEqual([
    { org_id: units[1], seats: 2 },
    { org_id: units[2], seats: 1 },
  ]);
});
