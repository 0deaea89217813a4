import type { TFunction } from "i18next";
import { joint } from "../../../web/i18n/joint.ts";
import { formatCount, formatPercent } from "../../../web/ui/format.ts";
import { formatDay, formatTime } from "../../../web/ui/format-time.ts";
import type { Advice } from "../advice.contract.ts";

const ratios = new Set(["now", "usual", "rate", "peerRate", "share"]);
const days = new Set(["lastDay", "since", "lastOrderDay", "hostDay"]);

/** The numbers and days of a cause as they are written. */
function writeCause(cause: Advice["cause"], offsetMinutes: number, nowMs: number): Record<string, string> {
  return Object.fromEntries(
    Object.entries(cause).map(([name, value]) => {
      if (value === null) return [name, ""];
      if (name === "names") return [name, String(value).split("\n").join(joint("items"))];
      if (typeof value === "number") return [name, ratios.has(name) ? formatPercent(value) : formatCount(value)];
      if (days.has(name)) return [name, formatDay(value)];
      return [name, name === "at" ? formatTime(value, offsetMinutes, nowMs) : value];
    }),
  );
}

const wordsOf = ({ cause }: Advice, group: string, clock: { offset: number; nowMs: number }) => ({
  ...writeCause(cause, clock.offset, clock.nowMs),
  group,
});

/** Causes that read otherwise where this number is none. */
const numberOf = { silent: "lastDay", "host-silent": "hostDay", broadcast: "answered", thin: "postDays" } as const;
const isNumbered = (code: Advice["code"]): code is keyof typeof numberOf => code in numberOf;

/** The bare reason, which the effect or a full stop closes. */
function whyOf(t: TFunction<"insight">, { code, cause }: Advice, words: ReturnType<typeof wordsOf>) {
  if (isNumbered(code) && !cause[numberOf[code]]) return t(`advice.${code}.reasonNever`, words);
  return code === "no-owner" && cause.owner === null ? t("advice.no-owner.reasonNobody", words) : t(`advice.${code}.reason`, words);
}

/** Why, in one sentence with its figures and days; and what to do, in another. */
export function adviceText(t: TFunction<"insight">, advice: Advice, group: string, clock: { offset: number; nowMs: number }) {
  const words = wordsOf(advice, group, clock);
  const { effect } = advice.cause;
  const close = effect === "fading" || effect === "silent" ? effect : "plain";
  const reason = t(`sentence.${close}`, { ...words, why: whyOf(t, advice, words) });
  return { reason, next: t(`advice.${advice.code}.next`, words), button: t(`advice.${advice.code}.button`), words };
}
