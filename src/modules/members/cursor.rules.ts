import { Id, Instant } from "../../lib/define.ts";

type Cursor = readonly (string | number | null)[] | undefined;

/** A cursor that is one id; null where there is none or it is not one, which starts at the first page. */
export function readIdCursor(value: unknown): string | null {
  const id = Id.safeParse(value);
  return id.success ? id.data : null;
}

/** A cursor of a moment and an id. */
export function readPlaceCursor(cursor: Cursor): { at: string; id: string } | null {
  const at = Instant.safeParse(cursor?.[0]);
  const id = Id.safeParse(cursor?.[1]);
  return at.success && id.success ? { at: at.data, id: id.data } : null;
}
