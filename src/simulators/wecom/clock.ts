/** The simulator's time: it runs with the machine's or stands held, and may be moved on by its driver in either. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  readonly isHeld: boolean;
  /** Runs once when that much simulator time has gone by; the answer takes it back. */
  after(delayMs: number, run: () => void | Promise<void>): () => void;
  sleep(delayMs: number): Promise<void>;
  /** Moves time on and runs, in order, what falls due on the way; resolves when all of that is done. */
  advance(byMs: number): Promise<void>;
  hold(): void;
  go(): void;
  /** Lets go of every timer. */
  stop(): void;
}

interface Timer {
  at: number;
  run: () => void | Promise<void>;
}

/** Where a timer of this moment goes: after all that are due no later. */
function placeOf(timers: readonly Timer[], at: number): number {
  let [low, high] = [0, timers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timers[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `startMs` is the moment it shows at first; held, it moves only by `advance`. */
export function openClock({ startMs = Date.now(), held = false }: { startMs?: number; held?: boolean } = {}): Clock {
  const timers: Timer[] = [];
  let base = startMs;
  let since: number | undefined = held ? undefined : performance.now();
  let alarm: NodeJS.Timeout | undefined;

  const now = () => Math.floor(base + (since === undefined ? 0 : performance.now() - since));

  const setAlarm = () => {
    clearTimeout(alarm);
    const next = timers[0];
    if (since === undefined || !next) return;
    alarm = setTimeout(ring, Math.min(Math.max(0, next.at - now()), 1_000_000_000));
    alarm.unref();
  };
  const ring = () => {
    while (timers[0] && timers[0].at <= now()) void timers.shift()?.run();
    setAlarm();
  };
  const moveTo = (at: number) => {
    base = at;
    if (since !== undefined) since = performance.now();
  };

  const clock: Clock = {
    now,
    get isHeld() {
      return since === undefined;
    },
    after(delayMs, run) {
      const timer = { at: now() + delayMs, run };
      timers.splice(placeOf(timers, timer.at), 0, timer);
      if (timers[0] === timer) setAlarm();
      return () => {
        const at = timers.indexOf(timer);
        if (at >= 0) timers.splice(at, 1);
      };
    },
    sleep: (delayMs) => (delayMs <= 0 ? Promise.resolve() : new Promise((wake) => clock.after(delayMs, wake))),
    async advance(byMs) {
      const until = now() + byMs;
      while (timers[0] && timers[0].at <= until) {
        const timer = timers.shift();
        if (!timer) break;
        if (timer.at > now()) moveTo(timer.at);
        await timer.run();
      }
      if (until > now()) moveTo(until);
      setAlarm();
    },
    hold() {
      base = now();
      since = undefined;
      clearTimeout(alarm);
    },
    go() {
      since ??= performance.now();
      setAlarm();
    },
    stop() {
      timers.length = 0;
      clearTimeout(alarm);
    },
  };
  return clock;
}

const DAY_MS = 86_400_000;
const BEIJING_MS = 8 * 3_600_000;

/** The Beijing midnight at or before a moment, in seconds: the platform's days are Beijing's everywhere. */
export const beijingMidnight = (atSeconds: number) => Math.floor((atSeconds * 1000 + BEIJING_MS) / DAY_MS) * 86_400 - BEIJING_MS / 1000;

/** The Beijing calendar of a moment. */
export function beijingDate(atMs: number): { year: number; month: number; day: number; daysInMonth: number; weekday: number } {
  const date = new Date(atMs + BEIJING_MS);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return {
    year,
    month: month + 1,
    day: date.getUTCDate(),
    daysInMonth: new Date(Date.UTC(year, month + 1, 0)).getUTCDate(),
    weekday: (date.getUTCDay() + 6) % 7,
  };
}
