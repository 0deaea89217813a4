import type { FieldKey } from "./fields.contract.ts";
import type { Problem } from "./problems.contract.ts";
import { LONGEST_TEXT, type Unit } from "./reading.rules.ts";
import { keepable } from "./sample.rules.ts";

/** Cells are kept whole up to what can be taken; one that is cut is too long still, so that nobody brings it back cut. */
const CELL_LIMIT = LONGEST_TEXT + 1;

export interface Settled {
  counts: { newRows: number; changedRows: number; sameRows: number; badRows: number };
  bad: { no: number; line: number; field: FieldKey | null; problem: Problem; cells: string[] }[];
}

type Verdict = { took: "new" | "changed" | "same" } | { problem: Problem };

/** What became of each row: of units that could be read as their verdict says, of the others as their fault says. Verdicts come in the order of readable units. */
export function settle<T>(units: readonly Unit<T>[], verdicts: readonly Verdict[]): Settled {
  const settled: Settled = { counts: { newRows: 0, changedRows: 0, sameRows: 0, badRows: 0 }, bad: [] };
  let next = 0;
  for (const unit of units) {
    if (unit.read.verdict === "bad") {
      const { row, field, problem } = unit.read;
      refuse(settled, unit, row.line, field, problem);
      continue;
    }
    const verdict = verdicts[next++];
    if (!verdict || "problem" in verdict) refuse(settled, unit, null, null, verdict?.problem ?? "unreadable");
    else settled.counts[`${verdict.took}Rows`] += unit.rows.length;
  }
  return settled;
}

/** All rows of a unit: the one at fault with its reason, its siblings as such; where none is, all with the reason. */
function refuse<T>(settled: Settled, unit: Unit<T>, atLine: number | null, field: FieldKey | null, problem: Problem): void {
  for (const { no, line, cells } of unit.rows) {
    const isFaulty = atLine === null || atLine === line;
    settled.counts.badRows++;
    settled.bad.push({
      no,
      line,
      field: isFaulty ? field : null,
      problem: isFaulty ? problem : "sibling",
      cells: cells.map((cell) => keepable(cell, CELL_LIMIT)),
    });
  }
}
