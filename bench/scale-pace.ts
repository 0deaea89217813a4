import { setTimeout as sleep } from "node:timers/promises";
import { isPassing, isTooSlow } from "../src/server/db.ts";

export type Say = (line: string) => void;

export async function timed<T>(say: Say, what: string, count: number, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const made = await work();
  const seconds = (performance.now() - begun) / 1000;
  say(`  ${what}: ${count.toLocaleString("en-US")} in ${seconds.toFixed(1)} s, ${Math.round(count / seconds).toLocaleString("en-US")}/s`);
  return made;
}

/** Pieces that are under way at once: the database has some while the next is made. */
const LINES = 3;

/** A machine that stood still for a while ends transactions that waited for it; what was told is told again and counts once. */
export async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++)
    try {
      return await work();
    } catch (error) {
      if (!(isPassing(error) || isTooSlow(error)) || tries === 5) throw error;
      await sleep(1_000 * tries);
    }
}

/** Calls `work` for pieces of a long row of numbers. */
export async function inPieces(count: number, piece: number, work: (from: number, to: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const line = async () => {
    while (next < count) {
      const from = next;
      next = Math.min(count, from + piece);
      await persist(() => work(from, Math.min(count, from + piece)));
    }
  };
  await Promise.all(Array.from({ length: LINES }, line));
}

/** Between two notes of how far it came. */
const STRETCH = 480_000;

/** From one count to another in stretches, each noted when it is done: what is broken off loses no more than one. */
export async function inStretches(
  { from, to, piece }: { from: number; to: number; piece: number },
  work: (from: number, to: number) => Promise<unknown>,
  note: (done: number) => void,
  say: Say,
): Promise<void> {
  for (let at = from; at < to;) {
    const [begin, end] = [at, Math.min(to, at + STRETCH)];
    await timed(say, `  … ${end.toLocaleString("en-US")}`, end - begin, () =>
      inPieces(end - begin, piece, (low, high) => work(begin + low, begin + high)),
    );
    note(end);
    at = end;
  }
}
