import { describe, expect, test } from "vitest";
import type { LiveFrame } from "./live.contract.ts";
import { catchUp, growBack, growRoom, type Kept } from "./live-room.rules.ts";
import { type Place, type Reader, Rooms } from "./live-rooms.live.ts";

const kept = (from: number, to: number): Kept[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => ({ seq: from + i, id: `m${from + i}`, json: `{"seq":${from + i}}` }));

function textOf(frame: Buffer): string {
  const size = frame[1] ?? 0;
  return frame.subarray(size < 126 ? 2 : size === 126 ? 4 : 10).toString("utf8");
}

/** A reader that writes down what it is sent. */
function listener(): Reader & { heard: LiveFrame[] } {
  const heard: LiveFrame[] = [];
  return {
    heard,
    renew: () => Promise.reject(new Error("nobody asks here")),
    tokenHash: "t",
    isOpen: () => true,
    // Checked border: frames made above.
    send: (frames) => void heard.push(...frames.map((frame) => JSON.parse(textOf(frame)) as LiveFrame)),
    end: () => undefined,
  };
}

const seqsOf = (heard: readonly LiveFrame[]) => heard.flatMap((frame) => (frame.t === "said" ? frame.items.map((item) => item.seq) : []));
const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

/** Says the next messages of a room, as the line's loop does. */
function speak(rooms: Rooms, groupId: string, to: number): void {
  const room = rooms.byGroup.get(groupId);
  if (!room || to <= room.lastSeq) return;
  const stretch = kept(room.lastSeq + 1, to);
  growRoom(room, stretch);
  rooms.tellSaid(room, stretch);
}

describe("rooms", () => {
  test("what is said while a reader is brought up to date comes after what he missed", () => {
    const rooms = new Rooms();
    const reader = listener();
    rooms.ofReader.set(reader, new Set());
    const place = rooms.enter(reader, { groupId: "g", seatId: "s", afterSeq: 3, lastSeq: 5 });
    speak(rooms, "g", 7);
    expect(reader.heard).toEqual([]);
    growBack(place.room, kept(4, 5));
    rooms.release(reader, place, undefined);
    speak(rooms, "g", 8);
    expect(seqsOf(reader.heard)).toEqual([4, 5, 6, 7, 8]);
  });

  test("who is too far behind is told so, and hears what came meanwhile", () => {
    const rooms = new Rooms();
    const reader = listener();
    rooms.ofReader.set(reader, new Set());
    const place = rooms.enter(reader, { groupId: "g", seatId: "s", afterSeq: 1, lastSeq: 900 });
    speak(rooms, "g", 901);
    rooms.release(reader, place, undefined);
    expect(reader.heard).toEqual([
      { t: "behind", groupId: "g", lastSeq: 901 },
      { t: "said", groupId: "g", items: [{ seq: 901 }] },
    ]);
  });

  test("a place that was left meanwhile is not released, and an empty room is gone", () => {
    const rooms = new Rooms();
    const [one, other] = [listener(), listener()];
    for (const reader of [one, other]) rooms.ofReader.set(reader, new Set());
    const first = rooms.enter(one, { groupId: "g", seatId: "s", afterSeq: 0, lastSeq: 0 });
    rooms.leaveAll(one);
    expect(rooms.byGroup.size).toBe(0);
    const second = rooms.enter(other, { groupId: "g", seatId: "s2", afterSeq: 0, lastSeq: 0 });
    rooms.release(one, first, undefined);
    rooms.release(other, second, undefined);
    speak(rooms, "g", 1);
    expect([seqsOf(one.heard), seqsOf(other.heard)]).toEqual([[], [1]]);
    rooms.drop(second.room, other);
    expect(other.heard.at(-1)).toEqual({ t: "unseated", groupId: "g" });
    expect(rooms.byGroup.size).toBe(0);
  });

  test("in any order of coming, speaking and being brought up to date nobody misses a number or hears one twice", () => {
    let seed = 11;
    const roll = (n: number) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return (seed >>> 8) % n;
    };
    for (let round = 0; round < 200; round++) {
      const rooms = new Rooms();
      let written = roll(30);
      const people: { reader: ReturnType<typeof listener>; place: Place | null; fromSeq: number }[] = [];
      for (let step = 0; step < 40; step++) {
        const what = roll(4);
        if (what === 0) {
          const reader = listener();
          rooms.ofReader.set(reader, new Set());
          const fromSeq = roll(written + 1);
          const place = rooms.enter(reader, { groupId: "g", seatId: "s", afterSeq: fromSeq, lastSeq: written });
          people.push({ reader, place, fromSeq });
        } else if (what === 1) {
          written += 1 + roll(3);
          speak(rooms, "g", written);
        } else if (what === 2) written += roll(2);
        else {
          const waiting = people.find((one) => one.place);
          if (!waiting?.place) continue;
          const { room, afterSeq, untilSeq } = waiting.place;
          const need = catchUp(room, afterSeq, untilSeq);
          if (need.verdict === "read") growBack(room, kept(need.afterSeq + 1, need.untilSeq));
          rooms.release(waiting.reader, waiting.place, undefined);
          waiting.place = null;
        }
      }
      speak(rooms, "g", written);
      for (const { reader, place, fromSeq } of people) if (!place) expect(seqsOf(reader.heard)).toEqual(range(fromSeq + 1, written));
    }
  });
});
