import { z } from "zod";
import type { App } from "../corp.ts";
import { Fault } from "../faults.ts";
import type { World } from "../world.ts";

/** One call, after its token, its limits and its form have been looked at. */
export interface Ask {
  world: World;
  /** The app whose secret gave the token. */
  app: App;
  query: Record<string, string>;
  body: Record<string, unknown>;
  /** The body as it came, for uploads. */
  raw: Buffer;
  contentType: string;
  ip: string;
}

export interface Api {
  method: "GET" | "POST";
  /** Takes no token: the call brings its own key or secret. */
  isOpen?: boolean;
  /** Needs the app to be listed for customer contact: 48002. */
  isContact?: boolean;
  /** Uploads bring no JSON. */
  isUpload?: boolean;
  /** What may not be changed by two calls at once: 45035. */
  exclusive?: (ask: Ask) => string;
  /** An answer with `bytes`, `mime` and `name` is a file; all others are JSON. */
  run: (ask: Ask) => object | Promise<object>;
}

export type Apis = Record<string, Api>;

/** Customer-contact calls of one family. */
export const contact = (method: Api["method"], run: Api["run"], more: Partial<Api> = {}): Api => ({
  method,
  isContact: true,
  run,
  ...more,
});

/** Reads what a call brought; whatever does not fit is 40058, as the platform has no finer word for most of it. */
export function read<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const outcome = schema.safeParse(given);
  if (outcome.success) return outcome.data;
  const issue = outcome.error.issues[0];
  throw new Fault(40058, `invalid Request Parameter: ${issue?.path.join(".") ?? ""}`);
}

const Limit = z.int().optional();

/** A page's size: absent takes the default; too many is cut to the most, or falls back to the default, as each API does. */
export function limitOf(given: unknown, { most, usual, over }: { most: number; usual: number; over: "most" | "default" }): number {
  const limit = read(Limit, given === null ? undefined : given) ?? usual;
  if (limit <= 0) return usual;
  if (limit > most) return over === "most" ? most : usual;
  return limit;
}

/** One page of rows that come in the order of a number, and the mark for the next: empty at the end. */
export function pageBy<T>(
  world: World,
  listing: string,
  { cursor, limit, rows, seqOf }: { cursor: unknown; limit: number; rows: Iterable<T>; seqOf: (row: T) => number },
): { page: T[]; next: string } {
  const after = Number(world.cursors.read(listing, cursor) ?? 0);
  const page: T[] = [];
  for (const row of rows) {
    if (seqOf(row) <= after) continue;
    if (page.length === limit) return { page, next: world.cursors.give(listing, String(seqOf(page.at(-1) ?? row))) };
    page.push(row);
  }
  return { page, next: "" };
}

export const seconds = (ms: number) => Math.floor(ms / 1000);

/** Leaves out what has no value, as the platform leaves out fields that do not apply. */
export function given<T extends Record<string, unknown>>(fields: T): Partial<T> {
  const kept: Partial<T> = {};
  for (const key in fields) if (fields[key] !== undefined) kept[key] = fields[key];
  return kept;
}
