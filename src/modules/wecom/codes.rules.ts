import { JOIN_GROUPS_LIMIT } from "./codes.contract.ts";

export interface JoinGroup {
  groupId: string;
  chatId: string | null;
  status: "planned" | "active" | "closed";
  people: number;
}

export interface JoinPlan {
  /** What the platform is to be told, in their turn. */
  chatIds: string[];
  standings: { groupId: string; standing: "waiting" | "open" | "full" }[];
  /** Nothing is left that people could come into. */
  isExhausted: boolean;
}

/**
 * Which groups a join code leads into: the first five that are there and not full, in their turn. Where all are full the last one stays, for
 * the platform wants one, and may open the next behind it.
 */
export function planJoin(groups: readonly JoinGroup[], limit: number): JoinPlan {
  const there = groups.filter((group) => group.status === "active" && group.chatId !== null);
  const roomy = there.filter((group) => group.people < limit);
  const used = new Set(roomy.slice(0, JOIN_GROUPS_LIMIT));
  const last = there.at(-1);
  const chosen = used.size === 0 && last ? [last] : there.filter((group) => used.has(group));
  return {
    chatIds: chosen.flatMap((group) => group.chatId ?? []),
    standings: groups.map((group) => ({ groupId: group.groupId, standing: standingOf(group, used, limit) })),
    isExhausted: used.size === 0,
  };
}

function standingOf(group: JoinGroup, used: ReadonlySet<JoinGroup>, limit: number): "waiting" | "open" | "full" {
  if (used.has(group)) return "open";
  return group.status === "closed" || (group.status === "active" && group.people >= limit) ? "full" : "waiting";
}

/** `福利群 12` is number 12 of 福利群: by it planned groups and those the platform opens are called alike. */
export function numberedName(name: string): { base: string; no: number } | null {
  const match = /^(.*?)(\d{1,6})$/u.exec(name.trim());
  return match?.[1] && match[2] ? { base: match[1], no: Number(match[2]) } : null;
}

/** What the platform shall call the groups it opens: the first planned one's name, or the name behind the last number of those there. */
export function suggestBase(groups: readonly { name: string; status: string }[]): { baseName: string; baseNo: number } | null {
  const planned = groups.filter((group) => group.status === "planned").flatMap((group) => numberedName(group.name) ?? []);
  const [first] = planned.toSorted((a, b) => a.no - b.no);
  if (first) return { baseName: first.base, baseNo: first.no };
  const open = groups.flatMap((group) => numberedName(group.name) ?? []).toSorted((a, b) => b.no - a.no)[0];
  return open ? { baseName: open.base, baseNo: open.no + 1 } : null;
}

/** The connection by which codes into a group are made: its corp's, or while it is in no corp the only one in use. */
export function connectionOfGroup(
  corp: string | undefined,
  connections: readonly { id: string; scope: string; state: string }[],
): string | null {
  if (corp !== undefined) return connections.find((one) => one.scope === corp)?.id ?? null;
  const used = connections.filter((one) => one.state !== "off");
  return used.length === 1 ? (used[0]?.id ?? null) : null;
}

export const sameList = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((one, i) => one === b[i]);
