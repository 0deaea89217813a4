import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { pair } from "../../../web/i18n/joint.ts";
import { formatCount, formatDecimal, formatMoney, formatPercent, formatPoints, formatYuan } from "../../../web/ui/format.ts";
import type { Metric } from "../../../web/ui/metric-strip.tsx";
import type { Figure, MetricKey } from "../metrics.contract.ts";
import { metricRules } from "../metrics.rules.ts";

/** A metric's value as it is written everywhere. */
export function formatFigure(key: MetricKey, value: number | null): string {
  const { unit } = metricRules[key];
  if (unit === "ratio") return formatPercent(value);
  if (unit === "fen") return formatMoney(value === null ? null : Math.round(value));
  if (unit === "times") return formatDecimal(value, 1);
  return formatDecimal(value, key === "referral" ? 3 : 2);
}

/** The size of a change, without sign. */
export function formatChange(key: MetricKey, change: number): string {
  const { unit } = metricRules[key];
  if (unit === "ratio") return formatPoints(change);
  if (unit === "fen") return formatMoney(Math.round(Math.abs(change)));
  return formatDecimal(Math.abs(change), unit === "times" ? 1 : key === "referral" ? 3 : 2);
}

const money = new Set<MetricKey>(["spend", "arpu", "roi"]);

/** One side of the line: people, messages, or money. */
export function formatPart(key: MetricKey, value: number, side: "numerator" | "denominator"): string {
  if (money.has(key) && (side === "numerator" || key === "roi")) return formatYuan(value);
  return Number.isInteger(value) ? formatCount(value) : formatDecimal(value, 1);
}

export function formatFraction(figure: Pick<Figure, "key" | "numerator" | "denominator" | "coverage">): string {
  if (figure.coverage.level === "none") return "";
  if (figure.key === "roi" && figure.denominator === 0) return `${formatPart("roi", figure.numerator, "numerator")} ÷ —`;
  return `${formatPart(figure.key, figure.numerator, "numerator")} ÷ ${formatPart(figure.key, figure.denominator, "denominator")}`;
}

/** What stands in the hover: the formula, the other reading, and what it covers; `later` is the other reading where it is asked for only now. */
export function formulaLines(t: TFunction<"insight">, figure: Figure, later?: string): string[] {
  const { second, coverage } = figure;
  const lines = [`${t(`metric.${figure.key}.formula`)}`];
  if (second) {
    const name = second.kind === "seed" ? t(`second.seed.${figure.key === "leave" ? "leave" : "retention"}`) : t(`second.${second.kind}`);
    lines.push(pair(name, later ?? formatFigure(figure.key, second.value)));
  }
  lines.push(t(`coverage.${coverage.level}`, { groups: formatCount(coverage.groups), of: formatCount(coverage.of) }));
  return lines;
}

/** How far a value is from another, without sign; a change too small to be written is none. */
export function changeOf(
  t: TFunction<"insight">,
  key: MetricKey,
  value: number | null,
  other: number | null,
): { delta: number | null; text: string } {
  if (value === null || other === null) return { delta: null, text: "" };
  const written = formatChange(key, value - other);
  return /[1-9]/.test(written) ? { delta: value - other, text: written } : { delta: 0, text: t("period.same") };
}

/** A figure as a cell of the strip. */
export function stripMetric(t: TFunction<"insight">, figure: Figure, isShort: boolean, formula: ReactNode): Metric {
  const { delta, text } = changeOf(t, figure.key, figure.value, figure.previous);
  return {
    key: figure.key,
    name: t(`metric.${figure.key}.name`),
    ...(isShort && metricRules[figure.key].isLong ? { period: t("period.days", { days: figure.days }) } : {}),
    value: formatFigure(figure.key, figure.value),
    fraction: figure.coverage.level === "none" && figure.coverage.of > 0 ? t("coverage.none") : formatFraction(figure),
    trend: figure.trend,
    delta,
    deltaText: text,
    goodWhen: metricRules[figure.key].goodWhen,
    formula,
  };
}
