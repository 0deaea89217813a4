import { createHash, hash, randomBytes, randomUUID } from "node:crypto";
import { eventIdOf, uuidV7 } from "../lib/ids.ts";

/** A new entity's id. */
export function newId(atMs: number): string {
  return uuidV7(atMs, randomBytes(10));
}

/** The same report always has the same id, whoever reads it and however often. */
export function eventId(occurredAtMs: number, source: string, externalId: string): string {
  return eventIdOf(occurredAtMs, hash("sha256", `${source}\0${externalId}`, "hex"));
}

/** The id of an event of our own making. */
export function ownEventId(atMs: number): string {
  return eventIdOf(atMs, randomUUID().replaceAll("-", ""));
}

/** A public link's secret: 22 letters and digits of 128 random bits. */
export function newToken(): string {
  return randomBytes(16).toString("base64url");
}

/** That many random bytes. */
export const randomSource = (bytes: number): Uint8Array => randomBytes(bytes);

export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
