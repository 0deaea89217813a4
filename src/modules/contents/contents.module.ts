import type { Module } from "../../server/module.ts";
import { contentsRoutes } from "./contents.routes.ts";
import { servePictures } from "./upload.routes.ts";

export const contentsModule: Module = { name: "contents", routes: contentsRoutes, serve: servePictures };
