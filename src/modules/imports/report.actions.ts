import { csvText } from "../../lib/csv.ts";
import type { InputOf, OutputOf } from "../../lib/define.ts";
import type { Context } from "../../server/context.ts";
import { accessImport } from "./access.actions.ts";
import type { listBadRowsEndpoint } from "./imports.contract.ts";
import * as store from "./imports.store.ts";
import { faultWords, reportColumns } from "./words.rules.ts";

export async function listBadRows(ctx: Context, ask: InputOf<typeof listBadRowsEndpoint>): Promise<OutputOf<typeof listBadRowsEndpoint>> {
  const one = await accessImport(ctx, ask.importId);
  const rows = await store.listBadRows(ctx.db, ctx.brand.id, one.id, Number(ask.cursor ?? 0) || 0, ask.limit + 1);
  const items = rows.slice(0, ask.limit);
  return {
    items: items.map(({ line, field, problem, cells }) => ({ line, fault: { field, problem }, cells: [...cells] })),
    nextCursor: rows.length > ask.limit ? String(items.at(-1)?.no ?? "") : null,
    total: one.badRows,
  };
}

const PAGE = 1_000;

/** The rows that were not taken, as a file to be mended and imported again: line and reason in front, then the cells as they were. */
export async function reportBadRows(ctx: Context, importId: string): Promise<{ name: string; pieces: AsyncGenerator<string> }> {
  const one = await accessImport(ctx, importId);
  await ctx.audit({
    action: "imports.export-bad",
    targetKind: "import",
    targetId: one.id,
    after: { name: one.fileName, rows: one.badRows },
  });
  async function* pieces(): AsyncGenerator<string> {
    yield csvText([[...reportColumns[ctx.language], ...one.header]]);
    for (let after = 0; ;) {
      const rows = await store.listBadRows(ctx.db, ctx.brand.id, one.id, after, PAGE);
      if (rows.length > 0) yield csvText(rows.map((row) => [row.line, faultWords(ctx.language, row), ...row.cells])).slice(1);
      after = rows.at(-1)?.no ?? after;
      if (rows.length < PAGE) return;
    }
  }
  return { name: one.fileName.replace(/(\.(csv|xlsx|txt|gz))+$/i, ""), pieces: pieces() };
}
