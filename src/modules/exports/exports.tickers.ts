import { removeBytes } from "../../server/files.ts";
import { defineTicker, type Ticker } from "../../server/module.ts";
import { dropDrafts, dropOldExports } from "./exports.actions.ts";

export const exportsTickers: readonly Ticker[] = [
  defineTicker("exports.drop-old", 3_600_000, dropOldExports),
  defineTicker("exports.drop-drafts", 3_600_000, dropDrafts),
  defineTicker("exports.remove-bytes", 60_000, removeBytes),
];
