import { Refusal } from "../../lib/refusal.ts";
import { localDay } from "../../lib/time.ts";
import { type Context, requirePermission, scopeOf } from "../../server/context.ts";
import type { Export } from "../../server/exports.ts";
import { storeStream } from "../../server/files.ts";
import type { JobRun } from "../../server/jobs.ts";
import type { Table } from "../../server/sheets/table.ts";
import { writeCsv } from "../../server/sheets/write-csv.ts";
import { writeXlsx } from "../../server/sheets/write-xlsx.ts";
import type { ExportAsk, ExportFormat, ExportResult } from "./exports.contract.ts";
import { cellOf, chooseColumns, fileName, findList, permissionsOf } from "./exports.rules.ts";
import { requireRights, rightsOf } from "./rights.actions.ts";

type Lists = readonly Export[];

/** A file beyond this is refused: the disk is not the export's alone. */
const MOST_BYTES = 4_000_000_000;

const formats: Record<ExportFormat, { write: (table: Table) => ReturnType<typeof writeCsv>; mime: string }> = {
  csv: { write: writeCsv, mime: "text/csv" },
  xlsx: { write: (table) => writeXlsx(table), mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
};

export function listOf(lists: Lists, name: string): Export {
  const list = findList(lists, name);
  if (!list) throw new Refusal("missing", "exports.list-unknown", { list: name });
  return list;
}

/** The list of that name and its conditions, if the acting person may have them. */
export function openList(ctx: Context, lists: Lists, ask: ExportAsk): { list: Export; input: unknown } {
  const list = listOf(lists, ask.list);
  requirePermission(ctx, list.permission);
  const input = list.input.parse(ask.filter);
  for (const permission of list.alsoNeeds?.(input) ?? []) requirePermission(ctx, permission);
  return { list, input };
}

/**
 * Writes the list into a file, page by page as it is listed; begun anew when a run was cut off. Each page is asked for with the rights of
 * its moment: who lost one that the file was begun with gets no file.
 */
export async function makeExport(ctx: Context, run: JobRun<ExportAsk>, lists: Lists): Promise<ExportResult> {
  const { list, input } = openList(ctx, lists, run.ask);
  const columns = chooseColumns(list.columns(input), run.ask.columns, (permission) => scopeOf(ctx, permission) !== null);
  const rights = rightsOf(ctx, permissionsOf(list, input, columns));
  let rows = 0;
  async function* pages() {
    for (let cursor: string | undefined; ;) {
      const asker = ctx.as(await run.asker());
      requireRights(asker, rights);
      const page = await list.page(asker, input, cursor);
      rows += page.items.length;
      yield page.items.map((item) => columns.map((column) => cellOf(column.value(item, ctx.language), ctx.language)));
      await run.save(ctx, { done: rows });
      if (!page.nextCursor || page.nextCursor === cursor) return;
      cursor = page.nextCursor;
    }
  }
  const title = list.title[ctx.language];
  const table: Table = {
    name: title,
    columns: columns.map((column) => ({ title: column.title[ctx.language], kind: column.kind ?? "text" })),
    rows: pages(),
    zone: ctx.brand.zone,
  };
  await run.save(ctx, { done: 0, total: run.ask.expected ?? null });
  const { write, mime } = formats[run.ask.format];
  const name = fileName(title, localDay(ctx.now.getTime(), ctx.brand.zone), run.ask.format);
  const file = await storeStream(ctx, write(table), { name, mime, limitBytes: MOST_BYTES, space: "exports" });
  const { list: listName, format, filter } = run.ask;
  await ctx.transaction(async (inside) => {
    await run.save(inside, { done: rows });
    await inside.audit({
      action: "exports.finish",
      targetKind: "export",
      targetId: run.id,
      after: { list: listName, rows, format, filter },
    });
  });
  return { sha256: file.sha256, name, sizeBytes: file.sizeBytes, rows, rights };
}
