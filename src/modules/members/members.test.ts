import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventId } from "../../server/random.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { createGroup } from "../groups/index.ts";
import { resolveMembers, seatMembers, unseatMembers } from "./index.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

const at = (minutes: number) => new Date(Date.parse("2026-11-01T00:00:00Z") + minutes * 60_000);
const ref = (externalId: string, more: { nickname?: string; phone?: string; at?: Date } = {}) => ({
  kind: "web",
  scope: "",
  externalId,
  at: at(0),
  ...more,
});

async function newGroup(name: string, orgId = test.headquartersId): Promise<string> {
  const { id } = await createGroup(test.as(), {
    name,
    orgId,
    channel: "web",
    positioning: "benefit",
    commercialType: "promotion",
    ownerStaffId: null,
  });
  return id;
}

describe("resolving", () => {
  it("makes each person once, in order, however often and at once", async () => {
    const ask = () => resolveMembers(test.system(), [ref("a", { nickname: "小满" }), ref("b", { nickname: "阿宁" }), ref("a")]);
    const [first, second] = await Promise.all([ask(), ask()]);
    expect(first).toEqual(second);
    expect(first[0]).toBe(first[2]);
    const rows = await test.rows<{ nickname: string; member_no: number }>("select nickname, member_no from app.members order by member_no");
    expect(rows).toEqual([
      { nickname: "小满", member_no: 1 },
      { nickname: "阿宁", member_no: 2 },
    ]);
    const events = await test.rows("select 1 from app.events where kind = 20");
    expect(events).toHaveLength(2);
    const terms = await test.rows<{ term: string }>("select term from app.member_terms where member_id = $1 order by term", [first[0]]);
    expect(terms.map((row) => row.term)).toEqual(expect.arrayContaining(["小", "小满", "满", "~x", "~xm"]));
  });

  it("knows a person by phone across sources, and the earliest moment", async () => {
    const [one] = await resolveMembers(test.system(), [ref("c", { phone: "+86 138-0013-2041", at: at(100) })]);
    const [two] = await resolveMembers(test.system(), [{ kind: "shop", scope: "s1", externalId: "77", phone: "13800132041", at: at(40) }]);
    expect(two).toBe(one);
    await resolveMembers(test.system(), [ref("c", { at: at(10) })]);
    const [row] = await test.rows<{ first_seen_at: Date; phone: string }>("select first_seen_at, phone from app.members where id = $1", [
      one,
    ]);
    expect(row).toMatchObject({ phone: "13800132041" });
    expect(row?.first_seen_at.toISOString()).toBe(at(10).toISOString());
  });
});

type Step = { person: number; joins: boolean; minute: number };

/** What the reports come to, told plainly: walk through the sorted set person by person. */
function model(steps: readonly Step[], people: number) {
  const open = new Set<number>();
  const stays: [number, number, number | null][] = [];
  for (let person = 0; person < people; person++) {
    let since: number | null = null;
    const mine = steps
      .filter((step) => step.person === person)
      .toSorted((a, b) => a.minute - b.minute || Number(b.joins) - Number(a.joins));
    for (const step of mine) {
      if (step.joins && since === null) since = step.minute;
      if (!step.joins && since !== null) {
        stays.push([person, since, step.minute]);
        since = null;
      }
    }
    if (since !== null) {
      stays.push([person, since, null]);
      open.add(person);
    }
  }
  return { stays, open };
}

describe("seats", () => {
  it("are what the reports tell, whatever their order, doubles and batches", async () => {
    const people = 4;
    const members = await resolveMembers(
      test.system(),
      Array.from({ length: people }, (_, n) => ref(`seat-${n}`, { nickname: `人${n}` })),
    );
    let round = 0;
    const step = fc.record({ person: fc.nat(people - 1), joins: fc.boolean(), minute: fc.nat(8) });
    const plan = fc.uniqueArray(step, { maxLength: 14, selector: (one) => `${one.person}${one.joins}${one.minute}` }).chain((steps) =>
      fc.record({
        steps: fc.constant(steps),
        told: fc.array(fc.constantFrom(...(steps.length ? steps : [{ person: 0, joins: false, minute: 0 }])), { maxLength: 20 }),
        rest: fc.shuffledSubarray(steps, { minLength: steps.length }),
        size: fc.integer({ min: 1, max: 5 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(plan, async ({ steps, told, rest, size }) => {
        const groupId = await newGroup(`序群 ${++round}`);
        const queue = steps.length === 0 ? [] : [...told, ...rest];
        while (queue.length > 0) {
          const batch = queue.splice(0, size).map((one) => ({
            groupId,
            memberId: members[one.person] ?? "",
            kind: "member" as const,
            reason: "left" as const,
            nickname: "",
            at: at(one.minute),
            eventId: eventId(at(one.minute).getTime(), `t${round}`, `${one.person}:${one.joins}`),
            joins: one.joins,
          }));
          await Promise.all([
            seatMembers(
              test.system(),
              batch.filter((one) => one.joins),
            ),
            unseatMembers(
              test.system(),
              batch.filter((one) => !one.joins),
            ),
          ]);
        }
        const expected = model(steps, people);
        const seats = await test.rows<{ member_id: string; joined_at: Date; left_at: Date | null }>(
          "select member_id, joined_at, left_at from app.seats where group_id = $1",
          [groupId],
        );
        const shown = seats.map((seat) => [
          members.indexOf(seat.member_id),
          (seat.joined_at.getTime() - at(0).getTime()) / 60_000,
          seat.left_at && (seat.left_at.getTime() - at(0).getTime()) / 60_000,
        ]);
        expect(shown.map(String).toSorted()).toEqual(expected.stays.map(String).toSorted());
        const [group] = await test.rows<{ member_count: number }>("select member_count from app.groups where id = $1", [groupId]);
        expect(group?.member_count).toBe(expected.open.size);
      }),
      { numRuns: 30 },
    );
    const wrong = await test.rows(`
      select o.member_id from app.member_orgs o full join (select g.org_id, s.member_id, count(*) filter (where s.left_at is null) as n
        from app.seats s join app.groups g on g.brand_id = s.brand_id and g.id = s.group_id group by 1, 2) c on c.org_id = o.org_id and c.member_id = o.member_id
      where o.seats is distinct from c.n::int`);
    expect(wrong).toEqual([]);
  });
});
