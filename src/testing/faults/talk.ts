import type { InboundItem } from "../../modules/messages/index.ts";

/** Names one batch of a source, so that two processes and a second sending say the same. */
export interface TalkAsk {
  /** Tells the stages of one brand apart. */
  stage: number;
  round: number;
  groupIds: readonly string[];
  messages: number;
  /** The youngest message. */
  untilMs: number;
}

const SPREAD_MS = 3 * 86_400_000;

/** Messages of some people over three days, the same each time they are asked for. */
export function talkOf({ stage, round, groupIds, messages, untilMs }: TalkAsk): InboundItem[] {
  return Array.from({ length: messages }, (_, n) => ({
    kind: "message",
    source: "kill",
    externalId: `kill-${stage}-${round}-${n}`,
    occurredAt: new Date(untilMs - Math.floor((n * SPREAD_MS) / messages)),
    group: { groupId: groupIds[n % groupIds.length] ?? "" },
    sender: { kind: "web", scope: "", externalId: `talker-${n % 17}`, nickname: `街坊${n % 17}` },
    format: "text",
    text: n % 5 === 0 ? "好" : `第 ${round} 轮 ${n}`,
  }));
}
