import { z } from "zod";
import { Rejection } from "./orders.contract.ts";

export const importKinds = ["orders", "refunds", "costs"] as const;
export const ImportKind = z.enum(importKinds);
export type ImportKind = z.infer<typeof ImportKind>;

/** What is wrong with a row: a cell (`field` says which) or what its content came to. */
export const rowProblems = ["empty", "not-a-moment", "not-an-amount", "not-a-day", "not-a-kind", "text-unfit", "cells"] as const;
export const RowProblem = z.enum(rowProblems);
export type RowProblem = z.infer<typeof RowProblem>;

export const BadRow = z.object({
  line: z.number().int(),
  field: z.string().nullable(),
  problem: RowProblem.or(Rejection),
  sample: z.string(),
});
export type BadRow = z.infer<typeof BadRow>;

/** `same` rows stood there already. Of the bad rows the first thousand are told. */
export const ImportReport = z.object({
  rows: z.number().int(),
  recorded: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  bad: z.number().int(),
  badRows: z.array(BadRow),
});
export type ImportReport = z.infer<typeof ImportReport>;

export const IMPORT_LIMIT_BYTES = 64 * 1024 * 1024;

/**
 * Takes a CSV file as the body of the request: UTF-8, a header row, `kind` in the query. Not an endpoint of `defineEndpoint`, whose bodies are
 * JSON. Staff with `orders.write` (costs: `costs.write`). Refusals: `orders.not-utf8`, `orders.no-header` { missing }, `orders.csv-broken` { line }.
 */
export const importUpload = { method: "POST", path: "/orders/import", output: ImportReport } as const;
