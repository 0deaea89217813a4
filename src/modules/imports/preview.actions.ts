import type { InputOf, OutputOf } from "../../lib/define.ts";
import type { Context } from "../../server/context.ts";
import { accessImport } from "./access.actions.ts";
import { DayOrderEvidence } from "./day-orders.rules.ts";
import { guessOptions } from "./guess.actions.ts";
import { missingFields } from "./headers.rules.ts";
import type { guessImportEndpoint, previewImportEndpoint, PreviewRow } from "./imports.contract.ts";
import { mannerOf } from "./manner.actions.ts";
import { readerOf } from "./readers.rules.ts";
import { understood } from "./understood.rules.ts";

/** Rows that are shown. */
const SHOWN = 20;

export async function previewImport(
  ctx: Context,
  input: InputOf<typeof previewImportEndpoint>,
): Promise<OutputOf<typeof previewImportEndpoint>> {
  const { header, sample } = await accessImport(ctx, input.importId);
  const { kind, options } = input;
  const missing = missingFields(kind, options.columns);
  const evidence = new DayOrderEvidence(options.columns);
  for (const row of sample) evidence.add(row.cells);
  const faults = missing.length > 0 ? new Map() : faultsOf(kind, input.options, header, sample);
  const rows = sample.slice(0, SHOWN).map(({ line, cells }): PreviewRow => ({
    line,
    cells,
    understood: options.columns.map((field, column) => (field ? understood(field, cells[column] ?? "", options) : null)),
    fault: faults.get(line) ?? null,
  }));
  return { rows, missing, dayOrders: evidence.decide().map(({ field, order }) => ({ field, order: options.dayOrders[field] ?? order })) };
}

type Given = InputOf<typeof previewImportEndpoint>;

/** The first fault of each row of the sample, by its line. */
function faultsOf(
  kind: Given["kind"],
  options: Given["options"],
  header: readonly string[],
  sample: readonly { line: number; cells: string[] }[],
): Map<number, PreviewRow["fault"]> {
  const reader = readerOf(kind, mannerOf(options, header));
  const units = [...sample.flatMap((row, i) => reader.push({ ...row, no: i + 1 })), ...reader.end()];
  return new Map(
    units.flatMap(({ rows, read }) => {
      if (read.verdict === "row") return [];
      const { row: faulty, field, problem } = read;
      return rows.map(
        (row) => [row.line, row.line === faulty.line ? { field, problem } : { field: null, problem: "sibling" as const }] as const,
      );
    }),
  );
}

export async function guessImport(ctx: Context, input: InputOf<typeof guessImportEndpoint>): Promise<OutputOf<typeof guessImportEndpoint>> {
  return guessOptions(ctx, input.kind, await accessImport(ctx, input.importId));
}
