/** One day of a group, oldest first, without holes; the last is yesterday. */
export interface TalkDay {
  day: string;
  /** Everybody who was in that day. */
  members: number;
  /** Of them, who said something valid. */
  active: number;
  messages: number;
}

export type DyingReason =
  | { kind: "silent"; days: number; lastDay: string | null }
  /** Ratios: what is usual, and the last seven days. */
  | { kind: "fading"; usual: number; now: number; days: number };

export interface Dying {
  since: string;
  reason: DyingReason;
}

export const SILENT_DAYS = 7;
export const FADING_SHARE = 0.3;
export const FADING_DAYS = 5;
const WINDOW_DAYS = 7;
const USUAL_DAYS = 28;
/** Fewer known days make no usual rate. */
const USUAL_KNOWN_DAYS = 14;

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

const rateOf = (days: readonly TalkDay[]) => {
  const members = days.reduce((sum, day) => sum + day.members, 0);
  return members > 0 ? days.reduce((sum, day) => sum + day.active, 0) / members : null;
};

/** The interaction of the seven days that end at `at`, beside the median day of the 28 before them. */
function pace(days: readonly TalkDay[], at: number): { now: number; usual: number } | null {
  const before = days
    .slice(Math.max(0, at + 1 - WINDOW_DAYS - USUAL_DAYS), Math.max(0, at + 1 - WINDOW_DAYS))
    .flatMap((day) => (day.members > 0 ? [day.active / day.members] : []));
  const usual = before.length >= USUAL_KNOWN_DAYS ? median(before) : null;
  const now = rateOf(days.slice(Math.max(0, at + 1 - WINDOW_DAYS), at + 1));
  return usual !== null && usual > 0 && now !== null ? { now, usual } : null;
}

function findSilence(days: readonly TalkDay[], spokeToday: boolean): Dying | null {
  const last = days.at(-1);
  if (!last || last.members === 0 || spokeToday) return null;
  const lastAt = days.findLastIndex((day) => day.messages > 0);
  const silent = days.length - 1 - lastAt;
  const began = days[lastAt + SILENT_DAYS];
  return silent >= SILENT_DAYS && began
    ? { since: began.day, reason: { kind: "silent", days: silent, lastDay: days[lastAt]?.day ?? null } }
    : null;
}

function findFading(days: readonly TalkDay[]): Dying | null {
  const isLow = (at: number) => {
    const found = pace(days, at);
    return found !== null && found.now < found.usual * FADING_SHARE;
  };
  let first = days.length;
  while (first > 0 && isLow(first - 1)) first--;
  const length = days.length - first;
  const [began, now] = [days[first + FADING_DAYS - 1], pace(days, days.length - 1)];
  return length >= FADING_DAYS && began && now ? { since: began.day, reason: { kind: "fading", ...now, days: length } } : null;
}

/**
 * A11: a group is dying where no member has said anything for seven days, or where its 7-day interaction has been below 0.3 of its
 * own median of the 28 days before for five days. `since` is the day it became so.
 */
export function decideDying(days: readonly TalkDay[], spokeToday: boolean): Dying | null {
  return findSilence(days, spokeToday) ?? findFading(days);
}
