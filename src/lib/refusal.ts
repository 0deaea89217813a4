import type { RefusalCode } from "./refusal-codes.ts";

/** What we understood and will not do. `unauthenticated` asks for a sign-in, `unavailable` may be tried again later. */
export type RefusalKind = "invalid" | "unauthenticated" | "forbidden" | "missing" | "conflict" | "limited" | "unavailable";

export const refusalStatus: Record<RefusalKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  limited: 429,
  unavailable: 503,
};

export type RefusalDetails = Record<string, unknown>;

/** The only error that is thrown on purpose; `code` is `module.reason`, the sentence is found at the edge. */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly code: RefusalCode;
  readonly details: RefusalDetails;

  constructor(kind: RefusalKind, code: RefusalCode, details: RefusalDetails = {}) {
    super(`${kind}: ${code}`);
    this.name = "Refusal";
    this.kind = kind;
    this.code = code;
    this.details = details;
  }
}

/** The row, or a refusal `missing` with the given code: `found(await store.findX(…), "groups.missing")`. */
export function found<T>(row: T | undefined | null, code: RefusalCode): T {
  if (row === undefined || row === null) throw new Refusal("missing", code);
  return row;
}
