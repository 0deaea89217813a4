import type { Channel } from "../channel.ts";

/** A platform nobody may drive: the send goes into a person's queue, who copies, posts and says done. */
export const manualChannel: Channel = {
  kind: "manual",
  capabilities: {
    directPost: false,
    confirmedByPerson: true,
    confirmedOnPlatform: false,
    oneBodyPerDispatch: false,
    recall: false,
    mute: false,
    remove: false,
    hearsMessages: false,
    formats: ["text", "image", "link"],
    maxTargetsPerDispatch: 50,
    maxAttachments: 9,
    groupSendsPerDay: null,
    platformCap: false,
    remindsPerDay: null,
  },
  send: async (outgoing, door) => {
    await door.handOver(outgoing);
    return { verdict: "handed-over" };
  },
  /** Handing over is one transaction with a key of its own: doing it again changes nothing. */
  reconcile: async (outgoing, door) => {
    await door.handOver(outgoing);
    return { verdict: "handed-over" };
  },
};
