import type { OutboundAnswer } from "../../server/outbound.ts";

const S = 1_000;
const MIN = 60 * S;
const HOUR = 60 * MIN;

/** How long after each failed try the next one comes: ten tries within about two days. */
export const RETRY_DELAYS_MS: readonly number[] = [5 * S, 30 * S, 2 * MIN, 10 * MIN, 30 * MIN, 2 * HOUR, 5 * HOUR, 10 * HOUR, 24 * HOUR];
export const MAX_TRIES = RETRY_DELAYS_MS.length + 1;

/** A receiver that failed without a break for this long, and this often, is left in peace until a person looks. */
const PAUSE_AFTER_MS = 24 * HOUR;
const PAUSE_AFTER_FAILURES = 20;

/** Calls to one receiver at once; a failing one is asked one at a time. */
export const ROOM = 10;
const FAILING_FROM = 5;

export function roomOf(failuresInRow: number): number {
  return failuresInRow >= FAILING_FROM ? 1 : ROOM;
}

export type Outcome =
  | { verdict: "delivered"; status: number }
  | { verdict: "again"; status: number | null; failure: string; dueAtMs: number }
  | { verdict: "dead"; status: number | null; failure: string };

/**
 * What is no https address and receivers that say 410 are not asked again; a name that leads inside is, for what a resolver says may be wrong
 * for an hour. Retry-After is kept to, as far as a day.
 */
export function decideOutcome(answer: OutboundAnswer, tries: number, nowMs: number, chance: number): Outcome {
  if ("failure" in answer) {
    return isUnfit(answer.failure)
      ? { verdict: "dead", status: null, failure: answer.failure }
      : later(null, answer.failure, tries, nowMs, chance, 0);
  }
  const { status } = answer;
  if (status >= 200 && status < 300) return { verdict: "delivered", status };
  if (status === 410) return { verdict: "dead", status, failure: "gone" };
  return later(status, status >= 300 && status < 400 ? "redirect" : "status", tries, nowMs, chance, waitAsked(answer.retryAfter, nowMs));
}

const isUnfit = (failure: string) => ["bad-url", "not-https"].includes(failure);

function later(status: number | null, failure: string, tries: number, nowMs: number, chance: number, askedMs: number): Outcome {
  const delayMs = RETRY_DELAYS_MS[tries - 1];
  if (delayMs === undefined) return { verdict: "dead", status, failure };
  return { verdict: "again", status, failure, dueAtMs: nowMs + Math.max(askedMs, jitter(delayMs, chance)) };
}

/** A fifth earlier or later, so that what failed together does not come back together; `chance` is from 0 up to 1. */
function jitter(delayMs: number, chance: number): number {
  return Math.round(delayMs * (0.8 + 0.4 * chance));
}

/** Seconds or a date, as HTTP has it; nonsense and the past are no wait. */
function waitAsked(retryAfter: string | null, nowMs: number): number {
  if (retryAfter === null) return 0;
  const ms = /^\d{1,9}$/.test(retryAfter.trim())
    ? Number(retryAfter) * S
    : /^[A-Z][a-z]{2}, /.test(retryAfter)
      ? Date.parse(retryAfter) - nowMs
      : 0;
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), 24 * HOUR) : 0;
}

export interface Course {
  failuresInRow: number;
  failingSinceMs: number | null;
}

/** Whether a receiver is to be paused: gone for good, or failing too long. */
export function decidePause(course: Course, isGone: boolean, nowMs: number): "gone" | "failing" | null {
  if (isGone) return "gone";
  const isLong = course.failingSinceMs !== null && nowMs - course.failingSinceMs >= PAUSE_AFTER_MS;
  return isLong && course.failuresInRow >= PAUSE_AFTER_FAILURES ? "failing" : null;
}
