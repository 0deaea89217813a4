import { z } from "zod";
import { Id, Instant } from "../../lib/define.ts";
import { ChatGroup, ChatMessage, Seq } from "./chat.contract.ts";

/**
 * The live line: a WebSocket at `/api/v1/b/<brand>/live`, JSON text frames, member or staff by the session of the handshake (and its Origin).
 * The reader says where he stands, the server sends what came after it and then everything new, in the order of `seq` and without a hole.
 * Ticks, silence and close codes are in `lib/live-line.ts`. The phone sends messages by `sayEndpoint`, never here; so a line may be cut at any time without a loss.
 */
export const LIVE_PATH = "/live";
/** The console's line: the same frames by the staff session; groups must be in sight with `groups.read`. */
export const LIVE_STAFF_PATH = "/live?as=staff";

/** What is sent after the hand-shake at most; with more missing the server answers `behind` and the reader asks the history. */
export const LIVE_CATCH_UP_MESSAGES = 200;

/** Reader → server. A second `watch` replaces the first. */
export const LiveAsk = z.discriminatedUnion("t", [
  z.object({
    t: z.literal("watch"),
    groups: z.array(z.object({ id: Id, afterSeq: Seq })).max(200),
  }),
]);

export type LiveAsk = z.output<typeof LiveAsk>;

/** Server → reader. */
export const LiveFrame = z.discriminatedUnion("t", [
  /** The answer to `watch`: catch-up follows, then what is new. */
  z.object({ t: z.literal("watching"), at: Instant }),
  /** New messages of one group, seqs rising by one. Framed once for all readers: it says nothing of the reader. */
  z.object({ t: z.literal("said"), groupId: Id, items: z.array(ChatMessage).min(1) }),
  /** Messages that changed in place (taken back, guarded, erased). Not replayed on resume: the history has them as they are. */
  z.object({ t: z.literal("changed"), groupId: Id, items: z.array(ChatMessage).min(1) }),
  /** More is missing than is sent here: ask the history from your seq. */
  z.object({ t: z.literal("behind"), groupId: Id, lastSeq: Seq }),
  /** Name, head count or announcement changed, or somebody came, went or is called otherwise. */
  z.object({ t: z.literal("group"), groupId: Id, group: ChatGroup.pick({ name: true, memberCount: true, announcement: true }) }),
  /** The reader's seat is over, by himself elsewhere or by staff; also the answer to a group he has no seat in, and for staff one out of sight. */
  z.object({ t: z.literal("unseated"), groupId: Id }),
  /** The line lives. */
  z.object({ t: z.literal("tick"), at: Instant }),
]);

export type LiveFrame = z.output<typeof LiveFrame>;
