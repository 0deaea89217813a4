import { ApiError } from "./api.ts";
import { t, wordOf } from "./words.ts";

/** What to tell a member of an error: what happened, and what to do. */
export function sentenceOf(error: Error): string {
  if (!(error instanceof ApiError)) return t("error.page");
  const known = wordOf(`error.${error.code}`);
  if (error.status >= 500 && !known) return t("error.ours");
  return known ?? wordOf(`error.${error.status}`) ?? t("error.other", { code: error.code });
}
