import { clockOf, minuteOf } from "../../lib/clock.ts";
import type { Language } from "../../lib/language.ts";
import { FlowSpec, type Step, type StepSlot } from "./spec.contract.ts";

/** The text form of a flow: JSON with times written as people say them, `"一二三四五 07:30"`, `"Mon,Tue 07:30"`. */

const dayNames: Record<Language, readonly string[]> = {
  "zh-CN": ["一", "二", "三", "四", "五", "六", "日"],
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
};
const everyDay = /^(每天|daily)$/i;

/** `一二三`, `Mon,Tue` as weekdays from 1; 0 for what is none. */
function weekdaysOf(days: string): number[] {
  if (everyDay.test(days)) return [1, 2, 3, 4, 5, 6, 7];
  const names = /^[\x20-\x7e]+$/.test(days) ? days.split(",") : [...days.replaceAll("天", "日")];
  return names.map(
    (name) => 1 + Math.max(...Object.values(dayNames).map((list) => list.findIndex((one) => one.toLowerCase() === name.toLowerCase()))),
  );
}

function timesOf(slots: readonly StepSlot[], language: Language): string[] {
  const byMinute = Map.groupBy(
    [...slots].sort((a, b) => a.weekday - b.weekday),
    (slot) => slot.minute,
  );
  return [...byMinute].map(
    ([minute, list]) => `${list.map((slot) => dayNames[language][slot.weekday - 1]).join(language === "en" ? "," : "")} ${clockOf(minute)}`,
  );
}

function slotsOf(times: unknown): StepSlot[] | null {
  if (!Array.isArray(times)) return null;
  const slots = times.flatMap((time): (StepSlot | null)[] => {
    const [days = "", clock = ""] = typeof time === "string" ? time.trim().split(/\s+/) : [];
    const minute = minuteOf(clock);
    const weekdays = weekdaysOf(days);
    return minute === null || weekdays.length === 0 || weekdays.includes(0) ? [null] : weekdays.map((weekday) => ({ weekday, minute }));
  });
  return slots.every((slot) => slot !== null) ? slots.sort((a, b) => a.weekday - b.weekday) : null;
}

function printStep({ id, name, direction, slots, minutes, graceMinutes, action }: Step, language: Language): string {
  const fields = [{ id, name, direction }, { times: timesOf(slots, language) }, { minutes, graceMinutes }, { action }];
  return `    {\n${fields.map((one) => `      ${JSON.stringify(one).slice(1, -1)}`).join(",\n")}\n    }`;
}

/** The flow as text, a step in four lines; `parseFlow` reads it back to the same. */
export function printFlow(spec: FlowSpec, language: Language): string {
  const steps = spec.steps.length === 0 ? "[]" : `[\n${spec.steps.map((step) => printStep(step, language)).join(",\n")}\n  ]`;
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
