import type { FieldKey } from "../modules/imports/fields.contract.ts";
import { mannerOf } from "../modules/imports/manner.actions.ts";
import { ImportOptions } from "../modules/imports/options.contract.ts";
import type { Manner } from "../modules/imports/reading.rules.ts";

/** How rows with these columns are read where the clock is UTC; the headings are called after them. */
export function testManner(
  columns: readonly (FieldKey | null)[],
  more: Partial<ImportOptions> = {},
  header: readonly string[] = columns.map(String),
): Manner {
  return mannerOf(ImportOptions.parse({ columns, source: "shop", zone: "UTC", ...more }), header);
}
