import { createCipheriv, createDecipheriv, createHash } from "node:crypto";

/** https://developer.work.weixin.qq.com/document/path/90968 */
const BLOCK = 32;

const keyOf = (aesKey: string) => Buffer.from(`${aesKey}=`, "base64");

/** SHA-1 over the four values, sorted as strings and joined by nothing. */
export function signatureOf(token: string, timestamp: string, nonce: string, encrypted: string): string {
  return createHash("sha1").update([token, timestamp, nonce, encrypted].sort().join("")).digest("hex");
}

/** 16 bytes of chance, the length, the message and the receiver, padded to 32 and encrypted with AES-256-CBC. */
export function encrypt({
  aesKey,
  message,
  receiver,
  random,
}: {
  aesKey: string;
  message: string;
  receiver: string;
  random: Buffer;
}): string {
  const key = keyOf(aesKey);
  const text = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const plain = Buffer.concat([random.subarray(0, 16), length, text, Buffer.from(receiver)]);
  const pad = BLOCK - (plain.length % BLOCK);
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.concat([plain, Buffer.alloc(pad, pad)])), cipher.final()]).toString("base64");
}

/** The other way round: for answers that come encrypted, and for tests. */
export function decrypt({ aesKey, encrypted }: { aesKey: string; encrypted: string }): { message: string; receiver: string } {
  const key = keyOf(aesKey);
  const decipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(Buffer.from(encrypted, "base64")), decipher.final()]);
  const plain = padded.subarray(0, padded.length - (padded.at(-1) ?? 0));
  const length = plain.readUInt32BE(16);
  return { message: plain.subarray(20, 20 + length).toString(), receiver: plain.subarray(20 + length).toString() };
}
