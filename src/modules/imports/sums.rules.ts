import type { FieldKey, ImportKind } from "./fields.contract.ts";
import type { Totals } from "./imports.contract.ts";
import type { Problem } from "./problems.contract.ts";
import type { ReadOf } from "./readers.rules.ts";
import type { Unit } from "./reading.rules.ts";
import { hash53, Tally } from "./tally.rules.ts";

const MOST_PLACES = 2_000;

/** One unit of any kind, as far as it is added up. */
interface Summed {
  fen?: number;
  refundedFen?: number;
  at?: Date | null;
  person?: string | null;
  place?: string;
}

type Values = { [K in ImportKind]: (value: ReadOf[K]) => Summed };

const values: Values = {
  orders: (one) => ({
    fen: one.paidFen,
    refundedFen: one.refund?.fen ?? 0,
    at: one.paidAt,
    person: one.buyer && `${one.buyer.kind}\u0000${one.buyer.externalId}`,
    place: one.group,
  }),
  refunds: (one) => ({ refundedFen: one.fen, at: one.refundedAt }),
  members: (one) => ({
    at: one.joinedAt ?? one.firstSeenAt,
    person: `${one.identity.kind}\u0000${one.identity.externalId}`,
    place: one.group,
  }),
  chat: (one) => ({ at: one.sentAt, person: one.userId, place: one.room }),
  costs: (one) => ({ fen: one.fen, place: one.group }),
};

/** Adds up what a file would come to, in the order of the file. */
export class Sums<K extends ImportKind = ImportKind> {
  rows = 0;
  readonly places = new Map<string, number>();
  private readonly kind: K;
  private readonly mayBeNowhere: boolean;
  private units = 0;
  private bad = 0;
  private fen = 0;
  private refundedFen = 0;
  private fromMs = Number.POSITIVE_INFINITY;
  private toMs = Number.NEGATIVE_INFINITY;
  private readonly people = new Tally();
  private readonly faults = new Map<string, Totals["badBy"][number]>();

  /** `mayBeNowhere`: rows need not name a group. */
  constructor(kind: K, mayBeNowhere: boolean) {
    this.kind = kind;
    this.mayBeNowhere = mayBeNowhere;
  }

  add(unit: Unit<ReadOf[K]>): void {
    this.rows += unit.rows.length;
    if (unit.read.verdict === "bad") {
      this.miss(unit.read.field, unit.read.problem, 1);
      if (unit.rows.length > 1) this.miss(null, "sibling", unit.rows.length - 1);
      return;
    }
    const value = summed(this.kind, unit.read.value);
    const needsPlace = this.kind === "orders" || this.kind === "members" || this.kind === "costs";
    if (needsPlace && !value.place && !this.mayBeNowhere) return this.miss("group", "group-needed", unit.rows.length);
    this.units++;
    this.take(value, unit.rows.length);
  }

  private take(value: Summed, rows: number): void {
    this.fen += value.fen ?? 0;
    this.refundedFen += value.refundedFen ?? 0;
    const at = value.at?.getTime();
    if (at !== undefined) {
      this.fromMs = Math.min(this.fromMs, at);
      this.toMs = Math.max(this.toMs, at);
    }
    if (value.person) this.people.set(hash53(value.person), 1);
    const { place } = value;
    if (place && (this.places.has(place) || this.places.size < MOST_PLACES)) this.places.set(place, (this.places.get(place) ?? 0) + rows);
  }

  /** Counts rows that will not be taken. */
  miss(field: FieldKey | null, problem: Problem, rows: number): void {
    const key = `${field ?? ""}|${problem}`;
    this.faults.set(key, { field, problem, rows: (this.faults.get(key)?.rows ?? 0) + rows });
    this.bad += rows;
  }

  total(): Omit<Totals, "places" | "dayOrders"> {
    const hasMoney = this.kind === "orders" || this.kind === "costs";
    const moment = (ms: number) => (Number.isFinite(ms) ? new Date(ms).toISOString() : null);
    return {
      rows: this.rows,
      units: this.units,
      bad: this.bad,
      badBy: [...this.faults.values()].toSorted((a, b) => b.rows - a.rows),
      fen: hasMoney ? this.fen : null,
      refundedFen: this.kind === "orders" || this.kind === "refunds" ? this.refundedFen : null,
      from: moment(this.fromMs),
      to: moment(this.toMs),
      people: this.people.size,
    };
  }
}

function summed<K extends ImportKind>(kind: K, value: ReadOf[K]): Summed {
  return values[kind](value);
}
