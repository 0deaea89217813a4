import { atLocalMs } from "../../lib/time.ts";
import type { Clock } from "./reading.rules.ts";

const QUARTER_S = 900;
const MOST_KEPT = 200_000;

/** Wall times of a zone as moments. Clocks are put forward and back on quarters, so each quarter of an hour is asked for once. */
export function clockOf(zone: string): Clock {
  const known = new Map<string, number>();
  return (day, secondOfDay) => {
    const quarter = Math.floor(secondOfDay / QUARTER_S);
    const key = `${day} ${quarter}`;
    let ms = known.get(key);
    if (ms === undefined) {
      if (known.size > MOST_KEPT) known.clear();
      ms = atLocalMs(day, quarter * (QUARTER_S / 60), zone);
      known.set(key, ms);
    }
    return ms + (secondOfDay % QUARTER_S) * 1_000;
  };
}
