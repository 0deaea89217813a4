import type { Context } from "../../server/context.ts";
import type { LoggedEvent, Span } from "../../server/reactions.ts";
import { fillActiveHours, moveActivity, startActivity } from "./activity.store.ts";

/** Each person's newest moment in the span; the first contact of who was just made. */
export async function noteActivity(ctx: Context, made: readonly LoggedEvent[], span: Span): Promise<void> {
  await startActivity(
    ctx.db,
    ctx.brand.id,
    made.flatMap((event) => event.memberId ?? []),
  );
  await moveActivity(ctx.db, ctx.brand.id, span);
}

const HOURS_AT_ONCE = 5_000;

/** After an upgrade: who was in a unit before gets the hour of their last interaction there. */
export async function tellUnits(ctx: Context): Promise<number> {
  return ctx.transaction((inner) => fillActiveHours(inner.db, inner.brand.id, HOURS_AT_ONCE));
}
