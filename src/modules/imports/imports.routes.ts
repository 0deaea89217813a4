import { Readable } from "node:stream";
import { z } from "zod";
import { type Endpoint, endpointPrefix } from "../../lib/define.ts";
import { sentName } from "../../server/files.ts";
import { type RawServer, type Route, route } from "../../server/module.ts";
import * as actions from "./imports.actions.ts";
import * as contract from "./imports.contract.ts";
import { guessImport, previewImport } from "./preview.actions.ts";
import { listBadRows, reportBadRows } from "./report.actions.ts";
import { takeUpload } from "./upload.actions.ts";

export const importsRoutes: readonly Route[] = [
  route(contract.listImportsEndpoint, actions.listImports),
  route(contract.showImportEndpoint, actions.showImport),
  route(contract.previewImportEndpoint, previewImport),
  route(contract.guessImportEndpoint, guessImport),
  route(contract.rereadImportEndpoint, actions.rereadImport),
  route(contract.checkImportEndpoint, actions.startCheck),
  route(contract.runImportEndpoint, actions.startRun),
  route(contract.cancelImportEndpoint, actions.cancelImport),
  route(contract.forgetImportEndpoint, actions.forgetImport),
  route(contract.listBadRowsEndpoint, listBadRows),
];

const upload = contract.uploadImportEndpoint;
/** What is served below. */
export const importsServed: readonly Endpoint[] = [upload];

/** Files come as the body of the request and flow into the store as they arrive; the report flows out the same way. */
export async function serveImports(raw: RawServer): Promise<void> {
  await raw.app.register(async (scope) => {
    const bodyLimit = raw.runtime.uploadLimitBytes;
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { bodyLimit }, (_request, body, done) => done(null, body));
    scope.post<{ Params: { brand: string } }>(endpointPrefix(upload.audience) + upload.path, { bodyLimit }, async (request, reply) => {
      const ctx = await raw.contextOf(request, request.params.brand, "staff");
      const { kind } = upload.input.parse(request.query);
      const body = request.body instanceof Readable ? request.body : Readable.from([]);
      const made = await takeUpload(ctx, body, {
        name: sentName(request.headers["x-file-name"], "file", 200),
        kind: kind ?? null,
        limitBytes: bodyLimit,
      });
      return reply.header("cache-control", "no-store").send(made);
    });
    scope.get<{ Params: { brand: string; importId: string } }>(
      endpointPrefix("staff") + contract.badRowsPath(":importId"),
      async (request, reply) => {
        const ctx = await raw.contextOf(request, request.params.brand, "staff");
        const { name, pieces } = await reportBadRows(ctx, z.uuid().parse(request.params.importId));
        const fileName = encodeURIComponent(`${name}-bad-rows.csv`);
        return reply
          .header("cache-control", "no-store")
          .header("content-disposition", `attachment; filename="bad-rows.csv"; filename*=UTF-8''${fileName}`)
          .type("text/csv; charset=utf-8")
          .send(Readable.from(pieces));
      },
    );
  });
}
