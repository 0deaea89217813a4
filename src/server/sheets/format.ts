/** How a table is written in its file. */

const sheetEncodings = ["utf-8", "gb18030", "utf-16le", "utf-16be", "big5", "windows-1252"] as const;
export type SheetEncoding = (typeof sheetEncodings)[number];

export const sheetDelimiters = [",", ";", "\t", "|"] as const;
export type SheetDelimiter = (typeof sheetDelimiters)[number];

export type SheetFormat =
  | {
      kind: "csv";
      gzip: boolean;
      encoding: SheetEncoding;
      /** The guess rests on a sample without a single character beyond ASCII. */
      isAscii: boolean;
      delimiter: SheetDelimiter;
    }
  | {
      kind: "xlsx";
      /** The names of its sheets, in their order. */
      sheets: string[];
      /** Which of them is read. */
      sheet: string;
    };

export interface SheetRow {
  /** The line (CSV) or row (XLSX) it begins on, from 1. */
  line: number;
  cells: string[];
}

/** More columns are no table of ours. */
export const MOST_COLUMNS = 500;
/** Characters of a row, and so of a cell. */
export const MOST_CHARACTERS = 1_000_000;
/** Rows handed on at once come to little more than so many characters. */
export const BATCH_CHARACTERS = 4_000_000;

/** What a row takes, in characters; an empty cell takes its place. */
export const sizeOf = (cells: readonly string[]): number => cells.reduce((sum, cell) => sum + cell.length + 1, 0);
