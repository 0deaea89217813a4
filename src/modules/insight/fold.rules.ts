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

/** Valid member messages said in an hour of a group's day; less than nothing where more were taken back. */
export interface HourCount extends GroupDay {
  hour: number;
  valid: number;
}

/** Where a moment lies in the brand's zone. */
export interface LocalHour {
  day: string;
  hour: number;
}

/** What a batch of events asks for: sums that are added, and places that are counted anew from their tables. */
export interface Fold {
  talk: Talk[];
  hours: HourCount[];
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
  hours: Map<string, HourCount>;
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

function addHour(sums: Sums, place: GroupDay, hour: number, valid: number): void {
  if (valid === 0) return;
  const key = `${place.groupId}${place.day}${hour}`;
  const row = sums.hours.get(key) ?? { ...place, hour, valid: 0 };
  row.valid += valid;
  sums.hours.set(key, row);
}

function addTalk(sums: Sums, groupId: string, { day, hour }: LocalHour, said: { memberId: string; messages: number; valid: number }): void {
  const { memberId, messages, valid } = said;
  const place = { groupId, day };
  addHour(sums, place, hour, valid);
  const key = `${place.groupId}${place.day}${memberId}`;
  const row = sums.talk.get(key) ?? { ...place, memberId, messages: 0, validMessages: 0 };
  row.messages += messages;
  row.validMessages += valid;
  sums.talk.set(key, row);
  touch(sums, place.groupId, place.day);
}

type Step = (sums: Sums, event: HeardEvent, localOf: (at: string) => LocalHour) => void;

const seatMoved: Step = (sums, event, localOf) => {
  if (!event.groupId || event.data?.seatKind !== "member") return;
  sums.seats.add(event.groupId);
  touch(sums, event.groupId, localOf(event.occurredAt).day);
};

const orderMoved: Step = (sums, event, localOf) => {
  const orderId = text(event.data?.orderId);
  if (orderId) sums.orders.add(orderId);
  if (event.groupId && event.name === "orders.paid") {
    const place = { groupId: event.groupId, day: localOf(event.occurredAt).day };
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

const groupBegan: Step = (sums, event, localOf) => {
  if (event.groupId) touch(sums, event.groupId, localOf(event.occurredAt).day);
};

const steps: Partial<Record<EventName, Step>> = {
  "groups.created": groupBegan,
  "groups.opened": groupBegan,
  "groups.entry-exposed": (sums, event, localOf) => {
    if (!event.groupId) return;
    const place = { groupId: event.groupId, day: localOf(event.occurredAt).day };
    const key = place.groupId + place.day;
    sums.exposures.set(key, { ...place, count: (sums.exposures.get(key)?.count ?? 0) + 1 });
    touch(sums, place.groupId, place.day);
  },
  "members.joined": seatMoved,
  "members.left": seatMoved,
  "members.merged": membersMerged,
  "members.unmerged": membersMerged,
  "messages.received": (sums, event, localOf) => {
    if (!event.groupId || !event.memberId || event.data?.seatKind !== "member") return;
    const valid = event.data.valid === true;
    addTalk(sums, event.groupId, localOf(event.occurredAt), { memberId: event.memberId, messages: 1, valid: valid ? 1 : 0 });
    if (valid && event.occurredAt > (sums.last.get(event.groupId) ?? "")) sums.last.set(event.groupId, event.occurredAt);
  },
  "messages.removed": (sums, event, localOf) => {
    if (!event.groupId || !event.memberId || event.data?.seatKind !== "member" || event.data.valid !== true) return;
    const said = localOf(text(event.data.messageAt) ?? event.occurredAt);
    addTalk(sums, event.groupId, said, { memberId: event.memberId, messages: 0, valid: -1 });
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
export function foldEvents(events: readonly HeardEvent[], localOf: (at: string) => LocalHour): Fold {
  const sums: Sums = {
    talk: new Map(),
    hours: new Map(),
    exposures: new Map(),
    last: new Map(),
    seats: new Set(),
    orders: new Set(),
    orderDays: new Map(),
    costs: new Map(),
    merged: new Set(),
    touched: new Map(),
  };
  for (const event of events) steps[event.name]?.(sums, event, localOf);
  return {
    talk: [...sums.talk.values()],
    hours: [...sums.hours.values()].filter((one) => one.valid !== 0),
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
