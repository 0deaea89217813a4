import type { Module } from "../../server/module.ts";
import { membersReactions } from "./members.reactions.ts";
import { membersExports } from "./members.exports.ts";
import { membersRoutes } from "./members.routes.ts";
import { membersTickers } from "./members.tickers.ts";

export const membersModule: Module = {
  name: "members",
  exports: membersExports,
  routes: membersRoutes,
  reactions: membersReactions,
  tickers: membersTickers,
};
