import { defineTicker, type Ticker } from "../../server/module.ts";
import { tellUnits } from "./activity.actions.ts";
import { followAccounts } from "./contacts.actions.ts";
import { carryOutErase, dropOldExports, makeExport } from "./erase.actions.ts";
import { forgetTagChanges } from "./tag.actions.ts";

export const membersTickers: readonly Ticker[] = [
  defineTicker("members.make-exports", 5_000, makeExport),
  defineTicker("members.follow-accounts", 5_000, followAccounts),
  defineTicker("members.tell-units", 60_000, tellUnits),
  defineTicker("members.erase", 60_000, carryOutErase),
  defineTicker("members.drop-exports", 3_600_000, dropOldExports),
  defineTicker("members.forget-tag-changes", 3_600_000, forgetTagChanges),
];
