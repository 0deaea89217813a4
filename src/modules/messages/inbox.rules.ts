import type { KeptReason } from "./inbound.contract.ts";
import type { InboxState } from "./inbox.contract.ts";
import { cleanText } from "./validity.rules.ts";

/** Deeper than any report is nested; what lies below is left out. */
const DEPTH_LIMIT = 100;

const unreadable: ReadonlySet<string> = new Set<KeptReason>(["unreadable", "too-long", "too-old"]);

/** How what is kept for a reason waits. */
export function stateOf(reason: string): InboxState {
  return unreadable.has(reason) ? "unreadable" : "quarantined";
}

export function sourceOf(item: unknown): string {
  const source = typeof item === "object" && item !== null && "source" in item ? item.source : undefined;
  return typeof source === "string" ? cleanText(source).slice(0, 80) || "?" : "?";
}

function tidy(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
  if (depth > DEPTH_LIMIT) return "…";
  if (Array.isArray(value)) return value.map((one) => tidy(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, tidy(one, depth + 1)]),
  );
}

/** An item as JSON text, the same whatever the order of its fields; NUL and halves of pairs stand in it as escapes. */
export function bodyOf(item: unknown): string {
  return JSON.stringify(tidy(item, 0)) ?? "null";
}
