import { atLocalMs } from "../../lib/time.ts";
import { parseFen } from "../../lib/money.ts";

const AMOUNT_LIMIT_FEN = 10_000_000_000;
const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/;

const two = (text: string) => text.padStart(2, "0");

/** A calendar day from 1997 on, written `2026-11-22`, `2026/1/2` or `2026年1月2日`. */
export function readDay(text: string): string | null {
  const [, year = "", month = "", day = ""] = DAY.exec(text.trim()) ?? [];
  return isDay(Number(year), Number(month), Number(day)) ? `${year}-${two(month)}-${two(day)}` : null;
}

function isDay(year: number, month: number, day: number): boolean {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return year >= 1997 && day >= 1 && day <= (lengths[month - 1] ?? 0);
}

/** A moment in ms: `2026-11-22 10:18`, `2026/1/2 9:05:33` in the given zone, or ISO 8601 with an offset; null where it is neither. */
export function readMoment(text: string, zone: string): number | null {
  const trimmed = text.trim();
  return /:\d\d(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/.test(trimmed) ? readIso(trimmed) : readLocal(trimmed, zone);
}

function readIso(text: string): number | null {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}

function readLocal(text: string, zone: string): number | null {
  const [date = "", clock] = text.split(/[ T]+/);
  const day = readDay(date);
  const at = CLOCK.exec(clock ?? "")
    ?.slice(1)
    .map((part) => Number(part ?? 0));
  if (day === null || !at || !isClock(at)) return null;
  const [hour = 0, minute = 0, second = 0] = at;
  return atLocalMs(day, hour * 60 + minute, zone) + second * 1000;
}

const isClock = ([hour = 0, minute = 0, second = 0]: readonly number[]) => hour <= 23 && minute <= 59 && second <= 59;

/** An amount in fen that is not negative; null where it is none. */
export function readAmount(text: string): number | null {
  const fen = parseFen(text);
  return fen !== null && fen >= 0 && fen <= AMOUNT_LIMIT_FEN ? fen : null;
}
