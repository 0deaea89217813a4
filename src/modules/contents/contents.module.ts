import type { Module } from "../../server/module.ts";
import { contentsExports } from "./contents.exports.ts";
import { contentsRoutes } from "./contents.routes.ts";
import { servePictures } from "./upload.routes.ts";

export const contentsModule: Module = { name: "contents", exports: contentsExports, routes: contentsRoutes, serve: servePictures };
