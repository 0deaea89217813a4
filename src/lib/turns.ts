import { setImmediate as nextTurn } from "node:timers/promises";

/** Bytes gone over before others have the process: some ten milliseconds of the quickest of such work. */
const TURN_BYTES = 1 << 20;

/** Goes over packed rows in their order without holding up the process, however many they are. */
export async function overInTurns<T>(all: readonly T[], bytesOf: (one: T) => number, each: (one: T) => void): Promise<void> {
  let bytes = 0;
  for (const one of all) {
    if (bytes >= TURN_BYTES) {
      bytes = 0;
      await nextTurn();
    }
    bytes += bytesOf(one);
    each(one);
  }
}
