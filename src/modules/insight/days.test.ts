import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { createEntry } from "../groups/index.ts";
import { DAY_MS, groupAt, readRollups, type Sale, sell, settleAll, tell, type Told } from "../../testing/history.ts";
import { type Reaction, runReaction } from "../../server/reactions.ts";
import { mergeMembers } from "../members/merge.actions.ts";
import { recomputeDays } from "./days.actions.ts";
import { insightReactions } from "./insight.reactions.ts";

const NOW = new Date("2026-11-22T02:18:00.000Z");
const BEGIN = new Date("2026-11-05T16:00:00.000Z").getTime();
let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand({ now: NOW });
});
afterAll(() => test.close());

interface SeatRow {
  groupId: string;
  memberId: string;
  joinedMs: number;
  leftMs: number | null;
  byEntry: boolean;
  invited: boolean;
}
interface SaidRow {
  groupId: string;
  memberId: string;
  day: string;
  hour: number;
  valid: boolean;
}

function rollup(): Reaction {
  const [first] = insightReactions;
  if (!first) throw new Error("no rollup");
  return first;
}

const startOf = (day: string) => Date.parse(`${day}T00:00:00+08:00`);
const openAt = (seat: SeatRow, ms: number) => seat.joinedMs < ms && (seat.leftMs === null || seat.leftMs >= ms);
const people = (seats: SeatRow[]) => new Set(seats.map((seat) => seat.groupId + seat.memberId)).size;

/** The same figures, said again in plain loops over the tables that hold the truth. */
async function modelDay(groupId: string, day: string): Promise<Record<string, number>> {
  const seats = (
    await test.rows<SeatRow>(
      `select group_id as "groupId", member_id as "memberId", extract(epoch from joined_at)::float8 * 1000 as "joinedMs", extract(epoch from left_at)::float8 * 1000 as "leftMs",
    entry_id is not null as "byEntry", inviter_member_id is not null as invited from app.seats where kind = 'member' and group_id = $1`,
      [groupId],
    )
  ).map((seat) => ({ ...seat, joinedMs: Math.round(seat.joinedMs), leftMs: seat.leftMs === null ? null : Math.round(seat.leftMs) }));
  const said = await test.rows<SaidRow>(
    `select group_id as "groupId", member_id as "memberId", to_char(sent_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, extract(hour from sent_at at time zone 'Asia/Shanghai')::int as hour,
    removed_at is null and length(regexp_replace(text, '\\s', '', 'g')) >= 2 as valid from app.messages where seat_kind = 'member' and group_id = $1`,
    [groupId],
  );
  const [from, to] = [startOf(day), startOf(day) + DAY_MS];
  const inDay = (ms: number | null) => ms !== null && ms >= from && ms < to;
  const today = said.filter((one) => one.day === day);
  return {
    members_start: seats.filter((seat) => openAt(seat, from)).length,
    members_end: seats.filter((seat) => openAt(seat, to)).length,
    joined: seats.filter((seat) => inDay(seat.joinedMs)).length,
    entry_joins: seats.filter((seat) => inDay(seat.joinedMs) && seat.byEntry).length,
    left_people: people(seats.filter((seat) => inDay(seat.leftMs))),
    referred: seats.filter((seat) => seat.invited && inDay(seat.joinedMs + 7 * DAY_MS) && openAt(seat, seat.joinedMs + 7 * DAY_MS)).length,
    messages: today.length,
    valid_messages: today.filter((one) => one.valid).length,
    ...Object.fromEntries(
      Array.from({ length: 24 }, (_, hour) => [`h${hour}`, today.filter((one) => one.valid && one.hour === hour).length]),
    ),
    active: new Set(today.filter((one) => one.valid).map((one) => one.memberId)).size,
  };
}

const hour = fc.integer({ min: 0, max: 15 * 24 });
const person = fc.constantFrom("阿宁", "小满", "老沈", "桃子");
const place = fc.integer({ min: 0, max: 1 });
const fact = fc.oneof(
  fc.record({ kind: fc.constant("joined" as const), hour, person, place, invited: fc.boolean() }),
  fc.record({ kind: fc.constant("left" as const), hour, person, place }),
  fc.record({
    kind: fc.constant("message" as const),
    hour,
    person,
    place,
    text: fc.constantFrom("嗯", "好吃", "明天还有吗"),
    removed: fc.boolean(),
  }),
);

