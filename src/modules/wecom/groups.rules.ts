import type { WireGroupChat, WireGroupMember } from "../../channels/wecom/groups.wire.ts";

/** Versions of a group's members that are remembered, so that what comes late is known. */
export const VERSIONS_KEPT = 16;

export interface VersionStand {
  version: string;
  recent: readonly string[];
}

export interface VersionStep {
  last: string;
  current: string;
}

export type VersionVerdict =
  /** Every step was walked or had been walked before. */
  | { verdict: "walked"; stand: VersionStand }
  /** Something between is missing: the group has to be read. */
  | { verdict: "broken"; stand: VersionStand; told: string };

/**
 * Walks from the version we have along what was told, in whatever order it came. A step that begins where we stand is taken; one that ends
 * where we have been is old news; what is left over means that something was lost.
 */
export function walkVersions(stand: VersionStand, steps: readonly VersionStep[]): VersionVerdict {
  const waiting = new Map(steps.filter((step) => step.last !== "" && step.current !== "").map((step) => [step.last, step.current]));
  let { version } = stand;
  let recent = [...stand.recent];
  for (let next = waiting.get(version); next !== undefined && version !== ""; next = waiting.get(version)) {
    waiting.delete(version);
    recent = [...recent, version].slice(-VERSIONS_KEPT);
    version = next;
  }
  const known = new Set([...recent, version]);
  const leftOver = [...waiting.values()].filter((current) => !known.has(current));
  const unversioned = steps.some((step) => step.last === "" || step.current === "");
  const walked = { version, recent };
  if (leftOver.length === 0 && !unversioned) return { verdict: "walked", stand: walked };
  return { verdict: "broken", stand: walked, told: leftOver.at(-1) ?? "" };
}

/** Who sits in a group by the platform's own ids, against who sits there here. */
export interface SeatDifference {
  joined: WireGroupMember[];
  left: string[];
}

export function compareSeats(chat: Pick<WireGroupChat, "member_list">, openIds: ReadonlySet<string>): SeatDifference {
  const there = new Set(chat.member_list.map((member) => member.userid));
  return {
    joined: chat.member_list.filter((member) => !openIds.has(member.userid)),
    left: [...openIds].filter((id) => !there.has(id)),
  };
}

/** A coming that opens a seat must lie behind the going that closed it, whatever the platform says of the moment. */
export function joinMoment(toldS: number | null | undefined, lastLeftMs: number | null, nowMs: number): number {
  const told = toldS ? toldS * 1000 : nowMs;
  return lastLeftMs !== null && told <= lastLeftMs ? lastLeftMs + 1 : told;
}

/** Customers' ids begin so; all else in a list of changed members may be staff. */
export const looksExternal = (id: string) => /^w[om][\w-]{10,}$/.test(id);

/** Seconds between asking for a group once more: what it answers lags its own callbacks by about two. */
const RETRY_S: readonly number[] = [1, 2, 3, 5, 30, 120, 600];

export const retryDelayMs = (tries: number) => (RETRY_S[tries] ?? 3_600) * 1_000;

/** How often a group is asked for again because its answer is older than what was told of it. */
export const LAG_TRIES = 4;
