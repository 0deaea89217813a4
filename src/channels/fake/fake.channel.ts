import type { Channel, ChannelKind, Outgoing, SendAnswer } from "../channel.ts";

export interface FakePlatform {
  channel: Channel;
  /** Deliveries in the order they arrived at the platform; one that arrives twice is there twice. */
  received: { deliveryId: string; groupId: string; dispatchId: string }[];
  /** What the next calls do, first come first served; afterwards all is well. */
  script: FakeStep[];
}

export type FakeStep =
  | "accept"
  /** Arrives, and the answer is lost. */
  | "accept-then-throw"
  /** Does not arrive, and the answer is lost. */
  | "throw"
  | { refuse: string; retryAtMs?: number }
  /** Half of the targets fail. */
  | "half";

/** A platform in memory that keeps the rules and forgets nothing, in the place of the given kind, for tests of what is around a channel. */
export function openFakePlatform(kind: ChannelKind = "fake"): FakePlatform {
  const received: FakePlatform["received"] = [];
  const script: FakeStep[] = [];
  const take = (outgoing: Outgoing) =>
    received.push(...outgoing.targets.map(({ deliveryId, groupId }) => ({ deliveryId, groupId, dispatchId: outgoing.dispatchId })));
  const answer = (outgoing: Outgoing): SendAnswer => {
    const step = script.shift() ?? "accept";
    if (typeof step === "object") return { verdict: "refused", reason: step.refuse, retryAtMs: step.retryAtMs };
    if (step === "throw") throw new Error("the line broke before the platform heard");
    if (step === "half") {
      const half = outgoing.targets.filter((_target, i) => i % 2 === 0);
      take({ ...outgoing, targets: half });
      const failed = outgoing.targets.filter((_target, i) => i % 2 === 1).map(({ deliveryId }) => ({ deliveryId, reason: "group-gone" }));
      return { verdict: "sent", failed };
    }
    take(outgoing);
    if (step === "accept-then-throw") throw new Error("the line broke after the platform accepted");
    return { verdict: "sent", platformRef: `fake-${outgoing.dispatchId}` };
  };
  const channel: Channel = {
    kind,
    capabilities: {
      directPost: true,
      confirmedByPerson: false,
      confirmedOnPlatform: false,
      oneBodyPerDispatch: false,
      recall: false,
      mute: false,
      remove: false,
      hearsMessages: true,
      formats: ["text", "image", "link"],
      maxTargetsPerDispatch: 20,
      maxAttachments: 9,
      groupSendsPerDay: 30,
      platformCap: false,
      remindsPerDay: null,
    },
    send: async (outgoing) => answer(outgoing),
    reconcile: async (outgoing) => {
      const has = new Set(received.map((one) => one.deliveryId));
      return {
        verdict: "told",
        targets: outgoing.targets.map(({ deliveryId }) => ({ deliveryId, outcome: has.has(deliveryId) ? "sent" : "not-sent" })),
      };
    },
  };
  return { channel, received, script };
}
