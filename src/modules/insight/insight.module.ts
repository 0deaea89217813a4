import { defineTicker, type Module } from "../../server/module.ts";
import { insightReactions } from "./insight.reactions.ts";
import { insightExports } from "./insight.exports.ts";
import { needExports } from "./need.exports.ts";
import { insightRoutes } from "./insight.routes.ts";
import { judgeGroups } from "./judge.actions.ts";
import { forgetWindows, settleGroups, turnDays } from "./settle.actions.ts";
import { settleUnitSums } from "./units.actions.ts";

export const insightModule: Module = {
  name: "insight",
  exports: [...insightExports, ...needExports],
  routes: insightRoutes,
  reactions: insightReactions,
  tickers: [
    defineTicker("insight.turn-days", 20_000, turnDays),
    defineTicker("insight.settle", 2_000, settleGroups),
    defineTicker("insight.unit-sums", 3_000, (ctx) => settleUnitSums(ctx)),
    defineTicker("insight.judge", 5_000, judgeGroups),
    defineTicker("insight.forget-windows", 3_600_000, forgetWindows),
  ],
};
