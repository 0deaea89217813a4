import { z } from "zod";
import { defineEndpoint, Done, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";
import { JobState } from "../../lib/job-state.ts";

export const exportFormats = ["xlsx", "csv"] as const;
export const ExportFormat = z.enum(exportFormats);
export type ExportFormat = z.infer<typeof ExportFormat>;

const Value = z.union([z.string().max(500), z.array(z.string().max(200)).max(50)]);

export const ExportAsk = z.object({
  /** The list's name, `members`. */
  list: z.string().max(40),
  format: ExportFormat,
  /** The page's columns in sight, in their order; left out: all there are. */
  columns: z.array(z.string().max(40)).max(60).optional(),
  /** Conditions and order, as the list's endpoint takes them. */
  filter: z.record(z.string().max(40), Value),
  /** How many rows the page speaks of, for the progress only. */
  expected: z.number().int().min(0).max(1_000_000_000).optional(),
});
export type ExportAsk = z.infer<typeof ExportAsk>;

/** How far each permission reached that a file was made with, and from which unit. */
export const Rights = z.object({ orgId: z.string(), scopes: z.record(z.string(), z.enum(["own", "subtree", "brand"])) });
export type Rights = z.infer<typeof Rights>;

/** The file of a finished export. */
export const ExportResult = z.object({
  sha256: z.string(),
  name: z.string(),
  sizeBytes: z.number().int(),
  rows: z.number().int(),
  /** Files of the release before have none. */
  rights: Rights.optional(),
});
export type ExportResult = z.infer<typeof ExportResult>;

export const ExportState = z.enum([...JobState.options, "removed"]);
export type ExportState = z.infer<typeof ExportState>;

export const ExportRow = z.object({
  id: Id,
  list: z.string(),
  title: z.string(),
  format: ExportFormat,
  filter: z.record(z.string(), Value),
  columns: z.array(z.string()).nullable(),
  /** `removed`: it was done, and its file is gone after its days. */
  state: ExportState,
  rows: z.number().int(),
  expected: z.number().int().nullable(),
  name: z.string().nullable(),
  sizeBytes: z.number().int().nullable(),
  failure: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) }).nullable(),
  askerName: z.string(),
  /** Only who asked for it may take the file, cancel it or make it again. */
  isOwn: z.boolean(),
  createdAt: Instant,
  endedAt: Instant.nullable(),
  /** When the file goes. */
  goesAt: Instant.nullable(),
});
export type ExportRow = z.infer<typeof ExportRow>;

export const EXPORT_DAYS = 7;

/** Refusals: `exports.list-unknown`, `exports.too-many`, `session.forbidden`. The file is made in the background. */
export const startExportEndpoint = defineEndpoint({
  method: "POST",
  path: "/exports",
  permission: "groups.read",
  personOnly: true,
  perMinute: 60,
  input: ExportAsk,
  output: z.object({ id: Id }),
});
const ExportId = z.object({ exportId: Id });
export const showExportEndpoint = defineEndpoint({
  method: "GET",
  path: "/exports/:exportId",
  permission: "groups.read",
  personOnly: true,
  perMinute: 600,
  input: ExportId,
  output: ExportRow,
});
/** One's own, newest first; `all` needs `brands.audit`. */
export const listExportsEndpoint = defineEndpoint({
  method: "GET",
  path: "/exports",
  permission: "groups.read",
  personOnly: true,
  input: ListAsk.omit({ q: true }).extend({ whose: z.enum(["mine", "all"]).default("mine") }),
  output: pageOf(ExportRow),
});
/** Refusals: `jobs.ended`. */
export const cancelExportEndpoint = defineEndpoint({
  method: "POST",
  path: "/exports/:exportId/cancel",
  permission: "groups.read",
  personOnly: true,
  input: ExportId,
  output: Done,
});
/** A link to the file, good for five minutes; each is audited. Refusals: `exports.no-file`, `exports.rights-lost`. */
export const linkExportEndpoint = defineEndpoint({
  method: "POST",
  path: "/exports/:exportId/link",
  permission: "groups.read",
  personOnly: true,
  input: ExportId,
  output: z.object({ url: z.string(), name: z.string() }),
});
