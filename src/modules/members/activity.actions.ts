import type { Context } from "../../server/context.ts";
import type { LoggedEvent } from "../../server/reactions.ts";
import { moveActivity, startActivity } from "./activity.store.ts";

/** Each person's newest moment among these events; the first contact where there is none. */
export async function noteActivity(ctx: Context, events: readonly LoggedEvent[]): Promise<void> {
  const newest = new Map<string, string>();
  await startActivity(
    ctx.db,
    ctx.brand.id,
    events.flatMap((event) => (event.name === "members.created" && event.memberId ? [event.memberId] : [])),
  );
  for (const { name, memberId, occurredAt } of events) {
    if (name !== "members.created" && memberId && occurredAt > (newest.get(memberId) ?? "")) newest.set(memberId, occurredAt);
  }
  await moveActivity(
    ctx.db,
    ctx.brand.id,
    [...newest].map(([memberId, at]) => ({ memberId, at })),
  );
}
