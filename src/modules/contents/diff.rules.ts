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

/** What leads from one text to another, character by character: the parts kept and removed make `before`, those kept and added `after`. */
export function diffTexts(before: string, after: string): DiffPart[] {
  const [a, b] = unitsOf(before, after);
  const common = commonLengths(a, b);
  const parts: DiffPart[] = [];
  const add = (kind: DiffPart["kind"], text: string) => {
    const last = parts.at(-1);
    if (last?.kind === kind) last.text += text;
    else parts.push({ kind, text });
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [one, two] = [a[i], b[j]];
    if (one !== undefined && one === two) {
      add("same", one);
      i++;
      j++;
    } else if (two === undefined || (one !== undefined && (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      add("removed", one ?? "");
      i++;
    } else {
      add("added", two);
      j++;
    }
  }
  return parts;
}
