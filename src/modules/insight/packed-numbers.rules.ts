/** Numbers of seven bits a byte, the lowest first; the eighth says that more follow. */
export const LOW_BITS = 0x7f;
export const MORE = 0x80;

/** Whole, not below nought, up to 2^53. */
export function writeNumber(bytes: number[], value: number): void {
  let rest = value;
  for (; rest > LOW_BITS; rest = Math.floor(rest / MORE)) bytes.push((rest & LOW_BITS) | MORE);
  bytes.push(rest);
}
