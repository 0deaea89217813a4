import { fieldName, valueWord } from "./audit-words.rules.ts";

export interface Change {
  field: string;
  /** Undefined where there was nothing before, or nothing is left. */
  before: unknown;
  after: unknown;
}

const isFields = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** Two values of JSON are the same whatever the order of their fields. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => isSame(one, b[i]));
  if (!isFields(a) || !isFields(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => isSame(a[key], b[key]));
}

/** What differs between what was and what is, field by field; with only one side, all of it that says something. */
export function diffOf(before: unknown, after: unknown): Change[] {
  if (before == null && after == null) return [];
  const [was, is] = [isFields(before) ? before : {}, isFields(after) ? after : {}];
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const changes = keys
    .filter((field) => field !== "id" && !isSame(was[field] ?? null, is[field] ?? null))
    .map((field) => ({ field, before: was[field], after: is[field] }));
  if (changes.length > 0 || isFields(before) || isFields(after)) return changes;
  return [{ field: "value", before, after }];
}

const LONG = 80;

/** A value as a person reads it; long text is cut, an empty one says so. */
export function valueText(value: unknown): string {
  if (value == null || value === "") return "空";
  if (typeof value === "boolean") return value ? "是" : "否";
  if (typeof value === "number") return value.toLocaleString("en-US");
  if (typeof value === "string") return textOf(value);
  return Array.isArray(value) ? listText(value) : fieldsText(value);
}

function textOf(value: string): string {
  return valueWord(value) ?? (value.length > LONG ? `${value.slice(0, LONG)}…` : value);
}

const MANY = 6;

function listText(values: readonly unknown[]): string {
  if (values.length === 0) return "空";
  return values.length > MANY ? `${values.length} 项` : values.map(valueText).join("、");
}

function fieldsText(value: unknown): string {
  if (!isFields(value)) return "";
  return Object.entries(value)
    .slice(0, MANY)
    .map(([field, one]) => `${fieldName(field)} ${valueText(one)}`)
    .join("，");
}

/** `角色：运营 → 运营、内容`, or `名字：周禾` where there is only one side. */
export function diffText({ field, before, after }: Change): string {
  const name = fieldName(field);
  if (before === undefined) return `${name}：${valueText(after)}`;
  return `${name}：${valueText(before)} → ${valueText(after)}`;
}
