import type { LeaveReason, SeatKind } from "./events.contract.ts";

/** One report of a coming or going of one person in one group. */
export interface SeatReport {
  eventId: string;
  joins: boolean;
  /** Milliseconds since 1970. */
  atMs: number;
  seatKind: SeatKind | null;
  staffId: string | null;
  entryId: string | null;
  inviterMemberId: string | null;
  reason: LeaveReason | null;
  published: boolean;
}

/** One stay, from the report that began it to the one that ended it. */
export interface Stay {
  begin: SeatReport;
  end: SeatReport | null;
}

export interface SeatRow {
  id: string;
  joinedAtMs: number;
  leftAtMs: number | null;
}

/** At the same millisecond a coming is read before a going: who is reported as both is out. */
function byTime(a: SeatReport, b: SeatReport): number {
  return a.atMs - b.atMs || Number(b.joins) - Number(a.joins) || (a.eventId < b.eventId ? -1 : 1);
}

/**
 * The stays that a set of reports tells, whatever order they came in: a coming while present and a going while absent change
 * nothing. Reports are told apart by their event ids.
 */
export function foldReports(reports: readonly SeatReport[]): Stay[] {
  const stays: Stay[] = [];
  let open: Stay | undefined;
  for (const report of reports.toSorted(byTime)) {
    if (report.joins && !open) stays.push((open = { begin: report, end: null }));
    else if (!report.joins && open) {
      open.end = report;
      open = undefined;
    }
  }
  return stays;
}

const endMs = (leftAtMs: number | null) => leftAtMs ?? Number.POSITIVE_INFINITY;

export interface SeatPlan {
  /** Seats that stay themselves, with the stay each stands for now; only those that changed. */
  changed: { seat: SeatRow; stay: Stay }[];
  added: Stay[];
}

/**
 * How the seats of one person in one group become the given stays. A seat keeps its id, and with it what was read, as long as
 * its stay goes on: the same beginning first, then the first that overlaps, then any. A report never makes stays fewer, so that no
 * seat is left over.
 */
export function planSeats(seats: readonly SeatRow[], stays: readonly Stay[]): SeatPlan {
  const left = new Set(seats);
  const matched = new Map<Stay, SeatRow>();
  const take = (fits: (seat: SeatRow, stay: Stay) => boolean) => {
    for (const stay of stays) {
      if (matched.has(stay)) continue;
      const seat = [...left].find((one) => fits(one, stay));
      if (!seat) continue;
      matched.set(stay, seat);
      left.delete(seat);
    }
  };
  take((seat, stay) => seat.joinedAtMs === stay.begin.atMs);
  take((seat, stay) => seat.joinedAtMs <= endMs(stay.end?.atMs ?? null) && stay.begin.atMs <= endMs(seat.leftAtMs));
  take(() => true);
  const isSame = (seat: SeatRow, stay: Stay) => seat.joinedAtMs === stay.begin.atMs && seat.leftAtMs === (stay.end?.atMs ?? null);
  return {
    changed: stays.flatMap((stay) => {
      const seat = matched.get(stay);
      return seat && !isSame(seat, stay) ? [{ seat, stay }] : [];
    }),
    added: stays.filter((stay) => !matched.has(stay)),
  };
}

/** The reports that begin or end a stay and are not in the event log yet. */
export function unpublished(stays: readonly Stay[]): { report: SeatReport; stay: Stay }[] {
  return stays.flatMap((stay) => [stay.begin, stay.end].flatMap((report) => (report && !report.published ? [{ report, stay }] : [])));
}
