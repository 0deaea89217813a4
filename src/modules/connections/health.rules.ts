import type { WindowView } from "../../channels/wecom/wecom.limits.ts";
import { refusedOutcomes } from "./intake.rules.ts";
import type { ApiHealth, ConnectionHealth } from "./health.contract.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const MINUTES = 60;
const HOURS = 24;

export interface CallRow {
  minute: string;
  api: string;
  outcome: string;
  count: number;
  tookMs: number;
}

export interface HealthFacts {
  calls: readonly CallRow[];
  /** APIs whose limits somebody holds. */
  limited: readonly string[];
  limitsOf: (api: string) => WindowView;
  address: WindowView;
  hours: readonly { hour: string; outcome: string; count: number }[];
  nowMs: number;
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
const countOf = (rows: readonly { count: number }[]) => sum(rows.map((row) => row.count));
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
const meanOf = (rows: readonly CallRow[]) => {
  const count = countOf(rows);
  return count === 0 ? null : Math.round(sum(rows.map((row) => row.tookMs)) / count);
};

/** Whole steps of a span up to now, oldest first. */
const steps = (nowMs: number, stepMs: number, count: number) =>
  Array.from({ length: count }, (_, i) => (Math.floor(nowMs / stepMs) - count + 1 + i) * stepMs);

function apiHealth(api: string, rows: readonly CallRow[], view: WindowView): ApiHealth {
  const failures = [
    ...Map.groupBy(
      rows.filter((row) => row.outcome !== "ok"),
      (row) => row.outcome,
    ),
  ];
  const last = rows.map((row) => Date.parse(row.minute)).sort((a, b) => b - a)[0];
  return {
    api,
    calls: countOf(rows),
    failures: failures.map(([outcome, all]) => ({ outcome, count: countOf(all) })).sort((a, b) => b.count - a.count),
    meanMs: meanOf(rows),
    lastAt: iso(last ?? null),
    rates: view.rates,
    width: view.width,
    share: view.share,
    shutUntil: iso(view.shutUntilMs),
    breaker: view.breaker,
    openUntil: iso(view.openUntilMs),
  };
}

/** The figures of a connection's page: the busiest API first. */
export function computeCalls({
  calls,
  limited,
  limitsOf,
  address,
  nowMs,
}: HealthFacts): Pick<ConnectionHealth, "minutes" | "calls" | "failed" | "meanMs" | "apis" | "address"> {
  const byMinute = Map.groupBy(calls, (row) => Date.parse(row.minute));
  const byApi = Map.groupBy(calls, (row) => row.api);
  const apis = [...new Set([...byApi.keys(), ...limited])];
  const failedOf = (rows: readonly CallRow[]) => countOf(rows.filter((row) => row.outcome !== "ok"));
  return {
    minutes: steps(nowMs, MINUTE_MS, MINUTES).map((ms) => {
      const rows = byMinute.get(ms) ?? [];
      return { at: new Date(ms).toISOString(), ok: countOf(rows) - failedOf(rows), failed: failedOf(rows) };
    }),
    calls: countOf(calls),
    failed: failedOf(calls),
    meanMs: meanOf(calls),
    apis: apis
      .map((api) => apiHealth(api, byApi.get(api) ?? [], limitsOf(api)))
      .sort((a, b) => b.calls - a.calls || (a.api < b.api ? -1 : 1)),
    address: address.rates,
  };
}

const isRefused = (outcome: string) => refusedOutcomes.some((one) => one === outcome);

export function computeCallbacks({
  hours,
  nowMs,
}: HealthFacts): Pick<ConnectionHealth["callbacks"], "hours" | "received" | "doubled" | "replayed" | "refused"> {
  const byHour = Map.groupBy(hours, (row) => Date.parse(row.hour));
  const of = (outcome: string) => countOf(hours.filter((row) => row.outcome === outcome));
  return {
    hours: steps(nowMs, HOUR_MS, HOURS).map((ms) => {
      const rows = byHour.get(ms) ?? [];
      return {
        at: new Date(ms).toISOString(),
        received: countOf(rows.filter((row) => row.outcome === "received")),
        refused: countOf(rows.filter((row) => isRefused(row.outcome))),
      };
    }),
    received: of("received"),
    doubled: of("doubled"),
    replayed: of("replayed"),
    refused: refusedOutcomes.map((reason) => ({ reason, count: of(reason) })).filter((one) => one.count > 0),
  };
}
