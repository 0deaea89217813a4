import { MINUTES_OF_DAY, type FlowSpec, type Step, type StepSlot } from "./spec.contract.ts";

/** Steps are moved in strides of this many minutes. */
export const STRIDE_MINUTES = 15;

export type EditDecision = { verdict: "done"; spec: FlowSpec } | { verdict: "refuse"; reason: "no-such-slot" | "day-taken" | "outside" };

const byWeekday = (a: StepSlot, b: StepSlot) => a.weekday - b.weekday;

export function replaceStep(spec: FlowSpec, step: Step): FlowSpec {
  const isKnown = spec.steps.some((one) => one.id === step.id);
  return { ...spec, steps: isKnown ? spec.steps.map((one) => (one.id === step.id ? step : one)) : [...spec.steps, step] };
}

export function removeStep(spec: FlowSpec, stepId: string): FlowSpec {
  return { ...spec, steps: spec.steps.filter((step) => step.id !== stepId) };
}

/** Moves one weekday's slot of a step to another time, or to a weekday on which the step does not stand yet. */
export function moveSlot(spec: FlowSpec, stepId: string, weekday: number, to: StepSlot): EditDecision {
  const step = spec.steps.find((one) => one.id === stepId);
  if (!step?.slots.some((slot) => slot.weekday === weekday)) return { verdict: "refuse", reason: "no-such-slot" };
  if (to.weekday < 1 || to.weekday > 7 || to.minute < 0 || to.minute >= MINUTES_OF_DAY) return { verdict: "refuse", reason: "outside" };
  if (to.weekday !== weekday && step.slots.some((slot) => slot.weekday === to.weekday)) return { verdict: "refuse", reason: "day-taken" };
  const slots = step.slots.map((slot) => (slot.weekday === weekday ? { ...to } : slot)).sort(byWeekday);
  return { verdict: "done", spec: replaceStep(spec, { ...step, slots }) };
}

/** Gives every slot of a step the same time. */
export function alignSlots(spec: FlowSpec, stepId: string, minute: number): FlowSpec {
  const step = spec.steps.find((one) => one.id === stepId);
  return step ? replaceStep(spec, { ...step, slots: step.slots.map((slot) => ({ ...slot, minute })) }) : spec;
}

/** Lets a step stand on further weekdays at a time; days it stands on already keep theirs. */
export function addSlots(spec: FlowSpec, stepId: string, weekdays: readonly number[], minute: number): FlowSpec {
  const step = spec.steps.find((one) => one.id === stepId);
  if (!step) return spec;
  const fresh = weekdays.filter((weekday) => !step.slots.some((slot) => slot.weekday === weekday)).map((weekday) => ({ weekday, minute }));
  return replaceStep(spec, { ...step, slots: [...step.slots, ...fresh].sort(byWeekday) });
}

/** Takes a step off one weekday; with its last slot the step goes. */
export function removeSlot(spec: FlowSpec, stepId: string, weekday: number): FlowSpec {
  const step = spec.steps.find((one) => one.id === stepId);
  if (!step) return spec;
  const slots = step.slots.filter((slot) => slot.weekday !== weekday);
  return slots.length === 0 ? removeStep(spec, stepId) : replaceStep(spec, { ...step, slots });
}

export function snapMinute(minute: number, stride = STRIDE_MINUTES): number {
  return Math.min(MINUTES_OF_DAY - stride, Math.max(0, Math.round(minute / stride) * stride));
}
