import type { Context } from "../../server/context.ts";
import type { LoggedEvent } from "../../server/reactions.ts";
import { countListening, insertDeliveries } from "./deliveries.store.ts";
import { fieldsOfEvent } from "./payload.rules.ts";

/** What happened longer ago than this when we heard of it is history that somebody brings in, not news. */
const NEWS_MS = 7 * 86_400_000;

/** True where no webhook is open in the brand. */
export async function isNobodyListening(ctx: Context): Promise<boolean> {
  return (await countListening(ctx.db, ctx.brand.id)) === 0;
}

/** Writes a delivery for each webhook that hears one of the events. */
export async function fanOut(ctx: Context, events: readonly LoggedEvent[]): Promise<void> {
  const news = events.filter((event) => Date.parse(event.receivedAt) - Date.parse(event.occurredAt) < NEWS_MS);
  if (news.length === 0) return;
  const rows = news.map((event) => ({
    eventId: event.id,
    event: event.name,
    occurredAt: event.occurredAt,
    receivedAt: event.receivedAt,
    groupId: event.groupId,
    memberId: event.memberId,
    fields: fieldsOfEvent(event),
  }));
  await insertDeliveries(ctx.db, ctx.brand.id, rows, ctx.now);
}
