import { createContext, useContext, useEffect, useState } from "react";
import { formatFullTime, formatTime } from "./format-time.ts";

/** Minutes the brand's clock is ahead of UTC; given by the shell. */
export const ZoneContext = createContext(480);

export function useOffsetMinutes(): number {
  return useContext(ZoneContext);
}

/** The present, moved on at this pace, for what is drawn against the clock. */
export function useNow(everyMs = 30_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** A moment, short in the text and full on hover. */
export function Time({ at, className }: { at: string | number; className?: string }) {
  const offset = useOffsetMinutes();
  const [nowMs] = useState(() => Date.now());
  return (
    <time className={className} dateTime={typeof at === "number" ? new Date(at).toISOString() : at} title={formatFullTime(at, offset)}>
      {formatTime(at, offset, nowMs)}
    </time>
  );
}
