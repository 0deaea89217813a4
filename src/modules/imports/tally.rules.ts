const SHARE = 0.6;
const EMPTY = -1;

/** What values are kept in: counts take half of what moments and hashes do. */
type Values = typeof Uint32Array | typeof Float64Array;

/** A large map from 52-bit hashes to numbers in little memory: 12 bytes a place for counts, 16 for numbers of any size. */
export class Tally {
  private readonly Values: Values;
  private keys = new Float64Array(1 << 12).fill(EMPTY);
  private values: Uint32Array | Float64Array;
  size = 0;

  constructor(Values: Values = Uint32Array) {
    this.Values = Values;
    this.values = new Values(this.keys.length);
  }

  get(key: number): number | undefined {
    const at = this.placeOf(key);
    return this.keys[at] === key ? this.values[at] : undefined;
  }

  set(key: number, value: number): void {
    const at = this.placeOf(key);
    if (this.keys[at] !== key) {
      this.keys[at] = key;
      this.size++;
    }
    this.values[at] = value;
    if (this.size > this.keys.length * SHARE) this.grow();
  }

  /** Counts one more of a key; answers how many there are now. */
  count(key: number): number {
    const next = (this.get(key) ?? 0) + 1;
    this.set(key, next);
    return next;
  }

  private placeOf(key: number): number {
    const mask = this.keys.length - 1;
    let at = (key % 4_294_967_291) & mask;
    while (this.keys[at] !== EMPTY && this.keys[at] !== key) at = (at + 1) & mask;
    return at;
  }

  private grow(): void {
    const { keys, values } = this;
    this.keys = new Float64Array(keys.length * 2).fill(EMPTY);
    this.values = new this.Values(keys.length * 2);
    this.size = 0;
    for (const [i, key] of keys.entries()) if (key !== EMPTY) this.set(key, values[i] ?? 0);
  }
}

/** 53 bits of a text (cyrb53): good for counting, not for proving. */
export function hash53(text: string): number {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2_654_435_761);
    b = Math.imul(b ^ code, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & b) + (a >>> 0);
}

/** 52 bits of a hex digest. */
export const keyOfDigest = (hex: string): number => Number.parseInt(hex.slice(0, 13), 16);
