export interface DiffPart {
  kind: "same" | "added" | "removed";
  text: string;
}

/** Longer texts are compared line by line. */
const MAX_CELLS = 4_000_000;

function unitsOf(a: string, b: string): [string[], string[]] {
  const chars: [string[], string[]] = [[...a], [...b]];
  return chars[0].length * chars[1].length <= MAX_CELLS ? chars : [a.split(/(?<=\n)/), b.split(/(?<=\n)/)];
}

/** Lengths of the longest common run of the rests, row by row. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    const [row, below] = [rows[i], rows[i + 1]];
    if (!row || !below) continue;
    for (let j = b.length - 1; j >= 0; j--) row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
  }
  return rows;
}

type Step = DiffPart["kind"];

const at = (common: readonly Uint16Array[], i: number, j: number) => common[i]?.[j] ?? 0;

/** Which way to go where the texts differ: what is removed first, then what is added. */
function stepAt(a: readonly string[], b: readonly string[], common: readonly Uint16Array[], i: number, j: number): Step {
  if (j >= b.length) return "removed";
  if (i >= a.length) return "added";
  if (a[i] === b[j]) return "same";
  return at(common, i + 1, j) >= at(common, i, j + 1) ? "removed" : "added";
}

/** What leads from one text to another, character by character: the parts kept and removed make `before`, those kept and added `after`. */
export function diffTexts(before: string, after: string): DiffPart[] {
  const [a, b] = unitsOf(before, after);
  const common = commonLengths(a, b);
  const parts: DiffPart[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const kind = stepAt(a, b, common, i, j);
    const text = (kind === "added" ? b[j] : a[i]) ?? "";
    const last = parts.at(-1);
    if (last?.kind === kind) last.text += text;
    else parts.push({ kind, text });
    if (kind !== "added") i++;
    if (kind !== "removed") j++;
  }
  return parts;
}
