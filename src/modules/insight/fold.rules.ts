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

export interface GroupDay {
  groupId: string;
  day: string;
}

/** What a batch of events asks for: sums that are added, and places that are counted anew from their tables. */
export interface Fold {
  /** Groups whose seats changed: their member columns are counted anew. */
  seatGroups: string[];
  /** Who came or went, and when first: what they bought since may belong to other units. */
  seated: { memberId: string; at: string }[];
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
  seats: Set<string>;
  seated: Map<string, string>;
  orders: Set<string>;
  orderDays: Map<string, GroupDay>;
  costs: Map<string, GroupDay>;
  merged: Set<string>;
  touched: Map<string, { first: string; last: string }>;
}

/** Takes a day into what is touched of a group. */
export function widen(touched: Fold["touched"], groupId: string, day: string): void {
  const known = touched.get(groupId);
  if (!known) touched.set(groupId, { first: day, last: day });
  else if (day < known.first) known.first = day;
  else if (day > known.last) known.last = day;
}

const touch = (sums: Sums, groupId: string, day: string) => widen(sums.touched, groupId, day);

type Step = (sums: Sums, event: HeardEvent, dayOf: (at: string) => string) => void;

const seatMoved: Step = (sums, event, dayOf) => {
  if (!event.groupId || event.data?.seatKind !== "member") return;
  sums.seats.add(event.groupId);
  const since = event.memberId === null ? undefined : sums.seated.get(event.memberId);
  if (event.memberId !== null && (since === undefined || Date.parse(event.occurredAt) < Date.parse(since)))
    sums.seated.set(event.memberId, event.occurredAt);
  touch(sums, event.groupId, dayOf(event.occurredAt));
};

const orderMoved: Step = (sums, event, dayOf) => {
  const orderId = text(event.data?.orderId);
  if (orderId) sums.orders.add(orderId);
  const [groupId, at] =
    event.name === "orders.paid" ? [event.groupId, event.occurredAt] : [text(event.data?.fromGroupId), text(event.data?.paidAt)];
  if (!groupId || !at) return;
  const place = { groupId, day: dayOf(at) };
  sums.orderDays.set(place.groupId + place.day, place);
  touch(sums, place.groupId, place.day);
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
  "members.joined": seatMoved,
  "members.left": seatMoved,
  "members.merged": membersMerged,
  "members.unmerged": membersMerged,
  "orders.paid": orderMoved,
  "orders.refunded": orderMoved,
  "orders.changed": orderMoved,
  "costs.entered": costMoved,
  "costs.removed": costMoved,
};

/** What people say and look at is the bulk of the log: it is summed where it lies. */
export const summedEvents = ["messages.received", "messages.removed", "groups.entry-exposed"] as const satisfies readonly EventName[];

/** Every other event the rollups are made of. */
export const foldedEvents = Object.keys(steps).filter((name): name is EventName => name in steps);

/** Sums a batch up. Its parts commute: whatever the order of events within and between batches, the sums that come of them are the same. */
export function foldEvents(events: readonly HeardEvent[], dayOf: (at: string) => string): Fold {
  const sums: Sums = {
    seats: new Set(),
    seated: new Map(),
    orders: new Set(),
    orderDays: new Map(),
    costs: new Map(),
    merged: new Set(),
    touched: new Map(),
  };
  for (const event of events) steps[event.name]?.(sums, event, dayOf);
  return {
    seatGroups: [...sums.seats],
    seated: [...sums.seated].map(([memberId, at]) => ({ memberId, at })),
    orderIds: [...sums.orders],
    orderDays: [...sums.orderDays.values()],
    costDays: [...sums.costs.values()],
    mergedMemberIds: [...sums.merged],
    touched: sums.touched,
  };
}
