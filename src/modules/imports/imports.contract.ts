import { z } from "zod";
import { defineEndpoint, Done, Fen, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";
import { JobState } from "../../lib/job-state.ts";
import { FieldKey, ImportKind } from "./fields.contract.ts";
import { DayOrder, ImportOptions } from "./options.contract.ts";
import { Problem } from "./problems.contract.ts";

/** How the table of a file is written. */
export const Format = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("csv"),
    gzip: z.boolean(),
    encoding: z.enum(["utf-8", "gb18030", "utf-16le", "utf-16be", "big5", "windows-1252"]),
    isAscii: z.boolean(),
    delimiter: z.enum([",", ";", "\t", "|"]),
    /** Where the headings stand. */
    headerLine: z.number().int().min(0).default(0),
  }),
  z.object({
    kind: z.literal("xlsx"),
    sheets: z.array(z.string()),
    sheet: z.string(),
    headerLine: z.number().int().min(0).default(0),
  }),
]);
export type Format = z.infer<typeof Format>;

/** A place (room or group) a file names. */
export const Place = z.object({
  name: z.string(),
  rows: z.number().int(),
  /** The one group in sight that is meant; null where there is none. */
  group: z.object({ id: Id, name: z.string() }).nullable(),
});
export type Place = z.infer<typeof Place>;

/** What a look at the whole file found. */
export const Totals = z.object({
  rows: z.number().int(),
  /** Orders, people, messages … that can be read. */
  units: z.number().int(),
  bad: z.number().int(),
  badBy: z.array(z.object({ field: FieldKey.nullable(), problem: Problem, rows: z.number().int() })),
  /** Sums of money; null where the kind has none. */
  fen: Fen.nullable(),
  refundedFen: Fen.nullable(),
  from: Instant.nullable(),
  to: Instant.nullable(),
  people: z.number().int(),
  /** Up to two thousand. */
  places: z.array(Place),
  /** How days are read where the column decided it: shown with the value that proves it. */
  dayOrders: z.array(z.object({ field: FieldKey, order: DayOrder, proof: z.string().nullable() })),
});
export type Totals = z.infer<typeof Totals>;

export const importStates = ["draft", "checking", "checked", ...JobState.options] as const;
export const ImportState = z.enum(importStates);
export type ImportState = z.infer<typeof ImportState>;

export const ImportRow = z.object({
  id: Id,
  kind: ImportKind,
  fileName: z.string(),
  sizeBytes: z.number().int(),
  state: ImportState,
  /** Of the running look or run: rows, and bytes of the file. */
  progress: z.object({ rows: z.number().int(), bytes: z.number().int() }),
  counts: z.object({
    read: z.number().int(),
    new: z.number().int(),
    changed: z.number().int(),
    same: z.number().int(),
    bad: z.number().int(),
  }),
  failure: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) }).nullable(),
  by: z.string(),
  createdAt: Instant,
  endedAt: Instant.nullable(),
  isForgotten: z.boolean(),
});
export type ImportRow = z.infer<typeof ImportRow>;

export const ImportDetail = ImportRow.extend({
  format: Format,
  header: z.array(z.string()),
  options: ImportOptions,
  totals: Totals.nullable(),
  /** Runs of the same bytes before. */
  before: z.array(z.object({ id: Id, createdAt: Instant, state: ImportState })),
  /** Where the columns' meaning comes from. */
  isRemembered: z.boolean(),
});
export type ImportDetail = z.infer<typeof ImportDetail>;

/** One's own and, with the brand's scope, everybody's; the newest first. */
export const listImportsEndpoint = defineEndpoint({
  method: "GET",
  path: "/imports",
  permission: "imports.run",
  input: ListAsk.extend({ kind: ImportKind.optional() }),
  output: pageOf(ImportRow),
});
/** Refusals of every endpoint with an import: `imports.missing`. */
export const showImportEndpoint = defineEndpoint({
  method: "GET",
  path: "/imports/:importId",
  permission: "imports.run",
  input: z.object({ importId: Id }),
  output: ImportDetail,
});

export const PreviewRow = z.object({
  line: z.number().int(),
  /** Under each column of the file: as it will be understood; null where it is left out. */
  understood: z.array(z.string().nullable()),
  cells: z.array(z.string()),
  fault: z.object({ field: FieldKey.nullable(), problem: Problem }).nullable(),
});
export type PreviewRow = z.infer<typeof PreviewRow>;

