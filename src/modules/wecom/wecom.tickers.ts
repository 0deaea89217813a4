import { defineTicker, type Ticker } from "../../server/module.ts";
import { refreshJoinCodes } from "./code-sync.actions.ts";
import { runDuePulls } from "./pulls.actions.ts";
import { startNightly } from "./state.actions.ts";
import { runWelcomes } from "./welcome-sends.actions.ts";

export const wecomTickers: readonly Ticker[] = [
  defineTicker("wecom.welcomes", 300, runWelcomes, { goesOut: true }),
  defineTicker("wecom.reads", 1_000, runDuePulls, { goesOut: true }),
  defineTicker("wecom.join-codes", 30_000, refreshJoinCodes, { goesOut: true }),
  defineTicker("wecom.nightly", 300_000, startNightly, { goesOut: true }),
];
