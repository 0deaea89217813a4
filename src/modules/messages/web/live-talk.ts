import { type Line, type LineState, lineUrl, openLine } from "../../../web/live.ts";
import { mergeStretch } from "../chat-log.rules.ts";
import type { LiveAsk, LiveFrame } from "../live.contract.ts";

const PAGE = 40;
const CATCH_UP_PAGE = 200;

export interface Stretch<M> {
  /** Oldest first, without a hole. */
  items: readonly M[];
  /** The oldest number there is to read. */
  firstSeq: number;
  lastSeq: number;
}

export interface TalkView<M> {
  messages: readonly M[];
  /** Null until the first page is here. */
  firstSeq: number | null;
  older: "idle" | "loading" | "failed";
  error: Error | null;
  line: LineState;
}

/** What a frame says of the one group. */
export type GroupFrame = Exclude<LiveFrame, { t: "tick" | "watching" }>;

interface TalkOptions<M> {
  groupId: string;
  /** The address of the live line. */
  path: string;
  read: (ask: { beforeSeq?: number; afterSeq?: number; limit: number }) => Promise<Stretch<M>>;
  asError: (error: unknown) => Error;
  onChange: () => void;
  onWatching?: () => void;
  onFrame: (frame: GroupFrame) => void;
}

export interface LiveTalk<M> {
  view: () => TalkView<M>;
  /** Joins a stretch to what is there; reads what lies between. */
  take: (stretch: readonly M[]) => void;
  replace: (messages: readonly M[]) => void;
  /** Reads on from the last message until nothing is missing; one reader at a time. */
  catchUp: () => Promise<void>;
  start: () => Promise<void>;
  loadOlder: () => Promise<void>;
  /** Opens the line when the first page is here. */
  open: () => void;
  close: () => void;
}

/** The talk of one group as one reader has it: pages of the past and the live line, joined without a hole. */
export function createLiveTalk<M extends { seq: number }>(options: TalkOptions<M>): LiveTalk<M> {
  const { groupId, read } = options;
  let line: Line | null = null;
  let isWanted = false;
  let isBehind = false;
  let catching: Promise<void> | null = null;
  let view: TalkView<M> = { messages: [], firstSeq: null, older: "idle", error: null, line: "connecting" };

  const lastSeq = () => view.messages.at(-1)?.seq ?? 0;

  function set(over: Partial<TalkView<M>>): void {
    view = { ...view, ...over };
    options.onChange();
  }

  function take(stretch: readonly M[]): void {
    const merged = mergeStretch(view.messages, stretch);
    if (merged.messages !== view.messages) set({ messages: merged.messages });
    if (merged.missingAfterSeq !== null) void catchUp();
  }

  function catchUp(): Promise<void> {
    isBehind = true;
    catching ??= (async () => {
      while (isBehind) {
        // Set again by who hears of something new while this answer is on its way.
        isBehind = false;
        const page = await read({ afterSeq: lastSeq(), limit: CATCH_UP_PAGE });
        take(page.items);
        if (page.items.length > 0 && lastSeq() < page.lastSeq) isBehind = true;
      }
    })()
      .catch(() => undefined)
      .finally(() => (catching = null));
    return catching;
  }

  async function renewNewest(): Promise<void> {
    const page = await read({ limit: PAGE }).catch(() => null);
    if (page) take(page.items);
  }

  function onFrame(frame: LiveFrame): void {
    if (frame.t === "watching") return options.onWatching?.();
    if (frame.t === "tick" || frame.groupId !== groupId) return;
    if (frame.t === "behind") return void catchUp();
    options.onFrame(frame);
  }

  function open(): void {
    isWanted = true;
    if (line || view.firstSeq === null) return;
    let opened = 0;
    line = openLine<LiveFrame>({
      url: lineUrl(options.path),
      greet: (): LiveAsk => ({ t: "watch", groups: [{ id: groupId, afterSeq: lastSeq() }] }),
      onFrame,
      onState: (state) => {
        set({ line: state });
        // What was taken back while the line was down is not told again.
        if (state === "open" && opened++ > 0) void renewNewest();
      },
    });
  }

  return {
    view: () => view,
    take,
    replace: (messages) => set({ messages }),
    catchUp,
    async start() {
      if (view.error) set({ error: null });
      try {
        const page = await read({ limit: PAGE });
        set({ firstSeq: page.firstSeq });
        take(page.items);
        if (isWanted) open();
      } catch (error) {
        set({ error: options.asError(error) });
      }
    },
    async loadOlder() {
      const oldest = view.messages[0]?.seq;
      if (oldest === undefined || view.older === "loading" || oldest <= (view.firstSeq ?? 0)) return;
      set({ older: "loading" });
      try {
        const page = await read({ beforeSeq: oldest, limit: PAGE });
        set({ older: "idle", firstSeq: page.firstSeq });
        take(page.items);
      } catch {
        set({ older: "failed" });
      }
    },
    open,
    close() {
      isWanted = false;
      line?.close();
      line = null;
    },
  };
}
