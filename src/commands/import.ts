import { createReadStream } from "node:fs";
import { StartFailure } from "../server/postgres.ts";
import { importCsv, type ImportReport } from "../modules/orders/index.ts";
import { ImportKind } from "../modules/orders/import.contract.ts";
import { Refusal } from "../lib/refusal.ts";
import type { Command } from "./index.ts";
import { openGround, say } from "./ground.ts";

const USAGE = "npm run import -- orders|refunds|costs file.csv --brand <slug> [--source <shop>]";
/** Bad rows told on the screen. */
const TOLD = 50;

/** Reads a CSV file of orders, refunds or costs into a brand; the same file again changes nothing. */
export const importCommand: Command = {
  options: { brand: { type: "string" }, source: { type: "string", default: "import" } },
  run: async (values, [kindName, file]) => {
    const kind = ImportKind.safeParse(kindName);
    if (!kind.success || !file || typeof values.brand !== "string")
      throw new StartFailure("import.usage", "Say what to import into which brand.", USAGE);
    const ground = await openGround({ poolSize: 4 });
    try {
      const brand = await ground.runtime.brands.bySlug(values.brand);
      const ctx = await ground.runtime.inBrand(brand.id, "import");
      tell(await importCsv(ctx, kind.data, createReadStream(file), String(values.source)));
    } catch (error) {
      throw error instanceof Refusal ? new StartFailure(error.code, sentenceOf(error), USAGE) : error;
    } finally {
      await ground.close();
    }
  },
};

const sentences: Record<string, (details: Record<string, unknown>) => string> = {
  "orders.not-utf8": () => "The file is not UTF-8; save it as CSV UTF-8.",
  "orders.no-header": ({ missing }) => `The first line must name the columns; missing: ${String(missing) || "all"}.`,
  "orders.csv-broken": ({ line }) =>
    `The file breaks off near line ${String(line)}: look for a quote without its pair. The rows before it are in.`,
  "brands.missing": () => "There is no such brand.",
};

function sentenceOf(refusal: Refusal): string {
  return sentences[refusal.code]?.(refusal.details) ?? refusal.code;
}

function tell(report: ImportReport): void {
  say(`${report.rows} rows: ${report.recorded} new, ${report.changed} changed, ${report.same} already there, ${report.bad} not taken.`);
  for (const row of report.badRows.slice(0, TOLD))
    say(`  line ${row.line}: ${row.field ? `${row.field} ` : ""}${row.problem}  (${row.sample})`);
  if (report.bad > TOLD) say(`  … and ${report.bad - TOLD} more`);
}
