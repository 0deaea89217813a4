import { brandSlug, callEndpoint } from "../../../web/client.ts";
import { LIVE_STAFF_PATH } from "../live.contract.ts";
import { listTalkEndpoint, type TalkMessage } from "../messages.contract.ts";
import { createLiveTalk, type GroupFrame, type TalkView } from "./live-talk.ts";

export interface TalkRoomView extends TalkView<TalkMessage> {
  todayCount: number;
  canSay: boolean;
  /** The group is out of sight now. */
  unseated: boolean;
}

export interface TalkRoom {
  subscribe: (listener: () => void) => () => void;
  view: () => TalkRoomView;
  start: () => Promise<void>;
  loadOlder: () => Promise<void>;
  /** Asks for what is new without waiting for the line. */
  refresh: () => Promise<void>;
  markRemoved: (ids: readonly string[]) => void;
}

/** The talk of one group as a colleague has it. The line says that there is something new; the words are asked, for they say more here than on a phone. */
export function createTalkRoom(groupId: string): TalkRoom {
  const listeners = new Set<() => void>();
  let more = { todayCount: 0, canSay: false, unseated: false };
  const talk = createLiveTalk<TalkMessage>({
    groupId,
    path: `/api/v1/b/${brandSlug()}${LIVE_STAFF_PATH}`,
    read: async (ask) => {
      const page = await callEndpoint(listTalkEndpoint, { groupId, ...ask });
      more = { ...more, todayCount: page.todayCount, canSay: page.canSay };
      const firstSeq = page.nextBeforeSeq === null ? (page.items[0]?.seq ?? 0) : 1;
      return { items: page.items, firstSeq, lastSeq: page.lastSeq };
    },
    asError: (error) => (error instanceof Error ? error : new Error("unknown")),
    onChange: show,
    onFrame,
  });
  let view: TalkRoomView = { ...talk.view(), ...more };

  function show(): void {
    view = { ...talk.view(), ...more };
    for (const listener of listeners) listener();
  }

  function markRemoved(ids: readonly string[]): void {
    const gone = new Set(ids);
    const removedAt = new Date().toISOString();
    talk.replace(
      talk.view().messages.map((one) => (gone.has(one.id) ? { ...one, text: "", body: null, pictureUrl: null, removedAt } : one)),
    );
  }

  function onFrame(frame: GroupFrame): void {
    if (frame.t === "said") return void talk.catchUp();
    if (frame.t === "changed") return markRemoved(frame.items.flatMap((item) => (item.body.kind === "removed" ? [item.id] : [])));
    if (frame.t !== "unseated") return;
    more = { ...more, unseated: true };
    show();
  }

  return {
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
    refresh: talk.catchUp,
    markRemoved,
  };
}
