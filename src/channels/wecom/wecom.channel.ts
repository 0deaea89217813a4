/** Customer groups of WeCom: a send becomes a task that each group's owner confirms on the phone; nothing leaves by itself. */
import {
  type Channel,
  type ChannelDoor,
  type Done,
  LineDown,
  type Outgoing,
  type OutgoingBody,
  type PlatformLine,
  type SendAnswer,
} from "../channel.ts";
import { addMsgTemplate, cancelGroupMsg, MAX_GROUPS_PER_SEND, remindGroupMsg } from "./sends.calls.ts";
import { settleDoubt } from "./wecom.doubt.ts";
import { encodeMessage, MAX_ATTACHMENTS } from "./wecom.encode.ts";
import { hasErrcode, WecomError, type WecomErrorKind } from "./wecom.errors.ts";
import { followTask, readOutside } from "./wecom.follow.ts";
import { markOfBody, withToken } from "./wecom.mark.ts";
import { placeMedia } from "./wecom.media.ts";

/** When a call is made again that the platform refused for now. */
const AGAIN_MS: Partial<Record<WecomErrorKind, number>> = {
  busy: 30_000,
  concurrency: 30_000,
  conflict: 30_000,
  rate: 60_000,
  token: 60_000,
  setup: 5 * 60_000,
  "trusted-ip": 5 * 60_000,
};
/** Refusals with words of their own; any other is told by its number. */
const reasons: Readonly<Record<number, string>> = {
  41048: "nobody-there",
  40201: "content-blocked",
  40204: "content-blocked",
  45002: "text-too-long",
  41064: "too-many-attachments",
};

function refusalOf(error: unknown, nowMs: number): SendAnswer {
  if (!(error instanceof WecomError)) throw error;
  const reason = reasons[error.errcode] ?? `wecom-${error.errcode}`;
  const againMs = AGAIN_MS[error.kind];
  return { verdict: "refused", reason, ...(againMs === undefined ? {} : { retryAtMs: nowMs + againMs }) };
}

/** A call that is made once: right before it leaves, it must still be this process's to make. */
const onceOn = (line: PlatformLine, door: ChannelDoor): PlatformLine => ({
  ...line,
  call: (ask) =>
    line.call({
      ...ask,
      beforeLeaving: async () => {
        if (!(await door.begin())) throw new LineDown(ask.api, "taken over", door.nowMs());
      },
    }),
});

async function hand(outgoing: Outgoing, body: OutgoingBody, line: PlatformLine, door: ChannelDoor): Promise<SendAnswer> {
  const placed = await placeMedia(body, line, door);
  if (placed.verdict === "refused") return placed;
  const encoded = encodeMessage([withToken(body, outgoing.dispatchId) ?? body], placed.places);
  if (encoded.verdict === "refused") return encoded;
  const targets = outgoing.targets.filter((target) => target.groupExternalId !== null);
  const unbound = outgoing.targets.filter((target) => target.groupExternalId === null);
  if (targets.length === 0 || !outgoing.accountExternalId) return { verdict: "refused", reason: "nobody-there" };
  const template = { chat_type: "group" as const, sender: outgoing.accountExternalId, ...encoded.message };
  try {
    const { msgId, failed } = await addMsgTemplate(onceOn(line, door), {
      ...template,
      chat_id_list: targets.flatMap((target) => target.groupExternalId ?? []),
    });
    const refused = new Set(failed);
    return {
      verdict: "handed-over",
      platformRef: msgId,
      failed: [...unbound, ...targets.filter((target) => refused.has(target.groupExternalId ?? ""))].map(({ deliveryId }) => ({
        deliveryId,
        reason: "not-reachable",
      })),
    };
  } catch (error) {
    if (hasErrcode(error, 40007, 40145)) await door.dropMedia([...placed.places.values()]);
    throw error;
  }
}

async function tell(work: Promise<void>): Promise<Done> {
  try {
    await work;
    return { verdict: "done" };
  } catch (error) {
    if (!(error instanceof WecomError)) throw error;
    return { verdict: "refused", reason: error.errcode === 41094 ? "too-often" : `wecom-${error.errcode}` };
  }
}

export const wecomChannel: Channel = {
  kind: "wecom",
  capabilities: {
    directPost: false,
    confirmedByPerson: true,
    confirmedOnPlatform: true,
    oneBodyPerDispatch: true,
    recall: false,
    mute: false,
    remove: false,
    hearsMessages: false,
    formats: ["text", "image", "link"],
    maxAttachments: MAX_ATTACHMENTS,
    maxTargetsPerDispatch: MAX_GROUPS_PER_SEND,
    groupSendsPerDay: null,
    platformCap: true,
    remindsPerDay: 3,
  },
  markOf: (outgoing) => {
    const [first] = outgoing.targets;
    return first && withToken(first.body, outgoing.dispatchId) === null ? markOfBody(first.body) : null;
  },
  send: async (outgoing, door) => {
    const [first] = outgoing.targets;
    if (!first) return { verdict: "refused", reason: "nobody-there" };
    const line = await door.line();
    try {
      return await hand(outgoing, first.body, line, door).catch((error: unknown) => {
        if (!hasErrcode(error, 40007, 40145)) throw error;
        return hand(outgoing, first.body, line, door);
      });
    } catch (error) {
      return refusalOf(error, door.nowMs());
    }
  },
  reconcile: settleDoubt,
  follow: followTask,
  remind: async (platformRef, door) => tell(remindGroupMsg(await door.line(), platformRef)),
  cancel: async (platformRef, door) => {
    const done = await tell(cancelGroupMsg(await door.line(), platformRef));
    return done.verdict === "refused" && done.reason === "wecom-41093" ? { verdict: "done" } : done;
  },
  listOutside: async (ask, door) => readOutside(ask, await door.line()),
};
