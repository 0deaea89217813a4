import { LIVE_CATCH_UP_MESSAGES } from "./live.contract.ts";

/** One message as it stands in a frame: put into JSON once for all readers. */
export interface Kept {
  seq: number;
  id: string;
  json: string;
}

/** The talk of one group as far as it was told, with its newest messages at hand for those who come back. */
export interface Room {
  groupId: string;
  /** Everything up to here was told. */
  lastSeq: number;
  /** Without a hole, ending at `lastSeq`. */
  kept: Kept[];
}

/** Frames stay under this, so that one does not fill a slow reader's line. */
const FRAME_BYTES = 49_152;
const SPARE = 64;

/** Adds what comes right after; answers false where something is missing in between: then the room begins anew behind it. */
export function growRoom(room: Room, stretch: readonly Kept[]): boolean {
  const [first, last] = [stretch[0], stretch.at(-1)];
  if (!first || !last) return true;
  const isNext = first.seq === room.lastSeq + 1 && last.seq - first.seq === stretch.length - 1;
  room.kept = isNext ? [...room.kept, ...stretch] : [];
  room.lastSeq = last.seq;
  if (room.kept.length > LIVE_CATCH_UP_MESSAGES + SPARE) room.kept = room.kept.slice(-LIVE_CATCH_UP_MESSAGES);
  return isNext;
}

/** Adds what stands right before the messages at hand; what does not fit is passed over. */
export function growBack(room: Room, stretch: readonly Kept[]): void {
  const firstSeq = firstKeptSeq(room);
  const fitting = stretch.filter((one) => one.seq < firstSeq);
  const isNext = fitting.at(-1)?.seq === firstSeq - 1 && firstSeq - (fitting[0]?.seq ?? 0) === fitting.length;
  if (isNext) room.kept = [...fitting, ...room.kept];
}

/** The number of the oldest message at hand; one past the last where there is none. */
function firstKeptSeq(room: Room): number {
  return room.kept[0]?.seq ?? room.lastSeq + 1;
}

export type CatchUp =
  | { verdict: "here"; messages: Kept[] }
  /** These numbers have to be read first. */
  | { verdict: "read"; afterSeq: number; untilSeq: number }
  /** Too much: the reader asks the history. */
  | { verdict: "behind" };

/** What a reader who stands at `afterSeq` is still to be told up to `untilSeq`. */
export function catchUp(room: Room, afterSeq: number, untilSeq: number): CatchUp {
  if (afterSeq >= untilSeq) return { verdict: "here", messages: [] };
  if (untilSeq - afterSeq > LIVE_CATCH_UP_MESSAGES) return { verdict: "behind" };
  const firstSeq = firstKeptSeq(room);
  if (afterSeq + 1 < firstSeq) return { verdict: "read", afterSeq, untilSeq: firstSeq - 1 };
  return { verdict: "here", messages: room.kept.slice(afterSeq + 1 - firstSeq, untilSeq + 1 - firstSeq) };
}

/** Puts changed messages in the places they have. */
export function changeKept(room: Room, changed: readonly Kept[]): void {
  const firstSeq = firstKeptSeq(room);
  for (const one of changed) if (room.kept[one.seq - firstSeq]?.id === one.id) room.kept[one.seq - firstSeq] = one;
}

/** `said` or `changed` frames of a group, in order, none much larger than `FRAME_BYTES`. */
export function frameMessages(kind: "said" | "changed", groupId: string, messages: readonly Kept[]): Buffer[] {
  const frames: Buffer[] = [];
  let pieces: string[] = [];
  let size = 0;
  const close = () => {
    if (pieces.length > 0) frames.push(frameText(`{"t":"${kind}","groupId":"${groupId}","items":[${pieces.join(",")}]}`));
    pieces = [];
    size = 0;
  };
  for (const { json } of messages) {
    if (size + json.length > FRAME_BYTES) close();
    pieces.push(json);
    size += json.length;
  }
  close();
  return frames;
}

/** A text as one unmasked frame of a server, ready for any number of sockets: https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
export function frameText(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = 0x81;
  frame[1] = head === 2 ? length : head === 4 ? 126 : 127;
  if (head === 4) frame.writeUInt16BE(length, 2);
  if (head === 10) frame.writeBigUInt64BE(BigInt(length), 2);
  frame.write(text, head, "utf8");
  return frame;
}
