import { Fault } from "./faults.ts";
import type { Switches } from "./switches.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** The moments of the last calls of one caller, as many as its limit: the oldest of them says whether another may come. */
interface Window {
  spanMs: number;
  limit: number;
  moments: Float64Array;
  count: number;
  blockedUntil: number;
}

const openWindow = (spanMs: number, limit: number): Window => ({
  spanMs,
  limit,
  moments: new Float64Array(Math.min(limit, 256)),
  count: 0,
  blockedUntil: 0,
});

/** Room for more moments, up to the limit; the ring is only turned over once it has its full size. */
function grow(window: Window): void {
  if (window.count < window.moments.length || window.moments.length >= window.limit) return;
  const larger = new Float64Array(Math.min(window.limit, window.moments.length * 4));
  larger.set(window.moments);
  window.moments = larger;
}

/** The moment of the call that must have left the window before another may come. */
const oldestIn = (window: Window) =>
  window.count < window.limit ? Number.NEGATIVE_INFINITY : (window.moments[window.count % window.limit] ?? 0);

/** Calls after a moment, by halving: the ring is in the order of time. */
function countSince(window: Window, since: number): number {
  const kept = Math.min(window.count, window.moments.length);
  const first = window.count - kept;
  let [low, high] = [0, kept];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((window.moments[(first + middle) % window.moments.length] ?? 0) <= since) low = middle + 1;
    else high = middle;
  }
  return kept - low;
}

interface LimitReport {
  /** `minute` and `hour` of a corp and API, `ip-minute` and `ip-hour` of an address. */
  key: string;
  window: string;
  breaches: number;
  refused: number;
}

/** Counts every call in windows that slide, so that a caller keeps the limit wherever the platform's own windows begin. */
export interface Limits {
  /** Throws 45009 where a window is full or blocked. */
  count(ask: { corp: string; api: string; ip: string }): void;
  /** Counts a call under way of one key and gives back its end; throws where too many are. */
  enter(key: string, limit: number, errcode: number): () => void;
  report(): LimitReport[];
  /** How full the windows of each caller are now. */
  used(): { key: string; window: string; used: number; limit: number }[];
  clear(): void;
}

export function openLimits({ now, switches }: { now: () => number; switches: () => Switches }): Limits {
  const windows = new Map<string, Window>();
  const reports = new Map<string, LimitReport>();
  const underWay = new Map<string, number>();

  const windowOf = (key: string, name: string, spanMs: number, limit: number): Window => {
    const id = `${name} ${key}`;
    let window = windows.get(id);
    if (!window || window.limit !== limit) windows.set(id, (window = openWindow(spanMs, limit)));
    return window;
  };
  const tell = (key: string, window: string, isBreach: boolean) => {
    const id = `${window} ${key}`;
    const report = reports.get(id) ?? { key, window, breaches: 0, refused: 0 };
    reports.set(id, { ...report, breaches: report.breaches + (isBreach ? 1 : 0), refused: report.refused + 1 });
  };

  /** True where this window lets the call in; a breach begins its block. */
  const hasRoom = (window: Window, key: string, name: string): boolean => {
    const at = now();
    const fullUntil = oldestIn(window) + window.spanMs;
    if (at >= window.blockedUntil && at >= fullUntil) return true;
    const isBreach = at >= window.blockedUntil;
    if (isBreach) window.blockedUntil = switches().limits.block === "rest" ? fullUntil : at + window.spanMs;
    tell(key, name, isBreach);
    return false;
  };
  const add = (window: Window) => {
    grow(window);
    window.moments[window.count % Math.max(window.moments.length, 1)] = now();
    window.count += 1;
  };

  return {
    count({ corp, api, ip }) {
      const { limits } = switches();
      if (!limits.isOn) return;
      const key = `${corp} ${api}`;
      const all = [
        [ip, "ip-minute", windowOf(ip, "ip-minute", MINUTE_MS, limits.ipPerMinute)],
        [ip, "ip-hour", windowOf(ip, "ip-hour", HOUR_MS, limits.ipPerHour)],
        [key, "minute", windowOf(key, "minute", MINUTE_MS, limits.perMinute)],
        [key, "hour", windowOf(key, "hour", HOUR_MS, limits.perHour)],
      ] as const;
      if (!all.every(([who, name, window]) => hasRoom(window, who, name))) throw new Fault(45009);
      for (const [, , window] of all) add(window);
    },
    enter(key, limit, errcode) {
      const count = underWay.get(key) ?? 0;
      if (count >= limit) {
        tell(key, errcode === 45033 ? "concurrency" : "conflict", true);
        throw new Fault(errcode);
      }
      underWay.set(key, count + 1);
      return () => {
        const left = (underWay.get(key) ?? 1) - 1;
        if (left > 0) underWay.set(key, left);
        else underWay.delete(key);
      };
    },
    report: () => [...reports.values()],
    used: () =>
      [...windows].map(([id, window]) => {
        const [name = "", ...key] = id.split(" ");
        return { key: key.join(" "), window: name, used: countSince(window, now() - window.spanMs), limit: window.limit };
      }),
    clear() {
      windows.clear();
      reports.clear();
    },
  };
}
