import { Readable } from "node:stream";
import type { ImportKind } from "../modules/imports/fields.contract.ts";
import { showImport, startCheck, startRun, takeUpload } from "../modules/imports/index.ts";
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
