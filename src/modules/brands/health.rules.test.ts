import { expect, test } from "vitest";
import type { BackupHealth, Health } from "./health.contract.ts";
import { backupState, countTroubles, reactionState, slowestMs, tickerState } from "./health.rules.ts";

const at = "2026-11-22T02:00:00.000Z";
const before = (ms: number) => new Date(Date.parse(at) - ms).toISOString();
const reaction = { name: "r", waiting: 0, oldestAt: null, failures: 0, failedAt: null, failure: null };
const ticker = { name: "t", everyMs: 1_000, ranAt: before(1_000), tookMs: 1, failures: 0, failedAt: null, failure: null };

test("a reaction is behind after a minute, a ticker silent after three rounds and two minutes", () => {
  expect(reactionState(reaction, at)).toBe("fine");
  expect(reactionState({ ...reaction, waiting: 1, oldestAt: before(60_000) }, at)).toBe("fine");
  expect(reactionState({ ...reaction, waiting: 1, oldestAt: before(60_001) }, at)).toBe("behind");
  expect(reactionState({ ...reaction, failures: 1 }, at)).toBe("failing");
  expect(tickerState(ticker, at)).toBe("fine");
  expect(tickerState({ ...ticker, ranAt: before(120_001) }, at)).toBe("silent");
  expect(tickerState({ ...ticker, everyMs: 3_600_000, ranAt: before(7_200_000) }, at)).toBe("fine");
  expect(tickerState({ ...ticker, ranAt: null, failures: 3 }, at)).toBe("failing");
});

const day = 86_400_000;
const backup: BackupHealth = { isBuiltIn: true, since: before(9 * day), last: null, failed: null };
const last = { tookMs: 900, folder: "qunce-1", bytes: 1, rows: 1, checkedAt: null };

test("a backup is due two days after the last one, or after the installation was made; its own tools' where it is not the product's", () => {
  expect(backupState({ ...backup, since: before(2 * day - 1) }, at)).toEqual({ state: "fine", days: 1 });
  expect(backupState(backup, at)).toEqual({ state: "none", days: 9 });
  expect(backupState({ ...backup, isBuiltIn: false }, at).state).toBe("elsewhere");
  const kept = { ...backup, last: { ...last, endedAt: before(day) } };
  expect(backupState(kept, at)).toEqual({ state: "fine", days: 1 });
  expect(backupState({ ...kept, failed: { endedAt: before(1), failure: "ENOSPC" } }, at)).toEqual({ state: "failing", days: 1 });
  expect(backupState({ ...kept, last: { ...last, endedAt: before(3 * day) } }, at)).toEqual({ state: "old", days: 3 });
});

test("what needs a look is counted, the slowest is named", () => {
  const health: Health = {
    at,
    backup: { ...backup, since: before(day) },
    reactions: [reaction, { ...reaction, waiting: 2, oldestAt: before(90_000) }],
    tickers: [ticker, { ...ticker, failures: 1 }],
    database: { bytes: 1, version: "18", connections: 1, maxConnections: 100, startedAt: before(1) },
    parts: [],
    defaults: [],
    largest: [],
  };
  expect(countTroubles(health)).toBe(2);
  expect(countTroubles({ ...health, backup })).toBe(3);
  expect(slowestMs(health)).toBe(90_000);
  expect(slowestMs({ ...health, reactions: [reaction] })).toBeNull();
});
