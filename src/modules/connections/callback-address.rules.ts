import type { ConnectionKind } from "./connections.contract.ts";

/** Where the simulator beside the product answers. */
export const WECOM_SIMULATOR_URLS: readonly string[] = ["http://127.0.0.1:7310", "http://localhost:7310"];

export const callbackPath = (kind: ConnectionKind, pathToken: string): string => `/callbacks/${kind}/${pathToken}`;

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** Bytes from here on would make the first letters likelier. */
const FAIR = 256 - (256 % letters.length);

/** Letters and digits, each as likely; an EncodingAESKey may hold nothing else. */
export function randomLetters(random: (bytes: number) => Uint8Array, length: number): string {
  let text = "";
  while (text.length < length) {
    for (const byte of random(length)) {
      if (byte < FAIR && text.length < length) text += letters[byte % letters.length];
    }
  }
  return text;
}