/** The first rows as they will be understood, with their mistakes; and what is still missing. Changes nothing. */
export const previewImportEndpoint = defineEndpoint({
  method: "POST",
  path: "/imports/:importId/preview",
  permission: "imports.run",
  input: z.object({ importId: Id, kind: ImportKind, options: ImportOptions }),
  output: z.object({
    rows: z.array(PreviewRow),
    missing: z.array(FieldKey),
    dayOrders: z.array(z.object({ field: FieldKey, order: DayOrder })),
  }),
});

/** Takes the file for another kind; answers the columns guessed anew, or remembered. */
export const guessImportEndpoint = defineEndpoint({
  method: "POST",
  path: "/imports/:importId/guess",
  permission: "imports.run",
  input: z.object({ importId: Id, kind: ImportKind }),
  output: z.object({ options: ImportOptions, isRemembered: z.boolean() }),
});

/** Reads the first rows anew in another writing; with `keep` the columns stay as they were chosen. Refusals: `imports.busy`, those of reading a file. */
export const rereadImportEndpoint = defineEndpoint({
  method: "POST",
  path: "/imports/:importId/format",
  permission: "imports.run",
  input: z.object({ importId: Id, format: Format, keep: z.boolean().default(false) }),
  output: Done,
});

/** Looks at the whole file and writes down what it would come to. Refusals: `imports.busy`, `imports.columns-missing` { fields }, `imports.zone-unknown`. */
export const checkImportEndpoint = defineEndpoint({
  method: "POST",
  path: "/imports/:importId/check",
  permission: "imports.run",
  input: z.object({ importId: Id, kind: ImportKind, options: ImportOptions }),
  output: Done,
});

/** Takes the file in; one that was stopped goes on where it stood. Refusals: `imports.busy`, `imports.not-checked`, `imports.no-place`. */
export const runImportEndpoint = defineEndpoint({
  method: "POST",
  path: "/imports/:importId/run",
  permission: "imports.run",
  input: z.object({
    importId: Id,
    /** What may still be said after the look: which rooms are which groups. */
    options: ImportOptions.pick({ rooms: true, otherRooms: true, roomOrgId: true, seat: true, known: true }).partial().optional(),
  }),
  output: Done,
});
export const cancelImportEndpoint = defineEndpoint({
  method: "POST",
  path: "/imports/:importId/cancel",
  permission: "imports.run",
  input: z.object({ importId: Id }),
  output: Done,
});
/** Puts file and bad rows away; what was taken in stays. Refusals: `imports.busy`. */
export const forgetImportEndpoint = defineEndpoint({
  method: "POST",
  path: "/imports/:importId/forget",
  permission: "imports.run",
  input: z.object({ importId: Id }),
  output: Done,
});

export const BadRow = z.object({
  line: z.number().int(),
  fault: z.object({ field: FieldKey.nullable(), problem: Problem }),
  cells: z.array(z.string()),
});
export type BadRow = z.infer<typeof BadRow>;

export const listBadRowsEndpoint = defineEndpoint({
  method: "GET",
  path: "/imports/:importId/bad-rows",
  permission: "imports.run",
  input: ListAsk.omit({ q: true }).extend({ importId: Id }),
  output: pageOf(BadRow),
});

/**
 * Keeps a CSV or XLSX file, nothing of it taken in yet; the kind is guessed where it is left out. Refusals: `files.too-large`,
 * `imports.header-only`, those of reading a file (`sheets.…`).
 */
export const uploadImportEndpoint = defineEndpoint({
  method: "POST",
  path: "/imports/upload",
  permission: "imports.run",
  takesFile: true,
  input: z.object({ kind: ImportKind.optional() }),
  output: z.object({ id: Id }),
});
/** `GET`: the rows that were not taken, as CSV, with line and reason in front. */
export const badRowsPath = (importId: string) => `/imports/${importId}/bad-rows.csv`;

export const CHECK_JOB = "imports.check";
export const RUN_JOB = "imports.run";
/** `sizeBytes`: of the file as it was sent, compressed or not. */
export const ImportAsk = z.object({ importId: Id, sizeBytes: z.number().default(0) });
export type ImportAsk = z.infer<typeof ImportAsk>;
