/** A hex digest of text, given by the caller: the server's is SHA-256, so that this file runs anywhere. */
export type HashHex = (text: string) => string;

const hex = (n: number, width: number) => n.toString(16).padStart(width, "0");

function asUuid(h: string): string {
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20, 32)}`;
}

/** UUIDv7 of a moment and 10 random bytes: sorts by time. */
export function uuidV7(atMs: number, random: Uint8Array): string {
  const r = Array.from(random.subarray(0, 10), (b) => hex(b, 2)).join("");
  const variant = hex(8 | (Number.parseInt(r[3] ?? "0", 16) & 3), 1);
  return asUuid(hex(atMs, 12) + "7" + r.slice(0, 3) + variant + r.slice(4, 19));
}

/**
 * The id of an event: 48 bits of the moment it happened and 74 bits of its source's own id, as UUIDv8. The same report read
 * twice has the same id, so one index is dedupe, order and partition. `digestHex` is at least 19 hex digits of a hash of
 * (source, external id).
 */
export function eventIdOf(occurredAtMs: number, digestHex: string): string {
  const variant = hex(8 | (Number.parseInt(digestHex[3] ?? "0", 16) & 3), 1);
  return asUuid(hex(Math.max(0, occurredAtMs), 12) + "8" + digestHex.slice(0, 3) + variant + digestHex.slice(4, 19));
}

/** The moment inside a time-led id (versions 7 and 8), in ms since 1970. */
export function momentOfId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** The smallest id of a moment: bounds of partitions and ranges. */
export function firstIdAt(atMs: number): string {
  return asUuid(hex(Math.max(0, atMs), 12) + "0".repeat(20));
}
