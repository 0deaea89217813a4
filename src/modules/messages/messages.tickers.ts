import { defineTicker } from "../../server/module.ts";
import { replayDue } from "./inbox.actions.ts";
import { forgetOldTalk, makeMonths } from "./retention.actions.ts";

export const messagesTickers = [
  defineTicker("messages.make-months", 60_000, makeMonths),
  defineTicker("messages.replay-due", 300_000, replayDue),
  defineTicker("messages.forget-old-talk", 3_600_000, forgetOldTalk),
];
