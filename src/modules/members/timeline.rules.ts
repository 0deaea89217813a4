import { eventNameOf, type EventName } from "../../lib/event-kinds.ts";
import { ConsentPurpose, LeaveReason } from "./events.contract.ts";
import type { TimelineItem } from "./timeline.contract.ts";

/** One event of the log with the words that other tables hold of it. */
export interface ToldEvent {
  id: string;
  kind: number;
  occurredAt: string;
  groupId: string | null;
  groupName: string | null;
  value: number | null;
  data: Record<string, unknown> | null;
  text: string | null;
  format: string | null;
  isRemoved: boolean;
  orderTitle: string | null;
  tagName: string | null;
  entryName: string | null;
  otherName: string | null;
  noteText: string | null;
  staffName: string | null;
}

type Base = Pick<TimelineItem, "id" | "at" | "groupId" | "groupName">;
type Teller = (event: ToldEvent, base: Base) => TimelineItem | undefined;

const word = (value: unknown) => (typeof value === "string" ? value : "");

/** A tag, note or text that is gone is told without its words. */
const tellers: Partial<Record<EventName, Teller>> = {
  "messages.received": (event, base) => ({
    ...base,
    what: "message",
    format: event.format ?? "text",
    text: event.isRemoved ? "" : (event.text ?? ""),
    isRemoved: event.isRemoved || event.format === null,
  }),
  "orders.paid": (event, base) => ({ ...base, what: "paid", title: event.orderTitle ?? "", fen: event.value ?? 0 }),
  "orders.refunded": (event, base) => ({ ...base, what: "refunded", title: event.orderTitle ?? "", fen: event.value ?? 0 }),
  "members.created": (event, base) => ({ ...base, what: "created", via: word(event.data?.via) }),
  "members.joined": (event, base) => ({ ...base, what: "joined", entryName: event.entryName, inviterName: event.otherName }),
  "members.left": (event, base) => ({ ...base, what: "left", reason: LeaveReason.catch("unknown").parse(event.data?.reason) }),
  "members.tagged": (event, base) => ({ ...base, what: "tagged", tagName: event.tagName ?? "" }),
  "members.untagged": (event, base) => ({ ...base, what: "untagged", tagName: event.tagName ?? "" }),
  "members.consented": (event, base) => {
    const purpose = ConsentPurpose.safeParse(event.data?.purpose);
    return purpose.success ? { ...base, what: "consented", purpose: purpose.data, granted: event.data?.granted === true } : undefined;
  },
  "members.noted": (event, base) => ({ ...base, what: "noted", text: event.noteText ?? "", staffName: event.staffName ?? "" }),
  "members.merged": (event, base) => ({ ...base, what: "merged", otherName: event.otherName ?? "" }),
  "members.unmerged": (event, base) => ({ ...base, what: "unmerged", otherName: event.otherName ?? "" }),
  "members.changed": (event, base) => ({
    ...base,
    what: "changed",
    fields: Array.isArray(event.data?.fields) ? event.data.fields.map(String) : [],
  }),
};

/** The event as the timeline shows it; undefined where there is nothing to tell. */
export function tellEvent(event: ToldEvent): TimelineItem | undefined {
  const name = eventNameOf(event.kind);
  const tell = name && tellers[name];
  return tell?.(event, { id: event.id, at: event.occurredAt, groupId: event.groupId, groupName: event.groupName });
}
