import { randomUUID } from "node:crypto";
import { type Channel, type ChannelDoor, LineDown, type Outgoing, type OutgoingBody } from "./channel.ts";

/** How the next call goes wrong: it never arrives, or it arrives and its answer is lost. */
export type Break = "lost-before" | "lost-after";

/** A channel with a platform behind it, as the contract speaks with both. */
export interface ContractStage {
  name: string;
  channel: Channel;
  door: ChannelDoor;
  /** Groups of one account that are there, by our id and the platform's. */
  groups: readonly { groupId: string; externalId: string }[];
  accountExternalId: string | null;
  nowMs: () => number;
  later: (ms: number) => Promise<void>;
  breakNext: (way: Break) => Promise<void>;
  /** How often each group got this dispatch, or has it before its person. */
  arrivals: (outgoing: Outgoing) => Promise<Map<string, number>>;
  /** Its person does what is asked of him; left out where nobody is asked. */
  confirm?: (outgoing: Outgoing) => Promise<void>;
  /** A group the platform will not take; left out where it takes all that is ours. */
  goneGroup?: { groupId: string; externalId: string };
  close: () => Promise<void>;
}

const nothing: ChannelDoor = {
  nowMs: () => 0,
  post: () => Promise.reject(new Error("no posts")),
  findPosted: async () => new Set(),
  handOver: () => Promise.reject(new Error("no queue")),
  line: () => Promise.reject(new LineDown("", "no line")),
  begin: async () => true,
  readFile: () => Promise.reject(new Error("no files")),
  findMedia: async () => null,
  keepMedia: async () => undefined,
  dropMedia: async () => undefined,
  findOwnRefs: async () => new Set(),
};

export const doorWith = (given: Partial<ChannelDoor>): ChannelDoor => ({ ...nothing, ...given });

export const ourGroups = (count: number) => Array.from({ length: count }, (_, i) => ({ groupId: randomUUID(), externalId: `group-${i}` }));

/** One dispatch to the stage's groups, due now, good for four hours. */
export function outgoingOn(
  stage: Pick<ContractStage, "groups" | "accountExternalId" | "nowMs">,
  { body, groups = stage.groups }: { body: OutgoingBody; groups?: ContractStage["groups"] },
): Outgoing {
  return {
    dispatchId: randomUUID(),
    sendId: randomUUID(),
    contentId: null,
    sendName: "契约",
    accountId: randomUUID(),
    accountExternalId: stage.accountExternalId,
    accountName: "何穗",
    assigneeId: randomUUID(),
    dueAtMs: stage.nowMs(),
    expiresAtMs: stage.nowMs() + 4 * 3_600_000,
    targets: groups.map(({ groupId, externalId }) => ({
      deliveryId: randomUUID(),
      groupId,
      groupExternalId: externalId,
      groupName: externalId,
      body,
    })),
  };
}

/** A table of our own that a channel writes to, whose calls can break on either side of the writing. */
export function openTable() {
  const rows = new Map<string, number>();
  const breaks: Break[] = [];
  return {
    rows,
    breaks,
    write: async (keys: readonly string[], key: "once" | "again") => {
      const way = breaks.shift();
      if (way === "lost-before") throw new Error("lost before");
      for (const one of keys) rows.set(one, key === "once" ? 1 : (rows.get(one) ?? 0) + 1);
      if (way === "lost-after") throw new Error("lost after");
    },
  };
}
