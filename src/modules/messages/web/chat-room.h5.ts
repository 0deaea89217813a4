import { ApiError, callMember } from "../../../web/h5/api.ts";
import { lineUrl, openLine, type Line, type LineState } from "../../../web/h5/live.ts";
import { apiBase } from "../../../web/h5/place.ts";
import { mergeStretch, replaceChanged } from "../chat-log.rules.ts";
import type { ChatGroup, ChatMessage, chatHistoryEndpoint, markReadEndpoint } from "../chat.contract.ts";
import type { LiveAsk, LiveFrame } from "../live.contract.ts";
import { createOutbox, type Outbox, type Unsent } from "./outbox.h5.ts";

const PAGE = 40;
const CATCH_UP_PAGE = 200;

export interface RoomView {
  messages: readonly ChatMessage[];
  unsent: readonly Unsent[];
  /** Null until the first page is here. */
  firstSeq: number | null;
  older: "idle" | "loading" | "failed";
  error: ApiError | null;
  line: LineState;
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
  /** The person has left: what he read a moment ago is told no more. */
  leave: () => void;
}

function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError(0, "network");
}

const history = (groupId: string, ask: { beforeSeq?: number; afterSeq?: number; limit: number }) =>
  callMember<typeof chatHistoryEndpoint>("GET /phone/groups/:groupId/messages", { groupId, ...ask });

/** The talk of one group as this phone has it: pages of the past, the live line, and what is still going out. */
export function createRoom(groupId: string, onRefused: (sentence: string) => void): Room {
  const listeners = new Set<() => void>();
  let line: Line | null = null;
  let catching: Promise<void> | null = null;
  let readSeq = 0;
  const first: RoomView = {
    messages: [],
    unsent: [],
    firstSeq: null,
    older: "idle",
    error: null,
    line: "connecting",
    group: {},
    unseated: false,
  };
  const outbox = createOutbox({
    groupId,
    onRefused,
    onChange: () => set({ unsent: outbox.items() }),
    onSaid: (message) => take([message]),
  });
  let view: RoomView = { ...first, unsent: outbox.items() };

  function set(over: Partial<RoomView>): void {
    view = { ...view, ...over };
    for (const listener of listeners) listener();
  }

  function take(stretch: readonly ChatMessage[]): void {
    const merged = mergeStretch(view.messages, stretch);
    if (merged.messages !== view.messages) set({ messages: merged.messages });
    outbox.settle(merged.messages);
    if (merged.missingAfterSeq !== null) void catchUp();
  }

  /** Reads on from the last message until nothing is missing; one reader at a time. */
  function catchUp(): Promise<void> {
    catching ??= (async () => {
      for (;;) {
        const page = await history(groupId, { afterSeq: view.messages.at(-1)?.seq ?? 0, limit: CATCH_UP_PAGE });
        take(page.items);
        if (page.items.length === 0 || (view.messages.at(-1)?.seq ?? 0) >= page.lastSeq) return;
      }
    })()
      .catch(() => undefined)
      .finally(() => (catching = null));
    return catching;
  }

  function onFrame(frame: LiveFrame): void {
    if (frame.t === "watching") return outbox.resendLost();
    if (frame.t === "tick" || frame.groupId !== groupId) return;
    if (frame.t === "said") take(frame.items);
    else if (frame.t === "changed") set({ messages: replaceChanged(view.messages, frame.items) });
    else if (frame.t === "group") set({ group: frame.group });
    else if (frame.t === "behind") void catchUp();
    else set({ unseated: true });
  }

  function openWhenReady(): void {
    if (line || listeners.size === 0 || view.firstSeq === null) return;
    let opened = 0;
    line = openLine<LiveFrame>({
      url: lineUrl(`${apiBase}/live`),
      greet: (): LiveAsk => ({ t: "watch", groups: [{ id: groupId, afterSeq: view.messages.at(-1)?.seq ?? 0 }] }),
      onFrame,
      onState: (state) => {
        set({ line: state });
        // What was taken back while the line was down is not told again.
        if (state === "open" && opened++ > 0) void renewNewest();
      },
    });
  }

  async function renewNewest(): Promise<void> {
    const page = await history(groupId, { limit: PAGE }).catch(() => null);
    if (page) take(page.items);
  }

  async function start(): Promise<void> {
    if (view.error) set({ error: null });
    try {
      const page = await history(groupId, { limit: PAGE });
      set({ firstSeq: page.firstSeq });
      take(page.items);
      openWhenReady();
    } catch (error) {
      set({ error: asApiError(error) });
    }
  }

  return {
    ...outbox,
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      if (view.firstSeq === null && !view.error) void start();
      openWhenReady();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        line?.close();
        line = null;
      };
    },
    start,
    async loadOlder() {
      const oldest = view.messages[0]?.seq;
      if (oldest === undefined || view.older === "loading" || oldest <= (view.firstSeq ?? 0)) return;
      set({ older: "loading" });
      try {
        const page = await history(groupId, { beforeSeq: oldest, limit: PAGE });
        set({ older: "idle", firstSeq: page.firstSeq });
        take(page.items);
      } catch {
        set({ older: "failed" });
      }
    },
    async markRead(seq) {
      if (seq <= readSeq) return;
      readSeq = seq;
      await callMember<typeof markReadEndpoint>("POST /phone/groups/:groupId/read", { groupId, seq }).catch(() => {
        readSeq = 0;
      });
    },
    leave() {
      readSeq = Number.MAX_SAFE_INTEGER;
    },
  };
}
