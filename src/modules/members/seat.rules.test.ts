import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldReports, planSeats, type SeatReport, type SeatRow } from "./seat.rules.ts";

const report = (joins: boolean, atMs: number, eventId = `${joins ? "j" : "l"}${atMs}`): SeatReport => ({
  eventId,
  joins,
  atMs,
  seatKind: joins ? "member" : null,
  staffId: null,
  entryId: null,
  inviterMemberId: null,
  reason: joins ? null : "left",
  published: false,
});
const stays = (reports: readonly SeatReport[]) => foldReports(reports).map((stay) => [stay.begin.atMs, stay.end?.atMs ?? null]);
const join = (atMs: number) => report(true, atMs);
const leave = (atMs: number) => report(false, atMs);

describe("the fold of reports", () => {
  it.each([
    ["nothing", [], []],
    ["a stay", [join(1), leave(5)], [[1, 5]]],
    ["a going that is heard first", [leave(5), join(1)], [[1, 5]]],
    ["coming twice", [join(1), join(3), leave(5)], [[1, 5]]],
    ["going twice", [join(1), leave(5), leave(6)], [[1, 5]]],
    ["going unseen", [leave(5)], []],
    [
      "coming back",
      [join(1), leave(5), join(7)],
      [
        [1, 5],
        [7, null],
      ],
    ],
    ["both at one moment", [leave(1), join(1)], [[1, 1]]],
    [
      "a going in between that came late",
      [join(1), join(7), leave(5)],
      [
        [1, 5],
        [7, null],
      ],
    ],
  ])("%s", (_name, reports, expected) => expect(stays(reports)).toEqual(expected));

  it("does not depend on the order of reports, and seats follow it one report at a time", () => {
    const reports = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 12 })), { maxLength: 10 }).chain((list) => {
      const made = list.map(([joins, at], n) => report(joins, at, `e${n}`));
      return fc.tuple(fc.constant(made), fc.shuffledSubarray(made, { minLength: made.length }));
    });
    fc.assert(
      fc.property(reports, ([told, shuffled]) => {
        expect(stays(shuffled)).toEqual(stays(told));
        let seats: SeatRow[] = [];
        let made = 0;
        const heard: SeatReport[] = [];
        for (const one of shuffled) {
          heard.push(one);
          const before = seats.map((seat) => seat.id);
          const plan = planSeats(seats, foldReports(heard));
          const moved = new Map(plan.changed.map(({ seat, stay }) => [seat.id, stay]));
          seats = seats.map((seat) => {
            const stay = moved.get(seat.id);
            return stay ? { ...seat, joinedAtMs: stay.begin.atMs, leftAtMs: stay.end?.atMs ?? null } : seat;
          });
          seats.push(
            ...plan.added.map((stay) => ({ id: `seat ${++made}`, joinedAtMs: stay.begin.atMs, leftAtMs: stay.end?.atMs ?? null })),
          );
          expect(seats.map((seat) => seat.id)).toEqual(expect.arrayContaining(before));
        }
        const sorted = seats
          .map((seat) => [seat.joinedAtMs, seat.leftAtMs])
          .toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 99) - (b[1] ?? 99));
        expect(sorted).toEqual(stays(told));
      }),
      { numRuns: 2_000 },
    );
  });
});
