import type { Module } from "../../server/module.ts";
import { groupsReactions } from "./groups.reactions.ts";
import { groupsRoutes } from "./groups.routes.ts";

export const groupsModule: Module = { name: "groups", routes: groupsRoutes, reactions: groupsReactions };
