import { formatTime } from "../../../web/ui/format-time.ts";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";

/** A moment as words inside a sentence. */
export function useWhen(): (at: string) => string {
  const offset = useOffsetMinutes();
  const nowMs = useNow(60_000);
  return (at) => formatTime(at, offset, nowMs);
}
