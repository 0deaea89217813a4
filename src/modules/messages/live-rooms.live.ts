import type { Context } from "../../server/context.ts";
import type { Followed, GroupFacts } from "./live.actions.ts";
import type { LiveFrame } from "./live.contract.ts";
import { catchUp, frameMessages, frameText, type Kept, type Room } from "./live-room.rules.ts";

/** Someone at the other end of one socket. */
export interface Reader {
  /** The acting person, asked anew: refuses when the session is over. */
  renew: () => Promise<Context>;
  /** Of a phone's session; null for staff. */
  tokenHash: string | null;
  isOpen: () => boolean;
  send: (frames: readonly Buffer[]) => void;
  end: (code: number) => void;
}

/** How one reader follows one room; `held` gathers what comes while he is still being brought up to date. */
interface Watch {
  seatId: string | null;
  /** What he knew when he came; he may have asked the history and be ahead of the room. */
  afterSeq: number;
  held: Buffer[] | null;
}

export interface LiveRoom extends Room {
  readers: Map<Reader, Watch>;
  /** As last told, or as first read. */
  facts: string | null;
  /** Of the people in it, as last seen. */
  version: number | null;
  /** What was told to be taken back, by id, and when. */
  takenBack: Map<string, number>;
}

/** A reader on his way into a room: he is told from `afterSeq` to `untilSeq` out of turn, and all later as it comes. */
export interface Place {
  room: LiveRoom;
  watch: Watch;
  afterSeq: number;
  untilSeq: number;
}

export const frame = (content: LiveFrame) => frameText(JSON.stringify(content));

/** What makes two states of a group's facts the same for its readers. */
export function factsKey(facts: { name: string; memberCount: number; announcement: string }): string {
  return JSON.stringify([facts.name, facts.memberCount, facts.announcement]);
}

function pass(reader: Reader, watch: Watch, frames: readonly Buffer[]): void {
  if (watch.held) watch.held.push(...frames);
  else reader.send(frames);
}

/** Who follows what in one brand; a room is there as long as someone is in it. */
export class Rooms {
  readonly byGroup = new Map<string, LiveRoom>();
  readonly ofReader = new Map<Reader, Set<LiveRoom>>();

  leaveAll(reader: Reader): void {
    for (const room of this.ofReader.get(reader) ?? []) {
      room.readers.delete(reader);
      if (room.readers.size === 0) this.byGroup.delete(room.groupId);
    }
    this.ofReader.get(reader)?.clear();
  }

  enter(reader: Reader, { groupId, seatId, afterSeq, lastSeq }: Followed): Place {
    const room: LiveRoom = this.byGroup.get(groupId) ?? {
      groupId,
      lastSeq,
      kept: [],
      readers: new Map(),
      facts: null,
      version: null,
      takenBack: new Map(),
    };
    this.byGroup.set(groupId, room);
    const watch: Watch = { seatId, afterSeq, held: [] };
    room.readers.set(reader, watch);
    this.ofReader.get(reader)?.add(room);
    return { room, watch, afterSeq, untilSeq: room.lastSeq };
  }

  /** Brings a reader up to date out of what the room has at hand, then lets him hear all as it comes. */
  release(reader: Reader, { room, watch, afterSeq, untilSeq }: Place, facts: GroupFacts | undefined): void {
    if (room.readers.get(reader) !== watch) return;
    const need = catchUp(room, afterSeq, untilSeq);
    const held = watch.held ?? [];
    watch.held = null;
    const { groupId, lastSeq } = room;
    if (facts) {
      room.facts ??= factsKey({ ...facts, announcement: facts.announcement?.text ?? "" });
      reader.send([frame({ t: "group", groupId, group: facts })]);
    }
    const missed = need.verdict === "here" ? frameMessages("said", groupId, need.messages) : [frame({ t: "behind", groupId, lastSeq })];
    reader.send([...missed, ...held]);
  }

  tell(room: LiveRoom, frames: readonly Buffer[]): void {
    for (const [reader, watch] of room.readers) pass(reader, watch, frames);
  }

  /** What was said, in the same bytes for all but those who know a part of it. */
  tellSaid(room: LiveRoom, stretch: readonly Kept[]): void {
    const firstSeq = stretch[0]?.seq ?? 0;
    const frames = frameMessages("said", room.groupId, stretch);
    for (const [reader, watch] of room.readers) {
      const isNew = watch.afterSeq < firstSeq;
      const own = () =>
        frameMessages(
          "said",
          room.groupId,
          stretch.filter((one) => one.seq > watch.afterSeq),
        );
      pass(reader, watch, isNew ? frames : own());
    }
  }

  /** Ends what a reader may follow no longer. */
  drop(room: LiveRoom, reader: Reader): void {
    room.readers.delete(reader);
    this.ofReader.get(reader)?.delete(room);
    if (room.readers.size === 0) this.byGroup.delete(room.groupId);
    reader.send([frame({ t: "unseated", groupId: room.groupId })]);
  }

  clear(): void {
    this.byGroup.clear();
    this.ofReader.clear();
  }
}
