import { z } from "zod";
import type { EventKind } from "../../lib/define.ts";
import type { LoggedEvent } from "../../server/reactions.ts";
import { maskPhone } from "../members/phone-number.rules.ts";
import { type Envelope, type GroupBrief, type MemberBrief, outsideEvents } from "./events.contract.ts";

interface Field {
  name: string;
  takesNull: boolean;
}

function fieldsOf(event: EventKind): Field[] {
  if (!(event.payload instanceof z.ZodObject)) return [];
  return Object.entries(event.payload.shape).map(([name, schema]) => ({
    name,
    takesNull: schema instanceof z.ZodType && schema.safeParse(null).success,
  }));
}

const known = new Map(outsideEvents.map(({ event }) => [event.name, fieldsOf(event)]));

/** What an event says by its contract: columns and the rest as one object, nothing that the contract does not name. */
export function fieldsOfEvent(event: LoggedEvent): Record<string, unknown> {
  const said: Record<string, unknown> = {};
  const columns: Partial<Record<string, unknown>> = { ...event };
  for (const { name, takesNull } of known.get(event.name) ?? []) {
    const value = event.data?.[name] ?? columns[name] ?? null;
    if (value !== null || takesNull) said[name] = value;
  }
  return said;
}

export interface Told {
  eventId: string;
  event: string;
  occurredAt: string;
  brand: string;
  fields: Record<string, unknown>;
  group: GroupBrief | undefined;
  member: MemberBrief | undefined;
}

/** The body of one call; a member's phone goes out whole only where that was granted. */
export function envelopeOf(told: Told, showsPhones: boolean): Envelope {
  const { group, member } = told;
  const phone = member?.phone && !showsPhones ? maskPhone(member.phone) : (member?.phone ?? null);
  return {
    id: told.eventId,
    type: told.event,
    occurredAt: told.occurredAt,
    brand: told.brand,
    data: { ...told.fields, ...(group ? { group } : {}), ...(member ? { member: { ...member, phone } } : {}) },
  };
}
