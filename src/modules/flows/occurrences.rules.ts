import { addDays, atLocalMs, daysFromTo, localDay, weekdayOf } from "../../lib/time.ts";
import type { Step, StepSlot } from "./spec.contract.ts";

/** One step on one local day. */
export interface Occurrence {
  stepId: string;
  /** The brand's calendar day. */
  day: string;
  weekday: number;
  minute: number;
  dueMs: number;
}

type Timed = Pick<Step, "id"> & { slots: readonly StepSlot[] };

/**
 * Every step of every day from `from` to `to`, both included, by time. Each (step, day) comes once: where the clock jumps over its
 * minute it is due at the later wall time, where the minute comes twice at the earlier one.
 */
export function computeOccurrences(steps: readonly Timed[], from: string, to: string, zone: string): Occurrence[] {
  const found = daysFromTo(from, to).flatMap((day) => {
    const weekday = weekdayOf(day);
    return steps.flatMap((step) => {
      const slot = step.slots.find((one) => one.weekday === weekday);
      return slot ? [{ stepId: step.id, day, weekday, minute: slot.minute, dueMs: atLocalMs(day, slot.minute, zone) }] : [];
    });
  });
  return found.sort((a, b) => a.dueMs - b.dueMs || a.stepId.localeCompare(b.stepId));
}

/** What falls due after `afterMs` until `untilMs`, the latter included: windows that touch share nothing and leave nothing out. */
export function occurrencesBetween(steps: readonly Timed[], afterMs: number, untilMs: number, zone: string): Occurrence[] {
  if (untilMs <= afterMs) return [];
  const days = computeOccurrences(steps, addDays(localDay(afterMs, zone), -1), addDays(localDay(untilMs, zone), 1), zone);
  return days.filter((one) => one.dueMs > afterMs && one.dueMs <= untilMs);
}

/** The first moment after `afterMs` at which a step falls due; null where no step ever does. */
export function nextDueMs(steps: readonly Timed[], afterMs: number, zone: string): number | null {
  const day = localDay(afterMs, zone);
  return computeOccurrences(steps, addDays(day, -1), addDays(day, 8), zone).find((one) => one.dueMs > afterMs)?.dueMs ?? null;
}
