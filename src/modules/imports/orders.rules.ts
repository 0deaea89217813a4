import { readCount } from "./amount.rules.ts";
import type { FieldKey } from "./fields.contract.ts";
import { attempt, Cells, contentOf, Fault, hasLostDigits, type Manner, placesOf, type Row, type Unit } from "./reading.rules.ts";
import { keyOfDigest, Tally } from "./tally.rules.ts";

export interface LineRead {
  title: string;
  quantity: number;
  paidFen: number;
}

export interface OrderRead {
  source: string;
  externalId: string;
  buyer: { kind: string; externalId: string; nickname?: string; phone?: string } | null;
  group: string;
  title: string;
  paidAt: Date;
  paidFen: number;
  lines: LineRead[];
  refund: { fen: number; at: Date } | null;
}

interface RowRead extends Omit<OrderRead, "paidFen" | "lines" | "refund" | "paidAt"> {
  paidAt: Date | null;
  paidFen: number | null;
  line: LineRead | null;
  linePaidFen: number | null;
  refundedFen: number | null;
  refundedAt: Date | null;
}

const TITLE_LIMIT = 200;
/** An order has at most this many lines. */
const MOST_LINES = 100;

/** Stands for the content of an order of too many lines. */
const LONG = -1;

/**
 * Reads rows of orders one after another: those next to each other with one number are one order. An order whose rows also stand elsewhere is
 * only known as such at its second place, so it goes in whole or not at all where `torn` knows it from a reading before.
 */
export class OrderReader {
  private readonly manner: Manner;
  private readonly places: ReadonlyMap<FieldKey, number>;
  private readonly torn: Tally;
  private pending: { key: string; rows: Row[]; isLong: boolean } | null = null;
  /** How often a row's content stood in the file so far, and what was said of each order. */
  private readonly seenRows = new Tally();
  private readonly seenOrders = new Tally(Float64Array);

  constructor(manner: Manner, torn: Tally) {
    this.manner = manner;
    this.places = placesOf(manner.options.columns);
    this.torn = torn;
  }

  push(row: Row): Unit<OrderRead>[] {
    const key = this.keyOf(row);
    if (key !== "" && this.pending?.key === key) {
      this.pending.rows.push(row);
      return this.pending.rows.length > MOST_LINES || this.pending.isLong ? this.refuseLong(this.pending) : [];
    }
    const ready = this.end();
    this.pending = { key, rows: [row], isLong: false };
    return ready;
  }

  end(): Unit<OrderRead>[] {
    if (!this.pending) return [];
    const { key, rows } = this.pending;
    this.pending = null;
    return rows.length > 0 ? [this.unitOf(key, rows)] : [];
  }

  /** Every row by itself, so that none of them waits for the last. */
  private refuseLong(pending: { key: string; rows: Row[]; isLong: boolean }): Unit<OrderRead>[] {
    if (!pending.isLong) this.isTorn(pending.key, LONG);
    pending.isLong = true;
    const rows = pending.rows.splice(0);
    return rows.map((row) => ({ rows: [row], read: { verdict: "bad", row, field: "orderId", problem: "order-long" } }));
  }

  /** What rows of one order have in common; empty where a row has no number, or one that would merge strangers. */
  private keyOf(row: Row): string {
    const cell = (field: FieldKey) => (row.cells[this.places.get(field) ?? -1] ?? "").trim();
    const id = cell("orderId");
    return id === "" || hasLostDigits("orderId", id) ? "" : `${cell("source")}\u0000${id}`;
  }

  private unitOf(key: string, rows: readonly Row[]): Unit<OrderRead> {
    const first = rows[0];
    if (!first) throw new Error("no rows");
    const content = rows.map((row) => contentOf(row, this.manner.addedColumns)).join("\u001E");
    const digest = this.manner.digest(content);
    const nth = key === "" ? this.seenRows.count(keyOfDigest(digest)) : 0;
    const isTorn = key !== "" && this.isTorn(key, keyOfDigest(digest));
    let at = first;
    const read = attempt(first, () => {
      if (isTorn) throw new Fault("orderId", "order-torn");
      const reads = rows.map((row) => this.readRow((at = row)));
      at = first;
      return this.compose(reads, key === "" ? `row:${digest.slice(0, 22)}:${nth}` : "");
    });
    return { rows, read: read.verdict === "bad" ? { ...read, row: at } : read };
  }

  /** The number stands elsewhere in the file with other content. */
  private isTorn(key: string, content: number): boolean {
    const order = keyOfDigest(this.manner.digest(key));
    const known = this.seenOrders.get(order) ?? content;
    if (known !== content) this.torn.set(order, 1);
    else this.seenOrders.set(order, content);
    return this.torn.get(order) !== undefined;
  }

