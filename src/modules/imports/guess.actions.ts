import type { Language } from "../../lib/language.ts";
import type { Context } from "../../server/context.ts";
import { DayOrderEvidence } from "./day-orders.rules.ts";
import type { FieldKey, ImportKind } from "./fields.contract.ts";
import { addedColumns, guessColumns, guessKind } from "./headers.rules.ts";
import * as store from "./imports.store.ts";
import { ImportOptions } from "./options.contract.ts";
import { guessLines } from "./orders.rules.ts";

interface Looked {
  header: readonly string[];
  headerKey: string;
  sample: readonly store.SampleRow[];
}

/** What is remembered of a set of headings: everything but what belongs to one file. */
const Remembered = ImportOptions.omit({ dayOrders: true, rooms: true }).partial();

/** A name to know the file's shop or platform by: the same for the next file of the sort, whoever brings it. */
const usualSource: Record<Language, { chat: string; other: string }> = {
  "zh-CN": { chat: "聊天记录", other: "导入" },
  en: { chat: "Chat log", other: "Import" },
};

/** What a new file most likely is, by what such headings were taken for before, else by headings and values. */
export async function firstGuess(
  ctx: Context,
  looked: Looked,
  asked: ImportKind | null,
  _fileName: string,
): Promise<{ kind: ImportKind; options: ImportOptions }> {
  const cells = looked.sample.map((row) => row.cells);
  const kind = asked ?? (await store.findKnownKind(ctx.db, ctx.brand.id, looked.headerKey)) ?? guessKind(looked.header, cells);
  return { kind, options: (await guessOptions(ctx, kind, looked)).options };
}

/** The columns of a kind as they were understood the last time, else guessed. */
export async function guessOptions(
  ctx: Context,
  kind: ImportKind,
  looked: Looked,
): Promise<{ options: ImportOptions; isRemembered: boolean }> {
  const known = Remembered.safeParse(await store.findMapping(ctx.db, ctx.brand.id, kind, looked.headerKey));
  const width = looked.header.length - addedColumns(looked.header).size;
  const kept = known.success && known.data.columns?.length === width ? known.data : null;
  const cells = looked.sample.map((row) => row.cells);
  const columns = kept?.columns ? spread(kept.columns, looked.header) : guessColumns(kind, looked.header, cells);
  const options = ImportOptions.parse({
    source: usualSource[ctx.brand.language][kind === "chat" ? "chat" : "other"],
    zone: ctx.brand.zone,
    lines: kind === "orders" ? guessLines(ordersOf(columns, cells)) : "sum",
    ...kept,
    columns,
  });
  return { options: { ...options, dayOrders: settledOrders(columns, cells) }, isRemembered: kept !== null };
}

/** Remembered columns at their places among those that a report added. */
function spread(columns: readonly (FieldKey | null)[], header: readonly string[]): (FieldKey | null)[] {
  const added = addedColumns(header);
  const rest = columns.values();
  return header.map((_, column) => (added.has(column) ? null : (rest.next().value ?? null)));
}

/** What is remembered of the columns of a file. */
export function ownColumns(columns: readonly (FieldKey | null)[], header: readonly string[]): (FieldKey | null)[] {
  const added = addedColumns(header);
  return columns.filter((_, column) => !added.has(column));
}

export function settledOrders(columns: readonly (FieldKey | null)[], rows: readonly (readonly string[])[]): ImportOptions["dayOrders"] {
  const evidence = new DayOrderEvidence(columns);
  for (const cells of rows) evidence.add(cells);
  return Object.fromEntries(evidence.decide().map(({ field, order }) => [field, order]));
}

/** The amounts of each order of the sample, row by row. */
function ordersOf(columns: readonly (FieldKey | null)[], rows: readonly (readonly string[])[]): string[][] {
  const [number, paid] = [columns.indexOf("orderId"), columns.indexOf("paid")];
  if (number < 0 || paid < 0) return [];
  const byOrder = Map.groupBy(rows, (cells) => cells[number] ?? "");
  byOrder.delete("");
  return [...byOrder.values()].map((own) => own.map((cells) => cells[paid] ?? ""));
}
