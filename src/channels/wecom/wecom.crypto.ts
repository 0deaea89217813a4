/**
 * The envelope of WeCom's callbacks.
 * https://developer.work.weixin.qq.com/document/path/90968
 */
import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from "node:crypto";

/** What a console shows beside the callback's address. */
export interface CallbackKeys {
  token: string;
  /** 43 characters of a-zA-Z0-9. */
  encodingAesKey: string;
  /** The corp id for an app of one's own. */
  receiveId: string;
}

export type Opened = { verdict: "opened"; text: string } | { verdict: "refused"; reason: "signature" | "cipher" | "receiver" };

const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;
const PAD_BYTES = 32;

export const isAesKey = (text: string) => /^[a-zA-Z0-9]{43}$/.test(text);

/** sha1 of the four values, sorted as strings and joined with nothing; lower-case hex. */
export function signatureOf(token: string, timestamp: string, nonce: string, encrypted: string): string {
  const parts = [token, timestamp, nonce, encrypted].sort();
  return createHash("sha1").update(parts.join("")).digest("hex");
}

/** Compares in a time that says nothing about where two signatures differ. */
export function isSignature(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Checks who sealed it and for whom, and opens it; nothing is deciphered before the signature holds. */
export function decryptCallback(
  keys: CallbackKeys,
  sealed: { signature: string; timestamp: string; nonce: string; encrypted: string },
): Opened {
  const expected = signatureOf(keys.token, sealed.timestamp, sealed.nonce, sealed.encrypted);
  if (!isSignature(sealed.signature, expected)) return { verdict: "refused", reason: "signature" };
  const plain = decipher(keys.encodingAesKey, sealed.encrypted);
  if (!plain) return { verdict: "refused", reason: "cipher" };
  return plain.receiveId === keys.receiveId ? { verdict: "opened", text: plain.text } : { verdict: "refused", reason: "receiver" };
}

/** Seals a text as WeCom does; `random` are 16 bytes. */
export function encryptCallback(
  keys: CallbackKeys,
  text: string,
  given: { random: Uint8Array; timestamp: string; nonce: string },
): { encrypted: string; signature: string } {
  const message = Buffer.from(text, "utf8");
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(message.length);
  const plain = Buffer.concat([given.random, length, message, Buffer.from(keys.receiveId, "utf8")]);
  const pad = PAD_BYTES - (plain.length % PAD_BYTES);
  const key = aesKeyOf(keys.encodingAesKey);
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  const encrypted = Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString("base64");
  return { encrypted, signature: signatureOf(keys.token, given.timestamp, given.nonce, encrypted) };
}

const aesKeyOf = (encodingAesKey: string) => Buffer.from(`${encodingAesKey}=`, "base64");

/** Padding is to 32 bytes, which Node's own does not know: it is stripped by hand. */
function decipher(encodingAesKey: string, encrypted: string): { text: string; receiveId: string } | null {
  const bytes = Buffer.from(encrypted, "base64");
  const key = aesKeyOf(encodingAesKey);
  if (key.length !== 32 || bytes.length === 0 || bytes.length % 16 !== 0) return null;
  const opener = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([opener.update(bytes), opener.final()]);
  const pad = padded.at(-1) ?? 0;
  if (pad < 1 || pad > PAD_BYTES || pad > padded.length) return null;
  const plain = padded.subarray(0, padded.length - pad);
  if (plain.length < RANDOM_BYTES + LENGTH_BYTES) return null;
  const start = RANDOM_BYTES + LENGTH_BYTES;
  const end = start + plain.readUInt32BE(RANDOM_BYTES);
  return end > plain.length ? null : { text: plain.toString("utf8", start, end), receiveId: plain.toString("utf8", end) };
}
