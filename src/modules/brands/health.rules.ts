import type { BackupHealth, Health, ReactionHealth, TickerHealth } from "./health.contract.ts";

/** A reaction is behind once its oldest unread event is older than this. */
const BEHIND_MS = 60_000;
/** A ticker is silent after this many of its intervals, and this long at least: quiet runs are noted twice a minute. */
const SILENT_ROUNDS = 3;
const SILENT_MS = 120_000;

export function reactionState(reaction: ReactionHealth, at: string): "failing" | "behind" | "fine" {
  if (reaction.failures > 0) return "failing";
  const ageMs = reaction.oldestAt === null ? 0 : Date.parse(at) - Date.parse(reaction.oldestAt);
  return ageMs > BEHIND_MS ? "behind" : "fine";
}

export function tickerState(ticker: TickerHealth, at: string): "failing" | "silent" | "fine" {
  if (ticker.failures > 0) return "failing";
  const limitMs = Math.max(SILENT_MS, SILENT_ROUNDS * ticker.everyMs);
  return ticker.ranAt !== null && Date.parse(at) - Date.parse(ticker.ranAt) > limitMs ? "silent" : "fine";
}

/** Days without a backup, after which the page warns. */
export const BACKUP_DAYS = 2;
const DAY_MS = 86_400_000;

/** How old the last backup is in whole days, or the installation where there is none, and whether that is to be warned of. */
export function backupState(backup: BackupHealth, at: string): { state: "failing" | "old" | "none" | "fine" | "elsewhere"; days: number } {
  const days = Math.floor((Date.parse(at) - Date.parse(backup.last?.endedAt ?? backup.since)) / DAY_MS);
  if (backup.failed) return { state: "failing", days };
  if (!backup.last && !backup.isBuiltIn) return { state: "elsewhere", days };
  if (days < BACKUP_DAYS) return { state: "fine", days };
  return { state: backup.last ? "old" : "none", days };
}

const isTrouble = (backup: BackupHealth, at: string) => !["fine", "elsewhere"].includes(backupState(backup, at).state);

/** How many reactions and tickers, and whether backups, need a look. */
export function countTroubles(health: Health): number {
  return (
    Number(isTrouble(health.backup, health.at)) +
    health.reactions.filter((one) => reactionState(one, health.at) !== "fine").length +
    health.tickers.filter((one) => tickerState(one, health.at) !== "fine").length
  );
}

/** The age of the oldest event that any reaction has not read; null where none waits. */
export function slowestMs(health: Health): number | null {
  const ages = health.reactions.flatMap((one) => (one.oldestAt === null ? [] : [Date.parse(health.at) - Date.parse(one.oldestAt)]));
  return ages.length === 0 ? null : Math.max(...ages);
}
