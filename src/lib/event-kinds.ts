/**
 * Every kind of event that was ever written, by its number in the log. Numbers are never changed nor used again.
 * The first word is the module that sends it.
 */
export const eventKinds = {
  "groups.created": 1,
  "groups.opened": 2,
  "groups.closed": 3,
  "groups.renamed": 4,
  "groups.bound": 5,
  "groups.changed": 6,
  "groups.entry-exposed": 10,
  "groups.roster-changed": 11,
  "members.created": 20,
  "members.joined": 21,
  "members.left": 22,
  "members.tagged": 23,
  "members.untagged": 24,
  "members.consented": 25,
  "members.noted": 26,
  "members.merged": 27,
  "members.erased": 28,
  "members.changed": 29,
  "members.unmerged": 30,
  "messages.received": 40,
  "messages.removed": 41,
  "messages.sent": 42,
  "orders.paid": 60,
  "orders.refunded": 61,
  "orders.changed": 62,
  "costs.entered": 65,
  "costs.removed": 66,
  "contents.approved": 80,
  "contents.used": 81,
  "contents.opened": 82,
  "flows.published": 100,
  "flows.started": 101,
  "flows.paused": 102,
  "flows.stopped": 103,
  "sends.created": 120,
  "sends.finished": 121,
  "sends.cancelled": 122,
  "deliveries.ended": 123,
  "tasks.created": 140,
  "tasks.done": 141,
  "insight.stage-changed": 160,
  "insight.dying-found": 161,
  "insight.dying-ended": 162,
  "connections.created": 180,
  "connections.checked": 181,
  "connections.removed": 182,
} as const;

export type EventName = keyof typeof eventKinds;

const names = new Map<number, EventName>(Object.entries(eventKinds).map(([name, number]) => [number, name as EventName]));

export function eventNameOf(kind: number): EventName | undefined {
  return names.get(kind);
}
