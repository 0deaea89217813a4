import type { Export } from "../../server/exports.ts";
import { type Route, route } from "../../server/module.ts";
import * as exports from "./exports.actions.ts";
import * as contract from "./exports.contract.ts";

export const exportsRoutes = (lists: readonly Export[]): readonly Route[] => [
  route(contract.startExportEndpoint, (ctx, ask) => exports.startExport(ctx, ask, lists)),
  route(contract.listExportsEndpoint, (ctx, ask) => exports.listExports(ctx, ask, lists)),
  route(contract.showExportEndpoint, (ctx, ask) => exports.showExport(ctx, ask, lists)),
  route(contract.cancelExportEndpoint, exports.cancelExport),
  route(contract.linkExportEndpoint, (ctx, ask) => exports.linkExport(ctx, ask, lists)),
];
