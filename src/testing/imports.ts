import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { ImportKind } from "../modules/imports/fields.contract.ts";
import { reportBadRows, showImport, startCheck, startRun, takeUpload } from "../modules/imports/index.ts";
import type { ImportDetail } from "../modules/imports/imports.contract.ts";
import type { ImportOptions } from "../modules/imports/options.contract.ts";
import type { Actor } from "../server/context.ts";
import type { TestBrand } from "./brand.ts";

const LIMIT_BYTES = 100_000_000;

export interface StartedImport {
  id: string;
  /** As it stood after the look at the whole file. */
  detail: ImportDetail;
  run: () => Promise<ImportDetail>;
  show: () => Promise<ImportDetail>;
}

/** Uploads a file and has it looked at whole; `run` takes it in. */
export async function importOf(
  test: TestBrand,
  file: Readable | string | Uint8Array,
  asked: { name?: string; kind?: ImportKind; options?: Partial<ImportOptions>; actor?: Actor } = {},
): Promise<StartedImport> {
  const bytes = file instanceof Readable ? file : Readable.from([Buffer.from(file)]);
  const as = () => test.as(asked.actor);
  const { id } = await takeUpload(as(), bytes, { name: asked.name ?? "file.csv", kind: asked.kind ?? null, limitBytes: LIMIT_BYTES });
  const show = () => showImport(as(), { importId: id });
  const drafted = await show();
  await startCheck(as(), { importId: id, kind: asked.kind ?? drafted.kind, options: { ...drafted.options, ...asked.options } });
  await test.work();
  return {
    id,
    detail: await show(),
    show,
    run: async () => {
      await startRun(as(), { importId: id });
      await test.work();
      return show();
    },
  };
}

export const csv = (...lines: string[]): string => lines.join("\r\n");

/** The rows of an import that were not taken, as the file a person is given. */
export const reportOf = async (test: TestBrand, importId: string): Promise<string> =>
  text(Readable.from((await reportBadRows(test.as(), importId)).pieces));

export const countOf = async (test: TestBrand, table: string): Promise<number> =>
  (await test.rows<{ n: number }>(`select count(*)::int as n from app.${table}`))[0]?.n ?? 0;
