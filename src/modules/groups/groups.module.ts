import type { Module } from "../../server/module.ts";
import { groupsReactions } from "./groups.reactions.ts";
import { groupsExports } from "./groups.exports.ts";
import { groupsRoutes } from "./groups.routes.ts";

export const groupsModule: Module = { name: "groups", exports: groupsExports, routes: groupsRoutes, reactions: groupsReactions };
