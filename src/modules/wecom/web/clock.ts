import { clockOf } from "../../../lib/clock.ts";

/** Half hours of a day, to choose from. */
export const halfHours = Array.from({ length: 48 }, (_none, n) => ({ value: n * 30, label: clockOf(n * 30) }));

export const bytesOf = (text: string) => new TextEncoder().encode(text).length;
