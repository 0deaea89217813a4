import i18next from "i18next";
import { formatFen } from "../../lib/money.ts";

const grouped = (n: number, digits = 0) => n.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const trimmed = (n: number, digits: number) => n.toLocaleString("en-US", { maximumFractionDigits: digits });

/** What counts are shortened by: 万 and 亿, or thousands and millions. */
const steps = { "zh-CN": { middle: 1e4, large: 1e8, digits: 2 }, en: { middle: 1e3, large: 1e6, digits: 1 } };

/** `1,248`; null reads as a dash. */
export function formatCount(n: number | null | undefined): string {
  return n == null ? "—" : grouped(n);
}

/** `9,999`, then `18.24 万`, `1.2 亿`, or `182.4k`, `120M`: where exactness is not needed. */
export function formatShort(n: number | null | undefined): string {
  if (n == null) return "—";
  const { middle, large, digits } = steps[i18next.language === "en" ? "en" : "zh-CN"];
  if (Math.abs(n) >= large) return i18next.t("ui:number.large", { value: trimmed(n / large, digits) });
  return Math.abs(n) > 10_000 ? i18next.t("ui:number.middle", { value: trimmed(n / middle, digits) }) : grouped(n);
}

const digitsOf = (percent: number) => (percent !== 0 && Math.abs(percent) < 1 ? 2 : 1);

/** A ratio as `18.9%`; below one percent with two digits. */
export function formatPercent(ratio: number | null | undefined, digits?: number): string {
  return ratio == null ? "—" : `${grouped(ratio * 100, digits ?? digitsOf(ratio * 100))}%`;
}

/** The size of a difference of two ratios, `1.2 点`, without sign. */
export function formatPoints(difference: number): string {
  const points = Math.abs(difference) * 100;
  return i18next.t("ui:number.points", { value: grouped(points, points !== 0 && points < 0.1 ? 2 : 1) });
}

/** `7.2`, `0.060` */
export function formatDecimal(n: number | null | undefined, digits = 1): string {
  return n == null ? "—" : grouped(n, digits);
}

/** `¥1,234.50` */
export function formatMoney(fen: number | null | undefined): string {
  return fen == null ? "—" : formatFen(fen);
}

/** `¥8,742`: whole yuan, for headings and fractions. */
export function formatYuan(fen: number | null | undefined): string {
  return fen == null ? "—" : formatFen(Math.round(fen / 100) * 100).slice(0, -3);
}

const sizes = ["B", "kB", "MB", "GB"];

/** `2.4 MB` */
export function formatBytes(bytes: number): string {
  let n = bytes;
  let unit = 0;
  for (; n >= 1000 && unit < sizes.length - 1; unit++) n /= 1000;
  return `${grouped(n, unit > 1 ? 1 : 0)} ${sizes[unit] ?? "B"}`;
}
