import type { FlowSpec, Step, StepSlot } from "./spec.contract.ts";

export type SpecChange =
  | { kind: "step-added" | "step-removed"; stepId: string; name: string; slots: readonly StepSlot[] }
  | { kind: "step-renamed"; stepId: string; name: string; from: string }
  | { kind: "slot-added" | "slot-removed"; stepId: string; name: string; weekday: number; minute: number }
  | { kind: "slot-moved"; stepId: string; name: string; weekday: number; from: number; to: number }
  | { kind: "content-changed" | "direction-changed" | "limits-changed"; stepId: string; name: string }
  | { kind: "audience-changed" };

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function slotChanges(before: Step, after: Step): SpecChange[] {
  const known = { stepId: after.id, name: after.name };
  const old = new Map(before.slots.map((slot) => [slot.weekday, slot.minute]));
  const fresh = new Map(after.slots.map((slot) => [slot.weekday, slot.minute]));
  return [1, 2, 3, 4, 5, 6, 7].flatMap((weekday): SpecChange[] => {
    const [from, to] = [old.get(weekday), fresh.get(weekday)];
    if (from === to) return [];
    if (from === undefined && to !== undefined) return [{ kind: "slot-added", ...known, weekday, minute: to }];
    if (to === undefined && from !== undefined) return [{ kind: "slot-removed", ...known, weekday, minute: from }];
    return from !== undefined && to !== undefined ? [{ kind: "slot-moved", ...known, weekday, from, to }] : [];
  });
}

function stepChanges(before: Step, after: Step): SpecChange[] {
  const known = { stepId: after.id, name: after.name };
  return [
    ...(before.name === after.name ? [] : [{ kind: "step-renamed" as const, ...known, from: before.name }]),
    ...slotChanges(before, after),
    ...(same(before.action, after.action) ? [] : [{ kind: "content-changed" as const, ...known }]),
    ...(before.direction === after.direction ? [] : [{ kind: "direction-changed" as const, ...known }]),
    ...(before.minutes === after.minutes && before.graceMinutes === after.graceMinutes
      ? []
      : [{ kind: "limits-changed" as const, ...known }]),
  ];
}

/** What leads from one spec to another, step by step by their ids. */
export function diffSpecs(before: FlowSpec, after: FlowSpec): SpecChange[] {
  const old = new Map(before.steps.map((step) => [step.id, step]));
  const kept = new Set(after.steps.map((step) => step.id));
  return [
    ...(same(before.audience, after.audience) ? [] : [{ kind: "audience-changed" as const }]),
    ...before.steps
      .filter((step) => !kept.has(step.id))
      .map((step) => ({ kind: "step-removed" as const, stepId: step.id, name: step.name, slots: step.slots })),
    ...after.steps.flatMap((step): SpecChange[] => {
      const known = old.get(step.id);
      return known ? stepChanges(known, step) : [{ kind: "step-added", stepId: step.id, name: step.name, slots: step.slots }];
    }),
  ];
}
