/** Rows kept of a file to show how it is understood. */
export const SAMPLE_ROWS = 100;
const CELL_LIMIT = 300;
/** Rows among which the headings are looked for. */
const HEAD_ROWS = 10;
/** A heading is a word, not a text. */
const HEADING_LIMIT = 100;

interface SheetLine {
  line: number;
  cells: readonly string[];
}

const filled = (row: SheetLine) => row.cells.filter((cell) => cell.trim() !== "").length;

/** Which of the first rows holds the headings: the first that is nearly as wide as the widest; titles above it are narrow. */
export function findHeader(rows: readonly SheetLine[]): SheetLine | undefined {
  const head = rows.slice(0, HEAD_ROWS);
  const widest = Math.max(0, ...head.map(filled));
  return head.find((row) => filled(row) >= widest * 0.6);
}

/** Names cut at a limit and told apart: one that is there already gets a number. */
export function toldApart(names: readonly string[], limit: number): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name.slice(0, limit).toWellFormed();
    for (let n = 2; taken.has(own); n++) own = `${name.slice(0, limit - ` (${n})`.length).toWellFormed()} (${n})`;
    taken.add(own);
    return own;
  });
}

/** Headings as they are shown; one that stands twice gets a number, an empty one its place. */
export function headingsOf(cells: readonly string[]): string[] {
  const names = cells.map((cell, column) => keepable(cell.trim(), HEADING_LIMIT) || `#${column + 1}`);
  return toldApart(names, HEADING_LIMIT + 1);
}

/** Whether a row says the headings again, as files do that were put together from several. */
export function isHeaderAgain(cells: readonly string[], header: readonly string[]): boolean {
  const first = keepable(cells[0]?.trim() ?? "", HEADING_LIMIT) || "#1";
  return first === header[0] && headingsOf(header.map((_, column) => cells[column] ?? "")).every((name, column) => name === header[column]);
}

/** Text that the database can hold, cut at a limit. */
export function keepable(text: string, limit: number): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return cut.toWellFormed().replaceAll("\u0000", "\uFFFD");
}

export const sampleCells = (cells: readonly string[]): string[] => cells.map((cell) => keepable(cell, CELL_LIMIT));
