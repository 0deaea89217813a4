/** A spreadsheet would run text that begins so, or once it has dropped what no eye sees; a quote before it keeps it text. */
const FORMULA = /^[\s\p{Cc}\p{Cf}\uFFFE\uFFFF]*[=+\-@\t\r＝＋－＠]/u;

/** Text that no spreadsheet reads as a formula. */
export function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
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
