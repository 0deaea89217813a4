import i18next from "i18next";
import { clockOf } from "../../../lib/clock.ts";
import { joint } from "../../../web/i18n/joint.ts";
import { weekdayName } from "../../../web/ui/format-time.ts";
import { formatPercent } from "../../../web/ui/format.ts";
import type { SpecChange } from "../diff.rules.ts";
import type { StepSlot } from "../spec.contract.ts";
import type { Finding } from "../week.contract.ts";

export const weekdayWord = (weekday: number): string =>
  i18next.t("flows:week.weekday", { day: i18next.t("flows:week.days").split(",")[weekday - 1] ?? "" });

/** `周一、周三`, `每天`, `周一至周五`. */
export function weekdaysWord(weekdays: readonly number[]): string {
  const sorted = [...new Set(weekdays)].sort((a, b) => a - b);
  if (sorted.length === 7) return i18next.t("flows:words.everyDay");
  const [first = 1, last = 1] = [sorted[0], sorted.at(-1)];
  if (sorted.length > 2 && last - first + 1 === sorted.length)
    return i18next.t("flows:words.fromTo", { from: weekdayWord(first), to: weekdayWord(last) });
  return sorted.map(weekdayWord).join(joint("items"));
}

/** `周一至周五 07:30，周日 08:00` */
export function slotsWord(slots: readonly StepSlot[]): string {
  return [...Map.groupBy(slots, (slot) => slot.minute)]
    .map(([minute, list]) => `${weekdaysWord(list.map((slot) => slot.weekday))} ${clockOf(minute)}`)
    .join(joint("parts"));
}

/** One change of a spec in a sentence. */
export function changeWord(change: SpecChange): string {
  if (change.kind === "step-added") return i18next.t("flows:change.step-added", { name: change.name, slots: slotsWord(change.slots) });
  if (change.kind === "slot-added")
    return i18next.t("flows:change.slot-added", { name: change.name, day: weekdayWord(change.weekday), time: clockOf(change.minute) });
  if (change.kind === "slot-removed")
    return i18next.t("flows:change.slot-removed", { name: change.name, day: weekdayWord(change.weekday) });
  if (change.kind === "slot-moved")
    return i18next.t("flows:change.slot-moved", {
      name: change.name,
      day: weekdayWord(change.weekday),
      from: clockOf(change.from),
      to: clockOf(change.to),
    });
  if (change.kind === "audience-changed") return i18next.t("flows:change.audience-changed");
  return i18next.t(`flows:change.${change.kind}`, { name: change.name, from: "from" in change ? change.from : "" });
}

export const hoursWord = (minutes: number): string => String(Math.round(minutes / 6) / 10);

/** When a finding holds: its days and, where it is one step, its time. */
function whenOf(finding: Finding): string {
  const days =
    finding.days.length > 3
      ? i18next.t("flows:words.timesAWeek", { count: finding.days.length })
      : finding.days.map(weekdayName).join(joint("items"));
  return finding.code === "gap" ? days : `${days} ${clockOf(finding.minute)}`;
}

/** The sentence of a reason, where the dictionary knows it. */
const pick = (sentences: object, reason: string | null): string => {
  const hit = Object.entries(sentences).find(([key]) => key === reason);
  return typeof hit?.[1] === "string" ? hit[1] : "";
};

const clashKeys = { over: "over", "clash-own": "clashOwn", "clash-other": "clashOther" } as const;

/** A finding as a title and a sentence. */
export function findingWords(finding: Finding): { title: string; text: string } {
  const t = i18next.t;
  const { name, reason } = finding;
  const values = {
    when: whenOf(finding),
    name,
    other: finding.other ?? "",
    groups: finding.groups.toLocaleString("en-US"),
    cap: finding.cap,
  };
  if (finding.code === "gap")
    return { title: t("flows:finding.gap.title", { ...values, hours: hoursWord(finding.minutes ?? 0) }), text: gapText(finding) };
  if (finding.code === "missing")
    return {
      title: t("flows:finding.missing.title", values),
      text: pick(t("flows:finding.missingReason", { returnObjects: true }), reason),
    };
  if (finding.code === "left-out")
    return {
      title: t("flows:finding.leftOut.title", values),
      text: pick(t("flows:finding.leftOutReason", { returnObjects: true, name }), reason),
    };
  const key = clashKeys[finding.code];
  return { title: t(`flows:finding.${key}.title`, values), text: t(`flows:finding.${key}.text`, values) };
}

function gapText({ hour, share }: Finding): string {
  if (hour === null || share === null) return i18next.t("flows:finding.gap.quiet");
  return i18next.t("flows:finding.gap.text", { hour, share: formatPercent(share, 0) });
}
