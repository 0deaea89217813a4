/**
 * A spreadsheet would run text that begins so, or once it has dropped what no eye sees; a quote before it keeps it text. Behind quotes it
 * gets one more, so that the one it got can be taken back.
 */
const FORMULA = /^'*[\s\p{Cc}\p{Cf}\uFFFE\uFFFF]*[=+\-@\t\r＝＋－＠]/u;

/** Text that no spreadsheet reads as a formula. */
export function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The text that was made harmless. */
export function unguarded(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
}

/** One cell of CSV (RFC 4180): quoted where needed, never a formula. */
function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = harmless(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** By this mark spreadsheets know UTF-8. */
export const CSV_MARK = "\uFEFF";

export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(csvCell).join(",")}\r\n`;

/** Rows as a whole CSV file. */
export function csvText(rows: readonly (readonly (string | number | null)[])[]): string {
  return CSV_MARK + rows.map(csvLine).join("");
}
