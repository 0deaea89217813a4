import { FlowSpec, type Step, type StepSlot } from "./spec.contract.ts";
import { clockOf, minuteOf } from "./edit.rules.ts";

/** The text form of a flow: JSON with times written as people say them, `"一二三四五 07:30"`. */

const DAYS = "一二三四五六日";

function timesOf(slots: readonly StepSlot[]): string[] {
  const byMinute = Map.groupBy(
    [...slots].sort((a, b) => a.weekday - b.weekday),
    (slot) => slot.minute,
  );
  return [...byMinute].map(([minute, list]) => `${list.map((slot) => DAYS[slot.weekday - 1]).join("")} ${clockOf(minute)}`);
}

function slotsOf(times: unknown): StepSlot[] | null {
  if (!Array.isArray(times)) return null;
  const slots = times.flatMap((time): (StepSlot | null)[] => {
    const [days = "", clock = ""] = typeof time === "string" ? time.trim().split(/\s+/) : [];
    const minute = minuteOf(clock);
    const weekdays = [...days.replace("每天", DAYS).replaceAll("天", "日")].map((day) => DAYS.indexOf(day) + 1);
    return minute === null || weekdays.length === 0 || weekdays.includes(0) ? [null] : weekdays.map((weekday) => ({ weekday, minute }));
  });
  return slots.every((slot) => slot !== null) ? slots.sort((a, b) => a.weekday - b.weekday) : null;
}

function printStep({ id, name, direction, slots, minutes, graceMinutes, action }: Step): string {
  const fields = [{ id, name, direction }, { times: timesOf(slots) }, { minutes, graceMinutes }, { action }];
  return `    {\n${fields.map((one) => `      ${JSON.stringify(one).slice(1, -1)}`).join(",\n")}\n    }`;
}

/** The flow as text, a step in four lines; `parseFlow` reads it back to the same. */
export function printFlow(spec: FlowSpec): string {
  const steps = spec.steps.length === 0 ? "[]" : `[\n${spec.steps.map(printStep).join(",\n")}\n  ]`;
  return `{\n  "audience": ${JSON.stringify(spec.audience)},\n  "steps": ${steps}\n}\n`;
}

export type ParsedFlow = { verdict: "read"; spec: FlowSpec } | { verdict: "refuse"; reason: "not-json" | "time" | "shape"; where: string };

type Fields = Record<string, unknown>;
const fieldsOf = (value: unknown): Fields => (typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {});

/** A step with its times read; null where they are none. */
function readStep(step: unknown): Fields | null {
  const { times, ...rest } = fieldsOf(step);
  const slots = slotsOf(times);
  return slots ? { ...rest, slots } : null;
}

function readJson(text: string): { value: unknown } | { problem: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : "" };
  }
}

/** Reads the text form; says which step or field cannot be understood. */
export function parseFlow(text: string): ParsedFlow {
  const read = readJson(text);
  if ("problem" in read) return { verdict: "refuse", reason: "not-json", where: read.problem };
  const raw = fieldsOf(read.value);
  const listed: unknown[] = Array.isArray(raw["steps"]) ? raw["steps"] : [];
  const steps = listed.map(readStep);
  const wrong = steps.indexOf(null);
  if (wrong >= 0) return { verdict: "refuse", reason: "time", where: nameOf(listed[wrong], wrong) };
  const parsed = FlowSpec.safeParse({ ...raw, steps });
  if (parsed.success) return { verdict: "read", spec: parsed.data };
  return { verdict: "refuse", reason: "shape", where: parsed.error.issues[0]?.path.join(".") ?? "" };
}

function nameOf(step: unknown, n: number): string {
  const { name } = fieldsOf(step);
  return typeof name === "string" ? name : `#${n + 1}`;
}
