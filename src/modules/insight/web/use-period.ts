import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { daysIn, lastDays } from "./periods.ts";

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);
const DEFAULT_DAYS = 30;

/** The period of the page, kept in the address: so many days to yesterday, or two dates. */
export function usePeriod(): {
  period: { from: string; to: string };
  days: number | null;
  set: (next: { days: number } | { from: string; to: string }) => void;
} {
  const url = useUrlState();
  const nowMs = useNow(600_000);
  const offset = useOffsetMinutes();
  const [from, to] = [url.get("from"), url.get("to")];
  const isCustom = isDay(from) && isDay(to) && from <= to && daysIn(from, to) <= 366;
  const days = [1, 7].includes(Number(url.get("days"))) ? Number(url.get("days")) : DEFAULT_DAYS;
  return {
    period: isCustom ? { from, to } : lastDays(days, nowMs, offset),
    days: isCustom ? null : days,
    set: (next) =>
      url.set("days" in next ? { days: next.days === DEFAULT_DAYS ? "" : String(next.days), from: "", to: "" } : { days: "", ...next }),
  };
}
