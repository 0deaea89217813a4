import type { z } from "zod";
import type { Endpoint } from "../lib/define.ts";
import type { Bilingual, Language } from "../lib/language.ts";
import type { Context } from "./context.ts";
import type { Cell, ColumnKind } from "./sheets/table.ts";

export interface ExportColumn<Row> {
  key: string;
  title: Bilingual;
  /** Text where nothing is said. */
  kind?: ColumnKind;
  value(row: Row, language: Language): Cell | boolean;
  /** The page's column that shows it; null where none does. Its own key where nothing is said. */
  seenIn?: string | null;
  /** Left out for those who do not hold it. */
  permission?: string;
}

export interface ExportPage<Row> {
  items: readonly Row[];
  nextCursor: string | null;
}

/** A list that can be taken along as a file: one declared value beside the list, collected like routes. */
export interface Export<In = unknown, Row = unknown> {
  name: string;
  title: Bilingual;
  permission: string;
  /** What some conditions ask for beyond it. */
  alsoNeeds?(input: In): readonly string[];
  /** The path of the endpoint that lists the same rows. */
  rowsOf: string;
  /** The conditions as the list's page has them in its address. */
  input: z.ZodType<In>;
  columns(input: In): readonly ExportColumn<Row>[];
  page(ctx: Context, input: In, cursor: string | undefined): Promise<ExportPage<Row>>;
}

/** Rows asked for at once. */
const PAGE_ROWS = 1_000;

interface Listed<Row> {
  items: readonly Row[];
  nextCursor?: string | null;
}

interface ExportSpec<In, Row> {
  name: string;
  title: Bilingual;
  /** The list endpoint's own where nothing is said. */
  permission?: string;
  alsoNeeds?: (input: In) => readonly string[];
  columns: readonly ExportColumn<Row>[] | ((input: In) => readonly ExportColumn<Row>[]);
}

/** Exports what an endpoint lists, by the action that lists it: the same rows, order and limits of sight. */
export function exportList<Ask, In, Out, Row>(
  endpoint: Endpoint<Ask, In, Out>,
  list: (ctx: Context, input: In) => Promise<Listed<Row>>,
  spec: ExportSpec<NoInfer<In>, NoInfer<Row>>,
): Export<In, Row> {
  return {
    permission: endpoint.permission,
    ...spec,
    rowsOf: endpoint.path,
    input: endpoint.input,
    columns: (input) => (typeof spec.columns === "function" ? spec.columns(input) : spec.columns),
    page: async (ctx, input, cursor) => {
      const { items, nextCursor } = await list(ctx, { ...input, limit: PAGE_ROWS, ...(cursor ? { cursor } : {}) });
      return { items, nextCursor: nextCursor ?? null };
    },
  };
}

/** Exports rows that an endpoint answers in another shape. */
export function defineExport<In, Row>(spec: Omit<Export<In, Row>, "columns"> & Pick<ExportSpec<In, Row>, "columns">): Export<In, Row> {
  return { ...spec, columns: (input) => (typeof spec.columns === "function" ? spec.columns(input) : spec.columns) };
}

/** The word for one of a few values; the value itself where it has none. */
export const wordIn =
  (words: Readonly<Record<string, Bilingual>>) =>
  (value: string | null | undefined, language: Language): string | null =>
    value === null || value === undefined ? null : (words[value]?.[language] ?? value);
