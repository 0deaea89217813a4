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

/** Letters without a picture (zero-width and the like) do not make a name; the joiner inside emoji does no harm. */
export function isBlank(text: string): boolean {
  return text.replace(/[\s\u00AD\u115F\u1160\u180E\u200B-\u200D\u2060-\u2064\u2800\u3164\uFE00-\uFE0F\uFEFF\uFFA0]/g, "") === "";
}
