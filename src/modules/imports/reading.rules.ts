import { isPlain } from "../../lib/plain-text.ts";
import { readFen } from "./amount.rules.ts";
import { type FieldKey, shapeOf } from "./fields.contract.ts";
import type { ImportOptions } from "./options.contract.ts";
import type { Problem } from "./problems.contract.ts";
import { isHeaderAgain } from "./sample.rules.ts";
import { dayText, readWhen, type When } from "./when.rules.ts";

/** A row of the file: its place, and its cells as they stand. */
export interface Row {
  /** Which row of data it is, from 1. */
  no: number;
  line: number;
  cells: readonly string[];
}

export type Read<T> = { verdict: "row"; value: T } | { verdict: "bad"; row: Row; field: FieldKey | null; problem: Problem };

/** Rows that belong together, and what they come to. */
export interface Unit<T> {
  rows: readonly Row[];
  read: Read<T>;
}

/** Milliseconds of a wall time in the import's zone. */
export type Clock = (day: string, secondOfDay: number) => number;

/** What reading a row needs beside the row. */
export interface Manner {
  options: ImportOptions;
  clock: Clock;
  /** A hex digest, by which rows without a number are known. */
  digest: (text: string) => string;
  /** Columns that a report added. */
  addedColumns: ReadonlySet<number>;
  /** The headings: a row with more cells is not what they say. */
  header: readonly string[];
}

/** Stops the reading of a row at its first fault. */
export class Fault extends Error {
  readonly field: FieldKey | null;
  readonly problem: Problem;
  constructor(field: FieldKey | null, problem: Problem) {
    super(problem);
    this.field = field;
    this.problem = problem;
  }
}

/** Of any cell that is taken. */
export const LONGEST_TEXT = 20_000;
const limits: Partial<Record<string, number>> = { id: 120, text: 200, long: LONGEST_TEXT, list: 1_000 };
/** `1.38E+10`, `1,38E+10`, and Java's `1.38E10`. */
const EXPONENT = /^[+-]?\d(?:[.,]\d+E\+?|E\+)\d+$/i;

/** An id or a phone that a spreadsheet made a number of: the digits it does not show are gone. */
export function hasLostDigits(field: FieldKey, text: string): boolean {
  return (shapeOf[field] === "id" || shapeOf[field] === "phone") && EXPONENT.test(text.normalize("NFKC"));
}

/** A phone in plain digits; one in a column of decimal numbers ends in `.0`. */
export const plainPhone = (text: string): string => text.normalize("NFKC").replace(/^(\d+)\.0+$/, "$1");

/** The cells of a row by their fields. */
export class Cells {
  private readonly row: Row;
  private readonly places: ReadonlyMap<FieldKey, number>;
  private readonly manner: Manner;

  constructor(row: Row, places: ReadonlyMap<FieldKey, number>, manner: Manner) {
    if (isHeaderAgain(row.cells, manner.header)) throw new Fault(null, "header-again");
    if (row.cells.slice(manner.header.length).some((cell) => cell.trim() !== "")) throw new Fault(null, "cells");
    this.row = row;
    this.places = places;
    this.manner = manner;
  }

  has(field: FieldKey): boolean {
    return this.text(field) !== "";
  }

  /** The cell as it may be kept; words of a chat keep their blanks and whatever signs they have. */
  text(field: FieldKey): string {
    const cell = this.row.cells[this.places.get(field) ?? -1] ?? "";
    if (shapeOf[field] === "long") return this.checked(field, cell);
    const text = cell.trim();
    if (!isPlain(text) || text.includes("\uFFFD")) throw new Fault(field, "unreadable");
    if (hasLostDigits(field, text)) throw new Fault(field, "digits-lost");
    return this.checked(field, shapeOf[field] === "phone" ? plainPhone(text) : text);
  }

  private checked(field: FieldKey, text: string): string {
    if (text.length > (limits[shapeOf[field]] ?? 200)) throw new Fault(field, "too-long");
    return text;
  }

  /** As it is written, and its digits; both empty where the cell is. */
  phone(): { text: string; digits: string } {
    const text = this.text("phone");
    const digits = text.replaceAll(/\D/g, "");
    if (text !== "" && (digits.length < 6 || digits.length > 15)) throw new Fault("phone", "not-a-phone");
    return { text: text.slice(0, 30), digits };
  }

  needed(field: FieldKey): string {
    const text = this.text(field);
    if (text === "") throw new Fault(field, "empty");
    return text;
  }

  /** In fen of the brand's currency; null where the cell is empty. */
  fen(field: FieldKey): number | null {
    const text = this.text(field);
    if (text === "") return null;
    const { unit, rate } = this.manner.options;
    const fen = readFen(text, (unit === "major" ? 100 : 1) * rate);
    if (fen === null) throw new Fault(field, "not-an-amount");
    return fen;
  }

  neededFen(field: FieldKey): number {
    this.needed(field);
    const fen = this.fen(field) ?? 0;
    if (fen < 0) throw new Fault(field, "negative");
    return fen;
  }

  moment(field: FieldKey): Date | null {
    const when = this.when(field, "not-a-moment");
    if (!when) return null;
    return new Date(when.kind === "instant" ? when.ms : this.manner.clock(dayText(when), when.secondOfDay));
  }

  neededMoment(field: FieldKey): Date {
    this.needed(field);
    return this.moment(field) ?? raise(field, "not-a-moment");
  }

  /** A day of the calendar; of a moment with a zone the day in UTC it names. */
  neededDay(field: FieldKey): string {
    this.needed(field);
    const when = this.when(field, "not-a-day");
    if (!when) throw new Fault(field, "not-a-day");
    return when.kind === "local" ? dayText(when) : new Date(when.ms).toISOString().slice(0, 10);
  }

  private when(field: FieldKey, problem: Problem): When | null {
    const text = this.text(field);
    if (text === "") return null;
    const when = readWhen(text, this.manner.options.dayOrders[field]);
    if (!when) throw new Fault(field, problem);
    return when;
  }
}

function raise(field: FieldKey, problem: Problem): never {
  throw new Fault(field, problem);
}

export function placesOf(columns: readonly (FieldKey | null)[]): Map<FieldKey, number> {
  const places = new Map<FieldKey, number>();
  for (const [column, field] of columns.entries()) if (field && !places.has(field)) places.set(field, column);
  return places;
}

/** What `read` makes of a row, or its first fault. */
export function attempt<T>(row: Row, read: () => T): Read<T> {
  try {
    return { verdict: "row", value: read() };
  } catch (error) {
    if (error instanceof Fault) return { verdict: "bad", row, field: error.field, problem: error.problem };
    throw error;
  }
}

/** All a row says, by which it is known where it has no number of its own; the columns that a report added are left out. */
export function contentOf(row: Row, addedColumns: ReadonlySet<number>): string {
  const cells = row.cells.flatMap((cell, column) => (addedColumns.has(column) ? [] : [cell.trim()]));
  while (cells.at(-1) === "") cells.pop();
  return cells.join("\u001F");
}
