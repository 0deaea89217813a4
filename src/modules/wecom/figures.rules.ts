/** The platform gives figures of so many days at once … */
export const SPAN_DAYS = 30;
/** … or of so many owners, each by himself, over one stretch. */
export const OWNERS_PER_CALL = 100;

const callsOf = (many: number, perCall: number) => Math.ceil(many / perCall);

/** Whether owners of whom days are missing are better asked about one by one, a month a call, than a day a call for many of them. */
export function isCheaperByOwner(owners: number, days: number): boolean {
  return owners > 0 && owners * callsOf(days, SPAN_DAYS) < days * callsOf(owners, OWNERS_PER_CALL);
}

/** A stretch of days in parts the platform answers at once. */
export function spansOf(days: readonly string[]): { from: string; to: string }[] {
  const spans: { from: string; to: string }[] = [];
  for (let i = 0; i < days.length; i += SPAN_DAYS) {
    const [from, to] = [days[i], days[Math.min(i + SPAN_DAYS, days.length) - 1]];
    if (from && to) spans.push({ from, to });
  }
  return spans;
}
