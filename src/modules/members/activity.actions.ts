import type { Context } from "../../server/context.ts";
import type { LoggedEvent, Span } from "../../server/reactions.ts";
import { moveActivity, startActivity } from "./activity.store.ts";

/** Each person's newest moment in the span; the first contact of who was just made. */
export async function noteActivity(ctx: Context, made: readonly LoggedEvent[], span: Span): Promise<void> {
  await startActivity(
    ctx.db,
    ctx.brand.id,
    made.flatMap((event) => event.memberId ?? []),
  );
  await moveActivity(ctx.db, ctx.brand.id, span);
}
