/** A group as we had it, and as it was read. */
export interface GroupSides {
  chatId: string;
  before: { name: string; notice: string; ownerUserId: string; pulledAt: string | null } | undefined;
  chat: { name: string; notice: string; owner: string };
  seats: { joined: readonly unknown[]; left: readonly unknown[] };
}

interface Sides {
  ours: string | number;
  theirs: string | number;
}

const NOTICE_SHOWN = 100;

/** What differs between ours and theirs, thing by thing. */
export function groupDifference({ chatId, before, chat, seats }: GroupSides) {
  const base = { kind: "group" as const, key: chatId, name: chat.name };
  if (!before) return { ...base, what: { group: { ours: "", theirs: chat.name } } as Record<string, Sides>, since: null };
  const sides: [string, Sides][] = [
    ["name", { ours: before.name, theirs: chat.name }],
    ["notice", { ours: before.notice.slice(0, NOTICE_SHOWN), theirs: chat.notice.slice(0, NOTICE_SHOWN) }],
    ["owner", { ours: before.ownerUserId, theirs: chat.owner }],
    ["joined", { ours: 0, theirs: seats.joined.length }],
    ["left", { ours: seats.left.length, theirs: 0 }],
  ];
  const what = Object.fromEntries(sides.filter(([, side]) => side.ours !== side.theirs));
  return { ...base, what, since: before.pulledAt };
}
