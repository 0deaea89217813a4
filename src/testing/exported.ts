import { parse } from "csv-parse/sync";
import { modules } from "../app.ts";
import { linkExport, showExport, startExport } from "../modules/exports/exports.actions.ts";
import type { ExportAsk, ExportRow } from "../modules/exports/exports.contract.ts";
import type { Context } from "../server/context.ts";
import type { Export } from "../server/exports.ts";
import type { TestBrand } from "./brand.ts";

export const exportLists: readonly Export[] = modules.flatMap((module) => module.exports ?? []);

type Asked = Pick<ExportAsk, "list"> & Partial<ExportAsk>;

/** The file of an export, made in the background and taken by its link. */
export async function exportedFile(test: TestBrand, asked: Asked, ctx: Context = test.as()): Promise<{ row: ExportRow; bytes: Buffer }> {
  const { id: exportId } = await startExport(ctx, { format: "csv", filter: {}, ...asked }, exportLists);
  await test.work();
  const row = await showExport(ctx, { exportId }, exportLists);
  if (row.state !== "done") throw new Error(`${asked.list}: ${row.state} ${row.failure?.code}`);
  const { url } = await linkExport(ctx, { exportId }, exportLists);
  const answer = await (await test.app()).inject({ url });
  if (answer.statusCode !== 200) throw new Error(`${asked.list}: the link answers ${answer.statusCode}`);
  return { row, bytes: answer.rawPayload };
}

/** The rows of a CSV by its head. */
export async function exportedRows(test: TestBrand, asked: Asked, ctx?: Context): Promise<Record<string, string>[]> {
  return parse((await exportedFile(test, asked, ctx)).bytes, { bom: true, columns: true });
}
