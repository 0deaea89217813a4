import { type SheetDelimiter, sheetDelimiters } from "./format.ts";

/** Rows that are looked at. */
const SAMPLE_ROWS = 60;

/** How often the mark stands in each of the first rows, outside of quotes. */
function countPerRow(text: string, mark: string): number[] {
  const counts: number[] = [];
  let inQuotes = false;
  let count = 0;
  let from = 0;
  for (let i = 0; i < text.length && counts.length < SAMPLE_ROWS; i++) {
    const character = text[i];
    if (character === '"') inQuotes = !inQuotes;
    else if (inQuotes) continue;
    else if (character === mark) count++;
    else if (character === "\n" || character === "\r") {
      if (i > from) counts.push(count);
      from = i + 1;
      count = 0;
    }
  }
  if (counts.length === 0) counts.push(count);
  return counts;
}

/** The mark that parts the first row and most of the others into the same number of cells; a comma where none does. */
export function guessDelimiter(text: string): SheetDelimiter {
  let best: { delimiter: SheetDelimiter; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of sheetDelimiters) {
    const counts = countPerRow(text, delimiter);
    const first = counts[0] ?? 0;
    const same = counts.filter((count) => count === first).length / counts.length;
    const score = first === 0 ? 0 : same * 10 + Math.min(first, 30) / 10;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}
