import { Readable } from "node:stream";
import { z } from "zod";
import type { RawServer } from "../../server/module.ts";
import { importCsv } from "./import.actions.ts";
import { IMPORT_LIMIT_BYTES, ImportKind, importUpload } from "./import.contract.ts";

const Query = z.object({ kind: ImportKind, source: z.string().trim().min(1).max(80).default("import") });

/** The file is read as it arrives; nothing of it is kept. */
export async function serveImport(raw: RawServer): Promise<void> {
  await raw.app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { bodyLimit: IMPORT_LIMIT_BYTES }, (_request, body, done) => done(null, body));
    scope.post<{ Params: { brand: string } }>(
      `/api/v1/b/:brand${importUpload.path}`,
      { bodyLimit: IMPORT_LIMIT_BYTES },
      async (request, reply) => {
        const ctx = await raw.contextOf(request, request.params.brand, "staff");
        const { kind, source } = Query.parse(request.query);
        const file = request.body instanceof Readable ? request.body : Readable.from([]);
        return reply.header("cache-control", "no-store").send(await importCsv(ctx, kind, file, source));
      },
    );
  });
}
