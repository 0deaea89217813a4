import type { EventName } from "../../lib/event-kinds.ts";

/** What the rollups need of one event of the log. */
export interface HeardEvent {
  name: EventName;
  occurredAt: string;
  groupId: string | null;
  memberId: string | null;
  value: number | null;
  data: Record<string, unknown> | null;
}

export interface Talk {
  groupId: string;
  day: string;
  memberId: string;
  messages: number;
  validMessages: number;
}

export interface GroupDay {
  groupId: string;
  day: string;
}

/** What a batch of events asks for: sums that are added, and places that are counted anew from their tables. */
export interface Fold {
  talk: Talk[];
  exposures: (GroupDay & { count: number })[];
  /** The latest valid member message of each group in the batch. */
  lastMessages: { groupId: string; at: string }[];
  /** Groups whose seats changed: their member columns are counted anew. */
  seatGroups: string[];
  /** Orders whose group and day are counted anew. */
  orderIds: string[];
  /** Where the event itself says an order was or is. */
  orderDays: GroupDay[];
  costDays: GroupDay[];
  /** People who became one, or two again: the talk of their groups is counted anew from the log. */
  mergedMemberIds: string[];
  /** The earliest day touched of each group, and the latest. */
  touched: Map<string, { first: string; last: string }>;
}

const text = (value: unknown) => (typeof value === "string" ? value : null);
const isDay = (value: string | null): value is string => value !== null && /^\d{4}-\d{2}-\d{2}$/.test(value);

interface Sums {
  talk: Map<string, Talk>;
  exposures: Map<string, GroupDay & { count: number }>;
  last: Map<string, string>;
  seats: Set<string>;
  orders: Set<string>;
  orderDays: Map<string, GroupDay>;
  costs: Map<string, GroupDay>;
  merged: Set<string>;
  touched: Map<string, { first: string; last: string }>;
}

function touch(sums: Sums, groupId: string, day: string): void {
  const known = sums.touched.get(groupId);
  if (!known) sums.touched.set(groupId, { first: day, last: day });
  else if (day < known.first) known.first = day;
  else if (day > known.last) known.last = day;
}

function addTalk(sums: Sums, place: GroupDay, memberId: string, messages: number, valid: number): void {
  const key = `${place.groupId}${place.day}${memberId}`;
  const row = sums.talk.get(key) ?? { ...place, memberId, messages: 0, validMessages: 0 };
  row.messages += messages;
  row.validMessages += valid;
  sums.talk.set(key, row);
  touch(sums, place.groupId, place.day);
}

type Step = (sums: Sums, event: HeardEvent, dayOf: (at: string) => string) => void;

const seatMoved: Step = (sums, event, dayOf) => {
  if (!event.groupId || event.data?.seatKind !== "member") return;
  sums.seats.add(event.groupId);
  touch(sums, event.groupId, dayOf(event.occurredAt));
};

const orderMoved: Step = (sums, event, dayOf) => {
  const orderId = text(event.data?.orderId);
  if (orderId) sums.orders.add(orderId);
  if (event.groupId && event.name === "orders.paid") {
    const place = { groupId: event.groupId, day: dayOf(event.occurredAt) };
    sums.orderDays.set(place.groupId + place.day, place);
    touch(sums, place.groupId, place.day);
  }
};

const costMoved: Step = (sums, event) => {
  const day = text(event.data?.day);
  if (!event.groupId || !isDay(day)) return;
  sums.costs.set(event.groupId + day, { groupId: event.groupId, day });
  touch(sums, event.groupId, day);
};

const membersMerged: Step = (sums, event) => {
  for (const id of [event.memberId, text(event.data?.intoMemberId), text(event.data?.fromMemberId)]) if (id) sums.merged.add(id);
};

const groupBegan: Step = (sums, event, dayOf) => {
  if (event.groupId) touch(sums, event.groupId, dayOf(event.occurredAt));
};

const steps: Partial<Record<EventName, Step>> = {
  "groups.created": groupBegan,
  "groups.opened": groupBegan,
  "groups.entry-exposed": (sums, event, dayOf) => {
    if (!event.groupId) return;
    const place = { groupId: event.groupId, day: dayOf(event.occurredAt) };
    const key = place.groupId + place.day;
    sums.exposures.set(key, { ...place, count: (sums.exposures.get(key)?.count ?? 0) + 1 });
    touch(sums, place.groupId, place.day);
  },
  "members.joined": seatMoved,
  "members.left": seatMoved,
  "members.merged": membersMerged,
  "members.unmerged": membersMerged,
  "messages.received": (sums, event, dayOf) => {
    if (!event.groupId || !event.memberId || event.data?.seatKind !== "member") return;
    const valid = event.data.valid === true;
    addTalk(sums, { groupId: event.groupId, day: dayOf(event.occurredAt) }, event.memberId, 1, valid ? 1 : 0);
    if (valid && event.occurredAt > (sums.last.get(event.groupId) ?? "")) sums.last.set(event.groupId, event.occurredAt);
  },
  "messages.removed": (sums, event, dayOf) => {
    if (!event.groupId || !event.memberId || event.data?.seatKind !== "member" || event.data.valid !== true) return;
    addTalk(sums, { groupId: event.groupId, day: dayOf(text(event.data.messageAt) ?? event.occurredAt) }, event.memberId, 0, -1);
  },
  "orders.paid": orderMoved,
  "orders.refunded": orderMoved,
  "orders.changed": orderMoved,
  "costs.entered": costMoved,
  "costs.removed": costMoved,
};

/** Every event the rollups are made of. */
export const foldedEvents = Object.keys(steps).filter((name): name is EventName => name in steps);

/**
 * Sums a batch up. Its parts commute: whatever the order of events within and between batches, the sums that come of them are the
 * same. A removed message stays in "all messages" and leaves "valid".
 */
export function foldEvents(events: readonly HeardEvent[], dayOf: (at: string) => string): Fold {
  const sums: Sums = {
    talk: new Map(),
    exposures: new Map(),
    last: new Map(),
    seats: new Set(),
    orders: new Set(),
    orderDays: new Map(),
    costs: new Map(),
    merged: new Set(),
    touched: new Map(),
  };
  for (const event of events) steps[event.name]?.(sums, event, dayOf);
  return {
    talk: [...sums.talk.values()],
    exposures: [...sums.exposures.values()],
    lastMessages: [...sums.last].map(([groupId, at]) => ({ groupId, at })),
    seatGroups: [...sums.seats],
    orderIds: [...sums.orders],
    orderDays: [...sums.orderDays.values()],
    costDays: [...sums.costs.values()],
    mergedMemberIds: [...sums.merged],
    touched: sums.touched,
  };
}
