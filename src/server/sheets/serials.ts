/** Formats of Excel's own that show a date or a time. */
const builtIn = (id: number) => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** True where cells of this number format hold a day or a clock time. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtIn(id);
  const bare = code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, "");
  return /[ymdhs年月日时分秒]/i.test(bare) && !/general|@|0[.#0]*e[+-]/i.test(bare);
}

const DAY_MS = 86_400_000;
/** Day 0 of each system, so that serial 1 is 1900-01-01 and, Excel's 29 February 1900 counted, 61 is 1900-03-01. */
const EPOCH_1900_MS = Date.UTC(1899, 11, 30);
const EPOCH_1904_MS = Date.UTC(1904, 0, 1);

/** A day's number as Excel keeps it, as text: `2026-11-22`, `2026-11-22 08:05:00`, or a clock time alone. */
export function serialText(serial: number, is1904 = false): string {
  const isEarly = !is1904 && serial < 60;
  const ms = Math.round(((serial + (isEarly && serial >= 1 ? 1 : 0)) * DAY_MS) / 1_000) * 1_000 + (is1904 ? EPOCH_1904_MS : EPOCH_1900_MS);
  const iso = new Date(ms).toISOString();
  if (serial < 1 && !is1904) return iso.slice(11, 19);
  return ms % DAY_MS === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

/** Spreadsheets keep 15 digits of a number, other programs up to 17, and write zeros where they lost the rest. */
const isCut = (digits: string) => /^-?\d{15}0+$/.test(digits) || (digits.length > 17 && String(Number(digits)) === digits);

/**
 * A number as people would write it: 11.770000000000001 is 11.77, 1.38E+10 all its digits. A whole number that lost digits is written with
 * an exponent, so that nobody takes its zeros for digits.
 */
export function numberText(text: string): string {
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  if (!Number.isInteger(value)) {
    const short = Number(value.toPrecision(15));
    return Math.abs(short) < 1e-6 ? text : String(short);
  }
  const digits = /^-?\d+$/.test(text) ? text : String(value);
  return (isCut(digits) ? value.toExponential() : digits).toUpperCase();
}
