import { ApiError, callMember } from "../../../web/h5/api.ts";
import { apiBase } from "../../../web/h5/place.ts";
import { replaceChanged } from "../chat-log.rules.ts";
import type { ChatGroup, ChatMessage, chatHistoryEndpoint, markReadEndpoint } from "../chat.contract.ts";
import { createLiveTalk, type GroupFrame, type TalkView } from "./live-talk.ts";
import { createOutbox, type Outbox, type Unsent } from "./outbox.h5.ts";

export interface RoomView extends Omit<TalkView<ChatMessage>, "error"> {
  unsent: readonly Unsent[];
  error: ApiError | null;
  /** What changed since the page was read. */
  group: Partial<Pick<ChatGroup, "name" | "memberCount" | "announcement">>;
  unseated: boolean;
}

export interface Room extends Pick<Outbox, "say" | "sayPicture" | "resend" | "discard"> {
  subscribe: (listener: () => void) => () => void;
  view: () => RoomView;
  /** Reads the first page; done by the first subscriber, and again by hand after a failure. */
  start: () => Promise<void>;
  loadOlder: () => Promise<void>;
  markRead: (seq: number) => Promise<void>;
  /** The person asks to leave: what is being told of his reading ends first, and nothing more is told. */
  leave: () => Promise<void>;
  /** He could not leave. */
  stay: () => void;
}

function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError(0, "network");
}

/** The talk of one group as this phone has it: pages of the past, the live line, and what is still going out. */
export function createRoom(groupId: string, onRefused: (sentence: string) => void): Room {
  const listeners = new Set<() => void>();
  let readSeq = 0;
  let telling: Promise<unknown> = Promise.resolve();
  let more: Pick<RoomView, "group" | "unseated"> = { group: {}, unseated: false };
  const outbox = createOutbox({
    groupId,
    onRefused,
    onChange: show,
    onSaid: (message) => talk.take([message]),
  });
  const talk = createLiveTalk<ChatMessage>({
    groupId,
    path: `${apiBase}/live`,
    read: (ask) => callMember<typeof chatHistoryEndpoint>("GET /phone/groups/:groupId/messages", { groupId, ...ask }),
    asError: asApiError,
    onChange: () => {
      outbox.settle(talk.view().messages);
      show();
    },
    onWatching: () => outbox.resendLost(),
    onFrame,
  });
  let view = look();

  function look(): RoomView {
    const { error, ...rest } = talk.view();
    return { ...rest, ...more, unsent: outbox.items(), error: error === null ? null : asApiError(error) };
  }

  function show(): void {
    view = look();
    for (const listener of listeners) listener();
  }

  function onFrame(frame: GroupFrame): void {
    if (frame.t === "said") return talk.take(frame.items);
    if (frame.t === "changed") return talk.replace(replaceChanged(talk.view().messages, frame.items));
    if (frame.t === "group") more = { ...more, group: frame.group };
    else if (frame.t === "unseated") more = { ...more, unseated: true };
    show();
  }

  return {
    ...outbox,
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      if (view.firstSeq === null && !view.error) void talk.start();
      talk.open();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) talk.close();
      };
    },
    start: talk.start,
    loadOlder: talk.loadOlder,
    async markRead(seq) {
      if (seq <= readSeq) return;
      readSeq = seq;
      telling = callMember<typeof markReadEndpoint>("POST /phone/groups/:groupId/read", { groupId, seq }).catch(() => {
        if (readSeq === seq) readSeq = 0;
      });
      await telling;
    },
    async leave() {
      readSeq = Number.MAX_SAFE_INTEGER;
      await telling;
    },
    stay() {
      readSeq = 0;
    },
  };
}