  private readRow(row: Row): RowRead {
    const cells = new Cells(row, this.places, this.manner);
    const source = cells.text("source") || this.manner.options.source;
    const title = cells.text("title");
    const paidFen = notNegative(cells, "paid");
    const linePaidFen = notNegative(cells, "linePaid");
    return {
      source: source.slice(0, 80),
      externalId: cells.text("orderId"),
      buyer: buyerOf(cells, source),
      group: cells.text("group"),
      title,
      paidAt: cells.moment("paidAt"),
      paidFen,
      line: lineOf(cells, title, linePaidFen ?? paidFen ?? 0),
      linePaidFen,
      refundedFen: cells.fen("refunded"),
      refundedAt: cells.moment("refundedAt"),
    };
  }

  private compose(reads: readonly RowRead[], ownId: string): OrderRead {
    const first = reads[0];
    if (!first) throw new Error("no rows");
    if (!first.paidAt) throw new Fault("paidAt", "empty");
    const paidFen = this.sumOf(reads);
    const lines = linesOf(reads, paidFen);
    const refundedFen = Math.abs(this.refundOf(reads));
    if (refundedFen > paidFen) throw new Fault("refunded", "refund-over");
    return {
      source: first.source,
      externalId: first.externalId || ownId,
      buyer: first.buyer,
      group: first.group,
      title: [...new Set(reads.map((one) => one.title).filter(Boolean))].join("、").slice(0, TITLE_LIMIT).toWellFormed(),
      paidAt: first.paidAt,
      paidFen,
      lines,
      refund: refundedFen > 0 ? { fen: refundedFen, at: first.refundedAt ?? first.paidAt } : null,
    };
  }

  private get isWhole(): boolean {
    return this.manner.options.lines === "whole" || this.places.has("linePaid");
  }

  private sumOf(reads: readonly RowRead[]): number {
    const [first] = reads;
    if (first?.paidFen === null || first?.paidFen === undefined) throw new Fault("paid", "empty");
    return this.isWhole ? first.paidFen : reads.reduce((sum, one) => sum + (one.paidFen ?? 0), 0);
  }

  private refundOf(reads: readonly RowRead[]): number {
    if (this.isWhole) return reads[0]?.refundedFen ?? 0;
    return reads.reduce((sum, one) => sum + Math.abs(one.refundedFen ?? 0), 0);
  }
}

function notNegative(cells: Cells, field: "paid" | "linePaid"): number | null {
  const fen = cells.fen(field);
  if (fen !== null && fen < 0) throw new Fault(field, "negative");
  return fen;
}

/** What was bought, where the row says; a line is called by what it is, else by its order. */
function lineOf(cells: Cells, title: string, paidFen: number): LineRead | null {
  const quantity = cells.has("quantity") ? readCount(cells.text("quantity")) : 1;
  if (quantity === null) throw new Fault("quantity", "not-a-count");
  const called = title || (cells.has("quantity") ? cells.text("orderId") : "");
  return called === "" ? null : { title: called, quantity, paidFen };
}

function buyerOf(cells: Cells, source: string): OrderRead["buyer"] {
  const { text: phone, digits } = cells.phone();
  const buyerId = cells.text("buyerId");
  if (!buyerId && !digits) return null;
  const nickname = cells.text("buyerName").slice(0, 60).toWellFormed();
  return {
    kind: buyerId ? `shop:${source}`.slice(0, 40) : "phone",
    externalId: buyerId || digits,
    ...(nickname ? { nickname } : {}),
    ...(phone ? { phone } : {}),
  };
}

/** The lines with their parts of what was paid: as they say, or where the whole was said on each, by their number of pieces. */
function linesOf(reads: readonly RowRead[], paidFen: number): LineRead[] {
  const lines = reads.flatMap((one) => (one.line ? [one.line] : []));
  if (lines.reduce((sum, line) => sum + line.paidFen, 0) === paidFen) return lines;
  const pieces = lines.reduce((sum, line) => sum + line.quantity, 0);
  let given = 0;
  let upTo = 0;
  return lines.map((line) => {
    upTo += line.quantity;
    const part = Math.round((paidFen * upTo) / pieces) - given;
    given += part;
    return { ...line, paidFen: part };
  });
}

/** Whether the rows of one order each say the whole amount: so where all of them, three orders at least, say the same. */
export function guessLines(orders: readonly (readonly string[])[]): "sum" | "whole" {
  const several = orders.filter((amounts) => amounts.length > 1);
  const same = several.filter((amounts) => amounts.every((amount) => amount === amounts[0]));
  return several.length > 0 && same.length === several.length ? "whole" : "sum";
}