describe("rollups", () => {
  it("come out the same whatever comes late, twice or out of order, and equal a recompute and plain loops", async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fact, { minLength: 8, maxLength: 40 }),
        fc.infiniteStream(fc.nat(1000)),
        fc.integer({ min: 1, max: 5 }),
        async (facts, dice, batches) => {
          const n = ++round;
          const groups = [await groupAt(test, `甲${n}`, new Date(BEGIN)), await groupAt(test, `乙${n}`, new Date(BEGIN))];
          const entries = await Promise.all(
            groups.map((groupId) => createEntry(test.as(), { groupId, name: "海报", inviterMemberId: null })),
          );
          const told: Told[] = facts.flatMap((one, at): Told[] => {
            const head = { key: `${n}-${at}`, at: new Date(BEGIN + one.hour * 3_600_000 + at), groupId: groups[one.place] ?? "" };
            const who = `${one.person}${n}`;
            if (one.kind === "joined")
              return [
                { ...head, kind: "joined", person: who, entryId: entries[one.place]?.id, ...(one.invited ? { inviter: `团长${n}` } : {}) },
              ];
            if (one.kind === "left") return [{ ...head, kind: "left", person: who }];
            const said: Told = { ...head, kind: "message", person: who, text: one.text };
            return one.removed
              ? [
                  said,
                  {
                    key: `${head.key}-gone`,
                    at: new Date(head.at.getTime() + 60_000),
                    groupId: head.groupId,
                    kind: "removed",
                    of: head.key,
                  },
                ]
              : [said];
          });
          const doubled = [...told, ...told.slice(0, Math.ceil(told.length / 3))];
          const keyed = doubled
            .map((one) => ({ one, key: dice.next().value ?? 0 }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ one }) => one);
          const size = Math.ceil(keyed.length / batches);
          for (let from = 0; from < keyed.length; from += size) {
            await tell(test.system(), keyed.slice(from, from + size));
            if ((dice.next().value ?? 0) % 2) await test.react();
            else await runReaction(test.system(), { ...rollup(), maxBatch: 2 });
            if ((dice.next().value ?? 0) % 5 === 0) await settleAll(test);
          }
          const sales = facts.slice(0, 6).map((one, at): Sale => ({
            key: `${n}-s${at}`,
            groupId: groups[one.place] ?? "",
            person: at === 2 ? null : `${one.person}${n}`,
            paidAt: new Date(BEGIN + one.hour * 3_600_000),
            paidFen: 990 * (at + 1),
            ...(at % 2 ? { refundedFen: 990 } : {}),
          }));
          await sell(test.system(), sales);
          await settleAll(test);
          const kept = await readRollups(test);
          await recomputeDays(test.system(), groups);
          await settleAll(test);
          expect(await readRollups(test)).toEqual(kept);
          const rows = await test.rows<Record<string, number | string>>(
            `select d.*, ${Array.from({ length: 24 }, (_, hour) => `coalesce(h.h${hour}, 0) as h${hour}`).join(", ")}, to_char(d.day, 'YYYY-MM-DD') as on_day
             from app.group_days d left join app.group_hours h using (brand_id, group_id, day) where d.group_id = any($1)`,
            [groups],
          );
          for (const row of rows) expect(row).toMatchObject(await modelDay(String(row.group_id), String(row.on_day)));
          for (const groupId of groups) expect(rows.filter((row) => row.group_id === groupId)).toHaveLength(17);
        },
      ),
      { numRuns: 4, seed: 7, endOnFailure: true },
    );
  });

  it("miss nothing of a transaction that commits late", async () => {
    const groupId = await groupAt(test, "晚到群", new Date(BEGIN));
    const other = await groupAt(test, "慢群", new Date(BEGIN));
    const entry = await createEntry(test.as(), { groupId: other, name: "海报", inviterMemberId: null });
    const join = (person: string, hours: number): Told => ({
      kind: "joined",
      key: `late-${person}`,
      at: new Date(BEGIN + hours * 3_600_000),
      groupId,
      person,
    });
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const slow = test.system().transaction(async (ctx) => {
      await tell(ctx, [{ kind: "exposed", key: "late-look", at: new Date(BEGIN + 3_600_000), groupId: other, entryId: entry.id }]);
      await gate;
    });
    await tell(test.system(), [join("先来", 30), join("后来", 2)]);
    await runReaction(test.system(), rollup());
    release();
    await slow;
    await settleAll(test);
    const [row] = await test.rows<{ exposures: number }>(
      "select sum(exposures)::int as exposures from app.group_days where group_id = $1",
      [other],
    );
    expect(row?.exposures).toBe(1);
    const days = await test.rows<{ n: number }>("select members_end as n from app.group_days where group_id = $1 order by day limit 3", [
      groupId,
    ]);
    expect(days.map((day) => day.n)).toEqual([1, 2, 2]);
  });

  it("count the seats of a long history with its first batch, and pass over them with the others", async () => {
    const groupId = await groupAt(test, "老群", new Date(BEGIN));
    await settleAll(test);
    const join = (person: string, hours: number) =>
      tell(test.system(), [{ kind: "joined", key: `long-${person}`, at: new Date(BEGIN + hours * 3_600_000), groupId, person }]);
    const counted = async () => {
      await runReaction(test.system(), { ...rollup(), maxBatch: 1 });
      const [row] = await test.rows<{ seats: number; tx: string }>(
        `select d.members_end as seats, s.seats_tx as tx from app.group_days d join app.group_states s using (brand_id, group_id) where d.group_id = $1 order by d.day desc limit 1`,
        [groupId],
      );
      return row;
    };
    for (const [at, person] of ["甲", "乙", "丙"].entries()) await join(`老${person}`, 50 - at * 20);
    const first = await counted();
    expect(first?.seats).toBe(3);
    expect([await counted(), await counted()]).toEqual([first, first]);
    await join("老丁", 3);
    const later = await counted();
    expect(later?.seats).toBe(4);
    expect(Number(later?.tx)).toBeGreaterThan(Number(first?.tx));
    await settleAll(test);
    const kept = await readRollups(test);
    await recomputeDays(test.system(), [groupId]);
    await settleAll(test);
    expect(await readRollups(test)).toEqual(kept);
  });

  it("follow who turns out to be another, also where that one only spoke", async () => {
    const groupId = await groupAt(test, "串门群", new Date(BEGIN));
    const say = (key: string, person: string, hours: number): Told => ({
      kind: "message",
      key,
      at: new Date(BEGIN + hours * 3_600_000),
      groupId,
      person,
      text: "明天还有吗",
    });
    await tell(test.system(), [say("one-1", "一号", 3), say("two-1", "二号", 4)]);
    await settleAll(test);
    const people = await test.rows<{ id: string }>(`select id from app.members where nickname in ('一号', '二号') order by nickname desc`);
    const [from, into] = people.map((one) => one.id);
    await mergeMembers(test.as(), { memberId: from ?? "", intoId: into ?? "" });
    await settleAll(test);
    expect(await test.rows("select member_id, messages from app.group_speakers where group_id = $1", [groupId])).toEqual([
      { member_id: into, messages: 2 },
    ]);
  });
});
