import type { DayOrder } from "./options.contract.ts";

/** A day and a clock time as they stand in a cell, or a moment that names its zone. */
export type When =
  | { kind: "local"; year: number; month: number; day: number; secondOfDay: number; hasClock: boolean }
  | { kind: "instant"; ms: number };

const YMD = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[ T]?(\d{2})(\d{2})(\d{2})?)?$/;
const DMY = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
const NAMED = /^(?:(\d{1,2})[- ]([a-z]{3})[a-z]*\.?[- ,]+(\d{4})|([a-z]{3})[a-z]*\.? (\d{1,2}),? +(\d{4}))/i;
const SERIAL = /^\d{5}(?:\.\d+)?$/;
const EPOCH = /^1\d{9}(?:\d{3})?$/;
const ZONED = /[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)? ?(?:Z|[+-]\d{2}:?\d{2})$/i;
const CLOCK = /^[T ]*(上午|下午|凌晨|早上|中午|晚上)?(?: *)(\d{1,2})[:时点](\d{1,2})?(?:[:分](\d{1,2})(?:\.\d+)?)?[分秒]? *(am|pm)?$/i;

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const SERIAL_EPOCH_DAY_MS = Date.UTC(1899, 11, 30);
const DAY_S = 86_400;

/** Full-width digits are digits; a weekday says nothing new. */
function tidy(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[（(]?(?:星期|周)[一二三四五六日天][)）]?/, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** For which order of day and month a written day speaks; null where it is written otherwise. */
export function orderOf(text: string): DayOrder | "either" | "neither" | null {
  const match = DMY.exec(tidy(text));
  if (!match) return null;
  const [first, second] = [Number(match[1]), Number(match[3])];
  if (first > 12) return second > 12 ? "neither" : "dmy";
  return second > 12 ? "mdy" : "either";
}

/** Days with points are written day first in most of the world, with strokes month first where nothing tells. */
export function usualOrder(text: string): DayOrder {
  return DMY.exec(tidy(text))?.[2] === "." ? "dmy" : "mdy";
}

/** Reads a day with or without a clock time, as people and spreadsheets write it; null where it is none. */
export function readWhen(cell: string, order: DayOrder | undefined): When | null {
  const text = tidy(cell);
  if (ZONED.test(text)) return readZoned(text);
  if (SERIAL.test(text)) return readSerial(Number(text));
  if (EPOCH.test(text)) return { kind: "instant", ms: text.length === 10 ? Number(text) * 1_000 : Number(text) };
  const compact = COMPACT.exec(text);
  if (compact) return readCompact(compact);
  return readWritten(text, order);
}

function readZoned(text: string): When | null {
  const iso = text
    .replace(" ", "T")
    .replace(" ", "")
    .replace(/^(\d{4})[/.](\d{1,2})[/.](\d{1,2})T/, "$1-$2-$3T");
  const ms = Date.parse(iso.toUpperCase());
  return Number.isNaN(ms) ? null : { kind: "instant", ms };
}

/** 20000 is 1954, 80000 is 2119. */
function readSerial(serial: number): When | null {
  if (serial < 20_000 || serial > 80_000) return null;
  const seconds = Math.round(serial * DAY_S);
  const date = new Date(SERIAL_EPOCH_DAY_MS + Math.floor(seconds / DAY_S) * DAY_S * 1_000);
  return localOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), seconds % DAY_S, seconds % DAY_S > 0);
}

function readCompact([, year, month, day, hour, minute, second]: RegExpExecArray): When | null {
  const clock = secondsOf(Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0));
  return clock === null ? null : localOf(Number(year), Number(month), Number(day), clock, hour !== undefined);
}

function readWritten(text: string, order: DayOrder | undefined): When | null {
  const day = readDay(text, order);
  if (!day) return null;
  const rest = text.slice(day.length);
  if (rest.trim() === "") return localOf(day.year, day.month, day.day, 0, false);
  const clock = readClock(rest);
  return clock === null ? null : localOf(day.year, day.month, day.day, clock, true);
}

interface WrittenDay {
  year: number;
  month: number;
  day: number;
  length: number;
}

function readDay(text: string, order: DayOrder | undefined): WrittenDay | null {
  const ymd = YMD.exec(text);
  if (ymd) return { year: Number(ymd[1]), month: Number(ymd[2]), day: Number(ymd[3]), length: ymd[0].length };
  return readTurned(text, order) ?? readNamed(text);
}

/** Day and month in front, in the order asked for. */
function readTurned(text: string, order: DayOrder | undefined): WrittenDay | null {
  const dmy = DMY.exec(text);
  if (!dmy) return null;
  const [first, second] = [Number(dmy[1]), Number(dmy[3])];
  const isDayFirst = (order ?? usualOrder(text)) === "dmy";
  const [day, month] = isDayFirst ? [first, second] : [second, first];
  return { year: fullYear(dmy[4] ?? ""), month, day, length: dmy[0].length };
}

/** The month as an English word. */
function readNamed(text: string): WrittenDay | null {
  const named = NAMED.exec(text);
  if (!named) return null;
  const month = months.indexOf((named[2] ?? named[4] ?? "").toLowerCase()) + 1;
  return { year: Number(named[3] ?? named[6]), month, day: Number(named[1] ?? named[5]), length: named[0].length };
}

/** `26` is 2026, `97` is 1997. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length === 4) return year;
  return year < 70 ? 2_000 + year : 1_900 + year;
}

function readClock(text: string): number | null {
  const match = CLOCK.exec(text);
  if (!match) return null;
  const [, before = "", hour, minute, second, after = ""] = match;
  return secondsOf(hourOf(Number(hour), `${before}${after.toLowerCase()}`), Number(minute ?? 0), Number(second ?? 0));
}

/** The hour of the day of an hour said with its half. */
function hourOf(hour: number, half: string): number {
  if (hour === 12 && /am|上午|凌晨/.test(half)) return 0;
  const isLate = /pm|下午|晚上/.test(half) || (half === "中午" && hour < 11);
  return isLate && hour < 12 ? hour + 12 : hour;
}

const secondsOf = (hour: number, minute: number, second: number) =>
  hour < 24 && minute < 60 && second < 60 ? hour * 3_600 + minute * 60 + second : null;

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

function localOf(year: number, month: number, day: number, secondOfDay: number, hasClock: boolean): When | null {
  const lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const isReal = year >= 1_900 && year < 2_200 && day >= 1 && day <= (lengths[month - 1] ?? 0);
  return isReal ? { kind: "local", year, month, day, secondOfDay, hasClock } : null;
}

const two = (n: number) => String(n).padStart(2, "0");
export const dayText = ({ year, month, day }: { year: number; month: number; day: number }) => `${year}-${two(month)}-${two(day)}`;
