import { spokenLanguage, t } from "./words.ts";

const DAY_MS = 86_400_000;

const two = (n: number) => String(n).padStart(2, "0");

/** Fields of a moment in the brand's zone, by shifting UTC: many phone web views lack Temporal. */
function fieldsOf(atMs: number, offsetMinutes: number) {
  const shifted = new Date(atMs + offsetMinutes * 60_000);
  return {
    day: Math.floor(shifted.getTime() / DAY_MS),
    year: shifted.getUTCFullYear(),
    date: `${two(shifted.getUTCMonth() + 1)}-${two(shifted.getUTCDate())}`,
    clock: `${two(shifted.getUTCHours())}:${two(shifted.getUTCMinutes())}`,
    hour: shifted.getUTCHours(),
  };
}

export interface Now {
  nowMs: number;
  offsetMinutes: number;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function dateText(at: ReturnType<typeof fieldsOf>, now: ReturnType<typeof fieldsOf>): string {
  const near = at.year === now.year;
  if (spokenLanguage() !== "en") return near ? at.date : `${at.year}-${at.date}`;
  const [month = 1, day = 1] = at.date.split("-").map(Number);
  return `${months[month - 1] ?? ""} ${day}${near ? "" : `, ${at.year}`}`;
}

/** Number of the local day: equal for two moments of one day. */
export function dayOf(atMs: number, offsetMinutes: number): number {
  return fieldsOf(atMs, offsetMinutes).day;
}

/** `10:12` */
export function clockText(atMs: number, offsetMinutes: number): string {
  return fieldsOf(atMs, offsetMinutes).clock;
}

/** Over a stretch of talk: `今天 08:00`, `昨天 21:10`, `11-20 09:12`. */
export function talkTime(atMs: number, { nowMs, offsetMinutes }: Now): string {
  const at = fieldsOf(atMs, offsetMinutes);
  const now = fieldsOf(nowMs, offsetMinutes);
  const ago = now.day - at.day;
  const day = ago === 0 ? t("time.today") : ago === 1 ? t("time.yesterday") : dateText(at, now);
  return `${day} ${at.clock}`;
}

/** At the end of a row: `10:12` today, `昨天`, `11-24` else. */
export function rowTime(atMs: number, { nowMs, offsetMinutes }: Now): string {
  const at = fieldsOf(atMs, offsetMinutes);
  const now = fieldsOf(nowMs, offsetMinutes);
  const ago = now.day - at.day;
  return ago === 0 ? at.clock : ago === 1 ? t("time.yesterday") : dateText(at, now);
}

/** `11-22 20:00` */
export function fullTime(atMs: number, { nowMs, offsetMinutes }: Now): string {
  const at = fieldsOf(atMs, offsetMinutes);
  return `${dateText(at, fieldsOf(nowMs, offsetMinutes))} ${at.clock}`;
}

/** 早上好 from 5, 上午好 from 9, 中午好 from 11, 下午好 from 13, 晚上好 from 18. */
export function greeting({ nowMs, offsetMinutes }: Now): string {
  const { hour } = fieldsOf(nowMs, offsetMinutes);
  if (hour < 5) return t("time.night");
  if (hour < 9) return t("time.morning");
  if (hour < 11) return t("time.forenoon");
  if (hour < 13) return t("time.noon");
  return hour < 18 ? t("time.afternoon") : t("time.evening");
}
