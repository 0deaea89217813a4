import { isFields, isSame } from "../../lib/json.ts";
import { clockOf } from "../../lib/clock.ts";
import { type Language, listJoint } from "../../lib/language.ts";
import { formatFen } from "../../lib/money.ts";
import { formFor } from "../../lib/words.ts";
import type { AuditEntry } from "./audit.contract.ts";
import { fieldName } from "./audit-fields.rules.ts";
import { fieldWord, valueWord } from "./audit-words.rules.ts";

export interface Change {
  field: string;
  /** Undefined where there was nothing before, or nothing is left. */
  before: unknown;
  after: unknown;
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

/** What the target is called: as it is now, else as it was then, else its id. */
export function targetNameOf(entry: Pick<AuditEntry, "targetName" | "targetId" | "before" | "after">): string {
  const then = [entry.after, entry.before].map((side) => (isFields(side) && typeof side["name"] === "string" ? side["name"] : null));
  return entry.targetName ?? then[0] ?? then[1] ?? entry.targetId ?? "";
}

const LONG = 80;
const MANY = 6;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Every id somewhere inside a value of JSON. */
export function idsIn(value: unknown): string[] {
  if (typeof value === "string") return UUID.test(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(idsIn);
  return isFields(value) ? Object.values(value).flatMap(idsIn) : [];
}

/** What ids stand for. */
export type Names = ReadonlyMap<string, string>;

const words = {
  "zh-CN": { empty: "空", yes: "是", no: "否", many: (count: number) => `${count} 项`, part: "，", colon: "：" },
  en: {
    empty: "empty",
    yes: "yes",
    no: "no",
    many: (count: number) => `${count} ${formFor(count, "item|items")}`,
    part: ", ",
    colon: ": ",
  },
} satisfies Record<Language, unknown>;

const percent = (share: number) => `${Number((share * 100).toFixed(1))}%`;

/** Numbers that are kept in one unit and read in another, by their field. */
const numberTexts: Readonly<Record<string, (value: number) => string>> = {
  fen: formatFen,
  ticketFen: formatFen,
  minute: clockOf,
  quietFromMinute: clockOf,
  quietToMinute: clockOf,
  seatsShare: percent,
  interaction7d: percent,
  retention30d: percent,
  conversion30d: percent,
  margin: percent,
};

/** A field's value as a person reads it: money as money, a time as a clock shows it. */
export function fieldText(field: string, value: unknown, names: Names, language: Language): string {
  if (typeof value === "number") return numberTexts[field]?.(value) ?? valueText(value, names, language);
  return (typeof value === "string" ? fieldWord(field, value, language) : undefined) ?? valueText(value, names, language);
}

/** A value as a person reads it; long text is cut, an empty one says so. */
export function valueText(value: unknown, names: Names, language: Language): string {
  const { empty, yes, no } = words[language];
  if (value == null || value === "") return empty;
  if (typeof value === "boolean") return value ? yes : no;
  if (typeof value === "number") return value.toLocaleString("en-US");
  if (typeof value === "string") return textOf(value, names, language);
  return Array.isArray(value) ? listText(value, names, language) : fieldsText(value, names, language);
}

function textOf(value: string, names: Names, language: Language): string {
  return names.get(value) ?? valueWord(value, language) ?? (value.length > LONG ? `${value.slice(0, LONG)}…` : value);
}

function listText(values: readonly unknown[], names: Names, language: Language): string {
  if (values.length === 0) return words[language].empty;
  if (values.length > MANY) return words[language].many(values.length);
  return values.map((value) => valueText(value, names, language)).join(listJoint[language]);
}

function fieldsText(value: unknown, names: Names, language: Language): string {
  if (!isFields(value)) return "";
  return Object.entries(value)
    .slice(0, MANY)
    .map(([field, one]) => `${fieldName(field, language)} ${fieldText(field, one, names, language)}`)
    .join(words[language].part);
}

/** `角色：运营 → 运营、内容`, or `名字：周禾` where there is only one side. */
export function diffText({ field, before, after }: Change, names: Names, language: Language): string {
  const name = `${fieldName(field, language)}${words[language].colon}`;
  if (before === undefined) return name + fieldText(field, after, names, language);
  return `${name}${fieldText(field, before, names, language)} → ${fieldText(field, after, names, language)}`;
}
