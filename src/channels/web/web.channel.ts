import type { Channel } from "../channel.ts";

/** Our own groups on the phone: a post is a row of ours, made once per delivery, so that doubt is always settled. */
export const webChannel: Channel = {
  kind: "web",
  capabilities: {
    directPost: true,
    confirmedByPerson: false,
    confirmedOnPlatform: false,
    oneBodyPerDispatch: false,
    recall: true,
    mute: true,
    remove: true,
    hearsMessages: true,
    formats: ["text", "image", "link"],
    maxTargetsPerDispatch: 100,
    maxAttachments: 9,
    groupSendsPerDay: null,
    platformCap: false,
    remindsPerDay: null,
  },
  send: async (outgoing, door) => {
    await door.post(
      outgoing.targets.map(({ deliveryId, groupId, body }) => ({ deliveryId, groupId, senderName: outgoing.accountName, body })),
    );
    return { verdict: "sent" };
  },
  reconcile: async (outgoing, door) => {
    const posted = await door.findPosted(outgoing.targets.map((target) => target.deliveryId));
    return {
      verdict: "told",
      targets: outgoing.targets.map(({ deliveryId }) => ({ deliveryId, outcome: posted.has(deliveryId) ? "sent" : "not-sent" })),
    };
  },
};
