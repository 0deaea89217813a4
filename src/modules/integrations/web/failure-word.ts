import type { TFunction } from "i18next";
import { integrations } from "../../../web/i18n/zh-CN/integrations.ts";

type Failure = keyof typeof integrations.deliveries.failures;
const isKnown = (failure: string): failure is Failure => failure in integrations.deliveries.failures;

/** Why a call failed, with the status where there was one. */
export function failureWord(t: TFunction<"integrations">, failure: string | null, status: number | null): string {
  const word = failure === null ? "" : isKnown(failure) ? t(`deliveries.failures.${failure}`) : failure;
  return [status === null ? "" : String(status), word].filter(Boolean).join(" ");
}
