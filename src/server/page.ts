/** Cuts the one row too many that a list store reads, and makes the cursor of the next page from the last row kept. */
export function pageBy<T extends { id: string }>(rows: readonly T[], limit: number): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** A cursor of several sort values, opaque to the client. */
export function encodeCursor(values: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

/** The values of a cursor; undefined where there is none or it cannot be read, which starts at the first page. */
export function decodeCursor(cursor: string | undefined): (string | number | null)[] | undefined {
  if (!cursor) return undefined;
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(values)
      ? values.filter((value) => value === null || typeof value === "string" || typeof value === "number")
      : undefined;
  } catch {
    return undefined;
  }
}
