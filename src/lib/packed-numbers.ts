/** Numbers of seven bits a byte, the lowest first; the eighth says that more follow. */
export const LOW_BITS = 0x7f;
export const MORE = 0x80;

/** Whole, not below nought, up to 2^53. */
export function writeNumber(bytes: number[], value: number): void {
  let rest = value;
  for (; rest > LOW_BITS; rest = Math.floor(rest / MORE)) bytes.push((rest & LOW_BITS) | MORE);
  bytes.push(rest);
}

/** Reads what `writeNumber` wrote, from a byte on. */
export class NumberReader {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  read(): number {
    const byte = this.bytes[this.at++] ?? 0;
    return byte < MORE ? byte : this.#readOn(byte & LOW_BITS);
  }

  #readOn(low: number): number {
    let value = low;
    for (let scale = MORE; ; scale *= MORE) {
      const byte = this.bytes[this.at++] ?? 0;
      value += (byte & LOW_BITS) * scale;
      if (byte < MORE) return value;
    }
  }
}
