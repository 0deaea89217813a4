import type { TFunction } from "i18next";
import { formatCount, formatPercent } from "../../../web/ui/format.ts";
import { formatDay, formatTime } from "../../../web/ui/format-time.ts";
import type { Advice } from "../advice.contract.ts";

const ratios = new Set(["now", "usual", "rate", "peerRate"]);
const days = new Set(["lastDay", "since", "lastOrderDay"]);

/** The numbers and days of a cause as they are written. */
function writeCause(cause: Advice["cause"], offsetMinutes: number, nowMs: number): Record<string, string> {
  return Object.fromEntries(
    Object.entries(cause).map(([name, value]) => {
      if (value === null) return [name, ""];
      if (typeof value === "number") return [name, ratios.has(name) ? formatPercent(value) : formatCount(value)];
      if (days.has(name)) return [name, formatDay(value)];
      return [name, name === "at" ? formatTime(value, offsetMinutes, nowMs) : value];
    }),
  );
}

/** Why, in one sentence with its figures and days; and what to do, in another. */
export function adviceText(t: TFunction<"insight">, advice: Advice, group: string, clock: { offset: number; nowMs: number }) {
  const { code, cause } = advice;
  const words = { ...writeCause(cause, clock.offset, clock.nowMs), group };
  const reason =
    code === "silent" && cause.lastDay === null
      ? t("advice.silent.reasonNever", words)
      : code === "no-owner" && cause.owner === null
        ? t("advice.no-owner.reasonNobody", words)
        : t(`advice.${code}.reason`, words);
  return { reason, next: t(`advice.${code}.next`, words), button: t(`advice.${code}.button`), words };
}
