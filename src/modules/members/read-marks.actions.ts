import type { Context } from "../../server/context.ts";
import { moveReadMarks } from "./read-marks.store.ts";

/** Notes how far people have read in their groups; a smaller mark changes nothing. */
export async function markSeatsRead(ctx: Context, marks: readonly { seatId: string; seq: number }[]): Promise<void> {
  if (marks.length > 0) await moveReadMarks(ctx.db, ctx.brand.id, marks);
}
