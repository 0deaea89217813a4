import { createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Refusal } from "../lib/refusal.ts";
import { fill } from "../lib/words.ts";
import { FieldKey, fieldKeys, ImportKind, importKinds } from "../modules/imports/fields.contract.ts";
import type { ImportDetail } from "../modules/imports/imports.contract.ts";
import { checkJob, runJob } from "../modules/imports/imports.jobs.ts";
import { faultWords, reportBadRows, showImport, startCheck, startRun, takeUpload } from "../modules/imports/index.ts";
import type { ImportOptions } from "../modules/imports/options.contract.ts";
import type { Context } from "../server/context.ts";
import { takeNextJob } from "../server/job-runs.ts";
import { errnoOf } from "../server/postgres/failure.ts";
import { StartFailure } from "../server/postgres.ts";
import type { Runtime } from "../server/runtime.ts";
import { errors } from "../web/i18n/en/errors.ts";
import type { Command } from "./index.ts";
import { openGround, rowsOf, say } from "./ground.ts";

const USAGE = `npm run import -- ${importKinds.join("|")} file.csv|file.xlsx --brand <slug> [--source <shop>] [--zone <IANA name>] [--unit major|minor] [--rate <n>] [--map "field=heading,…"]`;
const POLL_MS = 200;

/** Reads a CSV or XLSX file into a brand as the wizard does; the same file again changes nothing. */
export const importCommand: Command = {
  options: {
    brand: { type: "string" },
    source: { type: "string" },
    zone: { type: "string" },
    unit: { type: "string" },
    rate: { type: "string" },
    map: { type: "string" },
  },
  run: async (values, [kindName, file]) => {
    const kind = ImportKind.safeParse(kindName);
    if (!kind.success || !file || typeof values.brand !== "string")
      throw new StartFailure("import.usage", "Say what to import into which brand.", USAGE);
    const bytes = await openBytes(file);
    const ground = await openGround({ poolSize: 6 });
    try {
      const brand = await ground.runtime.brands.bySlug(values.brand);
      const inBrand = async () => (await ground.runtime.inBrand(brand.id, "import")).inLanguage("en");
      await importFile(ground.runtime, inBrand, { kind: kind.data, file, bytes, values, limitBytes: ground.config.uploadLimitBytes });
    } catch (error) {
      throw error instanceof Refusal ? new StartFailure(error.code, sentenceOf(error.code, error.details), USAGE) : error;
    } finally {
      await ground.close();
    }
  },
};

interface Asked {
  kind: ImportKind;
  file: string;
  bytes: Readable;
  values: Record<string, unknown>;
  limitBytes: number;
}

/** Before anything is started: most often it is the path that is wrong. */
async function openBytes(file: string): Promise<Readable> {
  const handle = await open(file).catch((error: unknown) => {
    const reason = errnoOf(error) === "ENOENT" ? "there is no such file" : errnoOf(error);
    throw new StartFailure("import.file", `${file} cannot be read: ${reason}.`, USAGE);
  });
  return handle.createReadStream();
}

async function importFile(
  runtime: Runtime,
  inBrand: () => Promise<Context>,
  { kind, file, bytes, values, limitBytes }: Asked,
): Promise<void> {
  const { id: importId } = await takeUpload(await inBrand(), bytes, { name: basename(file), kind, limitBytes });
  const drafted = await showImport(await inBrand(), { importId });
  await startCheck(await inBrand(), { importId, kind, options: optionsOf(drafted, values) });
  const checked = await waitFor(runtime, inBrand, importId, "checked");
  const totals = checked.totals;
  if (totals) say(`${rowsOf(totals.rows)}, ${totals.bad} of them not readable or without a group.`);
  await startRun(await inBrand(), { importId });
  tell(await waitFor(runtime, inBrand, importId, "done"));
  await writeReport(await inBrand(), importId, file);
}

/** Does the waiting work of imports until this one has come to the state; another process may do it as well. */
async function waitFor(
  runtime: Runtime,
  inBrand: () => Promise<Context>,
  importId: string,
  state: ImportDetail["state"],
): Promise<ImportDetail> {
  for (;;) {
    const one = await showImport(await inBrand(), { importId });
    if (one.state === state) return one;
    if (one.failure) throw new StartFailure(one.failure.code, sentenceOf(one.failure.code, one.failure.details), USAGE);
    if (one.state === "cancelled") throw new StartFailure("import.cancelled", "Somebody stopped the import.", USAGE);
    const next = await takeNextJob(runtime, (await inBrand()).brand.id, [checkJob, runJob]);
    if (next) await next.run();
    else await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function optionsOf({ options, header }: ImportDetail, values: Record<string, unknown>): ImportOptions {
  const text = (name: string) => (typeof values[name] === "string" ? values[name] : undefined);
  const unit = text("unit");
  return {
    ...options,
    columns: mapped(options.columns, header, text("map")),
    source: text("source") ?? options.source,
    zone: text("zone") ?? options.zone,
    unit: unit === "major" || unit === "minor" ? unit : options.unit,
    rate: Number(text("rate") ?? options.rate),
  };
}

/** `paid=Amount,paidAt=Date`: these columns mean these fields, whatever was guessed. */
function mapped(columns: ImportOptions["columns"], header: readonly string[], asked: string | undefined): ImportOptions["columns"] {
  const next = [...columns];
  for (const pair of asked?.split(",") ?? []) {
    const [name = "", heading = ""] = pair.split("=").map((part) => part.trim());
    const field = FieldKey.safeParse(name);
    const column = header.indexOf(heading);
    if (!field.success) throw new StartFailure("import.field", `There is no field "${name}". Fields: ${fieldKeys.join(", ")}.`, USAGE);
    if (column < 0) throw new StartFailure("import.heading", `There is no column "${heading}". Columns: ${header.join(", ")}.`, USAGE);
    const before = next.indexOf(field.data);
    if (before >= 0) next[before] = null;
    next[column] = field.data;
  }
  return next;
}

function sentenceOf(code: string, details: Record<string, unknown>): string {
  return fill(Object.entries(errors).find(([known]) => known === code)?.[1] ?? code, details);
}

function tell({ counts, totals }: ImportDetail): void {
  say(`${rowsOf(counts.read)}: ${counts.new} new, ${counts.changed} changed, ${counts.same} already there, ${counts.bad} not taken.`);
  if (counts.bad > 0) for (const one of totals?.badBy ?? []) say(`  ${rowsOf(one.rows)}: ${faultWords("en", one)}`);
}

/** Puts the rows that were not taken beside the file, to be mended and imported again. */
async function writeReport(ctx: Context, importId: string, file: string): Promise<void> {
  const { counts } = await showImport(ctx, { importId });
  if (counts.bad === 0) return;
  const path = `${file.replace(/(\.(csv|xlsx|txt|gz))+$/i, "")}.bad-rows.csv`;
  const { pieces } = await reportBadRows(ctx, importId);
  await pipeline(Readable.from(pieces), createWriteStream(path));
  say(`The rows not taken are in ${path}; mend them and import that file.`);
}
