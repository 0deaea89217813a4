import { createHash } from "node:crypto";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Chance from a seed: two simulators of one seed that hear the same calls answer the same. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  below(limit: number): number;
  chance(share: number): boolean;
  pick<T>(of: readonly T[]): T;
  /** An id as the platform shapes them: `wm` and letters. */
  id(head: string, length: number): string;
  hex(length: number): string;
  bytes(count: number): Buffer;
  /** Begins anew from another seed: what is restored must not be given the ids it holds already. */
  restart(seed: string): void;
}

/** Mulberry32 over a hash of the seed. */
export function openRandom(seed: string): Random {
  const begin = (from: string) => createHash("sha256").update(from).digest().readUInt32LE(0);
  let state = begin(seed);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const letters = (length: number, from: string) => {
    let text = "";
    while (text.length < length) text += from[below(from.length)];
    return text;
  };
  return {
    next,
    below,
    chance: (share) => share > 0 && next() < share,
    pick: (of) => {
      const picked = of[below(of.length)];
      if (picked === undefined) throw new Error("Nothing to pick from.");
      return picked;
    },
    id: (head, length) => head + letters(length - head.length, LETTERS),
    hex: (length) => letters(length, "0123456789abcdef"),
    restart: (from) => {
      state = begin(from);
    },
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => below(256))),
  };
}
