/** What people typed, judged the same way on the phone and on the server. */

/** In characters as a reader counts them. */
export const NICKNAME_LIMIT = 12;
export const MESSAGE_LIMIT = 2000;

/** Characters as a reader counts them (code points). */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** NUL, control characters other than tab and line end, and halves of a pair: PostgreSQL refuses them or no screen can show them. */
export function isPlain(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return text.isWellFormed() && !/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/.test(text);
}

/** Marks that turn the order of what follows (U+202A–202E, U+2066–2069, U+200E–200F, U+061C): with them a name can pose as another. */
export function hasTurningMarks(text: string): boolean {
  return /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/.test(text);
}

/** Nothing in it that a screen shows: zero-width marks, lone accents and the letters without a picture do not make a name. */
export function isBlank(text: string): boolean {
  return !/[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replace(/[\u115F\u1160\u2800\u3164\uFFA0]/g, ""));
}
