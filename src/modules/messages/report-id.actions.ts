import { eventId } from "../../server/random.ts";
import type { InboundItem } from "./inbound.contract.ts";
import { refOf, tailOf } from "./identity.rules.ts";

/** The id of a report's event; kinds never share one, whatever ids their source gives. */
export function idOfReport(item: InboundItem): string {
  return eventId(item.occurredAt.getTime(), item.source, item.kind === "message" ? item.externalId : `${item.kind}:${item.externalId}`);
}

/** What a message of this external id is found by, its moment unknown. */
export function keyOfMessage(source: string, externalId: string): { ref: number; tail: string } {
  const id = eventId(0, source, externalId);
  return { ref: refOf(id), tail: tailOf(id) };
}
