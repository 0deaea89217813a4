import { type FieldKey, shapeOf } from "./fields.contract.ts";
import type { DayOrder } from "./options.contract.ts";
import { orderOf, usualOrder } from "./when.rules.ts";

export interface DecidedOrder {
  field: FieldKey;
  order: DayOrder;
  /** A cell that can only be read so; null where none tells. */
  proof: string | null;
}

interface Evidence {
  dmy: string | null;
  mdy: string | null;
  either: string | null;
}

/** Gathers, column by column, which comes first in days like 3/4/2026: the day or the month. */
export class DayOrderEvidence {
  private readonly columns: { field: FieldKey; column: number; evidence: Evidence }[];

  constructor(columns: readonly (FieldKey | null)[]) {
    this.columns = columns.flatMap((field, column) =>
      field && (shapeOf[field] === "moment" || shapeOf[field] === "day")
        ? [{ field, column, evidence: { dmy: null, mdy: null, either: null } }]
        : [],
    );
  }

  add(cells: readonly string[]): void {
    for (const { column, evidence } of this.columns) {
      const cell = cells[column] ?? "";
      const order = cell === "" ? null : orderOf(cell);
      if (order && order !== "neither") evidence[order] ??= cell;
    }
  }

  /** The order of each column in which it matters: the one that is proven, else the usual one. */
  decide(): DecidedOrder[] {
    return this.columns.flatMap(({ field, evidence: { dmy, mdy, either } }): DecidedOrder[] => {
      if (dmy !== null && mdy === null) return [{ field, order: "dmy", proof: dmy }];
      if (mdy !== null && dmy === null) return [{ field, order: "mdy", proof: mdy }];
      const any = either ?? dmy;
      return any === null ? [] : [{ field, order: usualOrder(any), proof: null }];
    });
  }
}
