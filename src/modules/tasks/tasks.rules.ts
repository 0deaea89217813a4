import type { TaskState } from "./tasks.contract.ts";

export type EndDecision = { verdict: "end" } | { verdict: "refuse"; reason: "ended" | "expired" };

/** Only an open task that has not run out can be ended by a person. */
export function decideEnd(task: { state: TaskState; expiresAtMs: number | null }, nowMs: number): EndDecision {
  if (task.state !== "open") return { verdict: "refuse", reason: "ended" };
  if (task.expiresAtMs !== null && task.expiresAtMs <= nowMs) return { verdict: "refuse", reason: "expired" };
  return { verdict: "end" };
}

export type ReopenDecision = { verdict: "reopen" } | { verdict: "refuse"; reason: "open" | "expired" | "not-by-hand" };

/** A done or skipped task comes back until it runs out; what the product itself ended does not. */
export function decideReopen(task: { state: TaskState; expiresAtMs: number | null }, nowMs: number): ReopenDecision {
  if (task.state === "open") return { verdict: "refuse", reason: "open" };
  if (task.state !== "done" && task.state !== "skipped") return { verdict: "refuse", reason: "not-by-hand" };
  if (task.expiresAtMs !== null && task.expiresAtMs <= nowMs) return { verdict: "refuse", reason: "expired" };
  return { verdict: "reopen" };
}

export type PostponeDecision = { verdict: "postpone" } | { verdict: "refuse"; reason: "past" | "after-expiry" };

/** A new due time lies ahead, and before the task runs out. */
export function decidePostpone(task: { expiresAtMs: number | null }, dueAtMs: number, nowMs: number): PostponeDecision {
  if (dueAtMs <= nowMs) return { verdict: "refuse", reason: "past" };
  if (task.expiresAtMs !== null && dueAtMs >= task.expiresAtMs) return { verdict: "refuse", reason: "after-expiry" };
  return { verdict: "postpone" };
}
