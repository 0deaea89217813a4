import { uuidV7 } from "../../lib/ids.ts";

/** `crypto.randomUUID` is missing where the page came over plain HTTP, as on a phone in the shop's own net. */
export function newUuid(): string {
  return uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}
