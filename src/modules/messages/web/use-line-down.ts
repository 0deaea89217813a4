import { useEffect, useState } from "react";
import type { LineState } from "../../../web/live.ts";

const BLINK_MS = 3000;

/** True when the line stays away: a blink needs no words. */
export function useLineDown(line: LineState): boolean {
  const [long, setLong] = useState(false);
  const down = line === "waiting" || line === "connecting";
  useEffect(() => {
    const timer = setTimeout(() => setLong(down), down ? BLINK_MS : 0);
    return () => clearTimeout(timer);
  }, [down]);
  return long && down;
}
