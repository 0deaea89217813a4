/** A minute of the day as a clock shows it: `08:30`. */
export const clockOf = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** Half hours of a day, to choose from. */
export const halfHours = Array.from({ length: 48 }, (_none, n) => ({ value: n * 30, label: clockOf(n * 30) }));

export const bytesOf = (text: string) => new TextEncoder().encode(text).length;
