import type { Language } from "../../lib/language.ts";
import type { Scope } from "../../server/context.ts";
import type { Export, ExportColumn } from "../../server/exports.ts";
import type { Rights } from "./exports.contract.ts";

type Lists = readonly Export[];

export const findList = (lists: Lists, name: string): Export | undefined => lists.find((one) => one.name === name);

/** The columns of a file: those the page shows, in its order, or all; without those the asker may not have. */
export function chooseColumns<Row>(
  columns: readonly ExportColumn<Row>[],
  seen: readonly string[] | undefined,
  holds: (permission: string) => boolean,
): ExportColumn<Row>[] {
  const allowed = columns.filter((column) => !column.permission || holds(column.permission));
  if (!seen) return allowed;
  const placeOf = (column: ExportColumn<Row>) => (column.seenIn === null ? -1 : seen.indexOf(column.seenIn ?? column.key));
  const chosen = allowed.filter((column) => placeOf(column) >= 0).toSorted((a, b) => placeOf(a) - placeOf(b));
  return chosen.length > 0 ? chosen : allowed;
}

/** What a file of these columns under these conditions needs, the same one perhaps more than once. */
export const permissionsOf = (list: Export, input: unknown, columns: readonly ExportColumn<never>[]): string[] => [
  list.permission,
  ...(list.alsoNeeds?.(input) ?? []),
  ...columns.flatMap((column) => column.permission ?? []),
];

const width: Record<Scope, number> = { own: 0, subtree: 1, brand: 2 };

/** The first right of a file that is no longer held as far; from another unit only the whole brand is. */
export function lostRight(made: Rights, now: Rights): string | undefined {
  return Object.entries(made.scopes).find(([permission, was]) => {
    const is = now.scopes[permission];
    return is === undefined || width[is] < width[was] || (is !== "brand" && now.orgId !== made.orgId);
  })?.[0];
}

const truth: Record<Language, readonly [string, string]> = { "zh-CN": ["是", "否"], en: ["Yes", "No"] };

export function cellOf(value: string | number | boolean | null, language: Language): string | number | null {
  return typeof value === "boolean" ? truth[language][value ? 0 : 1] : value;
}

/** `会员-2026-11-22.xlsx`; what no file system takes becomes a space. */
export function fileName(title: string, day: string, format: string): string {
  return `${title.replace(/[\\/:*?"<>|\s]+/g, " ").trim()}-${day}.${format}`;
}
