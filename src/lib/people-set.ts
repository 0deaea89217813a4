import { LOW_BITS, MORE, writeNumber } from "./packed-numbers.ts";

/** A set of people by their numbers: the ascending steps between them, seven bits a byte. */
export type PeopleSet = Uint8Array;

/** Numbers in any order, each once or more. */
export function packPeople(numbers: readonly number[]): PeopleSet {
  const sorted = Uint32Array.from(numbers).toSorted();
  const bytes: number[] = [];
  let last = -1;
  for (const number of sorted) {
    if (number === last) continue;
    writeNumber(bytes, number - last);
    last = number;
  }
  return Uint8Array.from(bytes);
}

/** Takes sets in, one after the other, and says who is in any of them. */
export class PeopleUnion {
  #words = new Uint32Array(1024);
  count = 0;

  add(number: number): void {
    const at = number >>> 5;
    if (at >= this.#words.length) this.#grow(at);
    const bit = 1 << (number & 31);
    const word = this.#words[at] ?? 0;
    if (word & bit) return;
    this.#words[at] = word | bit;
    this.count++;
  }

  addAll(set: PeopleSet): void {
    let number = -1;
    let step = 0;
    let shift = 0;
    for (const byte of set) {
      step += (byte & LOW_BITS) << shift;
      shift += 7;
      if (byte & MORE) continue;
      number += step;
      this.add(number);
      step = 0;
      shift = 0;
    }
  }

  numbers(): number[] {
    const found: number[] = [];
    for (const [at, word] of this.#words.entries())
      for (let rest = word; rest !== 0; rest &= rest - 1) found.push(at * 32 + 31 - Math.clz32(rest & -rest));
    return found;
  }

  #grow(at: number): void {
    const wider = new Uint32Array(Math.max(at + 1, this.#words.length * 2));
    wider.set(this.#words);
    this.#words = wider;
  }
}
