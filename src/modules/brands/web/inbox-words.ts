import type { useTranslation } from "react-i18next";
import { KeptReason } from "../../messages/inbound.contract.ts";

type Words = ReturnType<typeof useTranslation<"settings">>["t"];

/** Why something was kept, in words. */
export function reasonWord(t: Words, reason: string): string {
  const known = KeptReason.safeParse(reason).data;
  return known ? t(`inbox.reasons.${known}`) : reason;
}

/** What to do about it. */
export function reasonAdvice(t: Words, reason: string): string {
  const known = KeptReason.safeParse(reason).data;
  return known ? t(`inbox.advice.${known}`) : "";
}
