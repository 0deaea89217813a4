import type { Context } from "../../server/context.ts";
import type { LoggedEvent } from "../../server/reactions.ts";
import { moveActivity } from "./activity.store.ts";

/** Each person's newest moment among these events. */
export async function noteActivity(ctx: Context, events: readonly LoggedEvent[]): Promise<void> {
  const newest = new Map<string, string>();
  for (const { memberId, occurredAt } of events) {
    if (memberId && occurredAt > (newest.get(memberId) ?? "")) newest.set(memberId, occurredAt);
  }
  await moveActivity(ctx.db, ctx.brand.id, [...newest].map(([memberId, at]) => ({ memberId, at })));
}
