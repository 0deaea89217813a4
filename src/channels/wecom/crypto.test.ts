import { describe, expect, test } from "vitest";
import { z } from "zod";
import { fixtureJson, hasFixtures, skipLine } from "./fixtures.setup.ts";
import { type CallbackKeys, decryptCallback, encryptCallback, isAesKey, isSignature, signatureOf } from "./wecom.crypto.ts";

const keys: CallbackKeys = { token: "Tok3nOfOurs", encodingAesKey: "k".repeat(43), receiveId: "ww00000000000000aa" };
const given = { random: Buffer.alloc(16, 7), timestamp: "1790000000", nonce: "n0nce" };
const seal = (text: string, by = keys) => {
  const { encrypted, signature } = encryptCallback(by, text, given);
  return { encrypted, signature, timestamp: given.timestamp, nonce: given.nonce };
};

describe("the envelope", () => {
  test.each(["", "a", "你好,群策 🎉", "x".repeat(11), "x".repeat(12), "x".repeat(4_096)])("opens what it sealed: %#", (text) => {
    expect(decryptCallback(keys, seal(text))).toEqual({ verdict: "opened", text });
  });

  test("each changed part is refused before anything is deciphered", () => {
    const sealed = seal("<xml/>");
    const changed = [
      { ...sealed, timestamp: "1790000001" },
      { ...sealed, nonce: "other" },
      { ...sealed, signature: sealed.signature.toUpperCase() },
      { ...sealed, signature: "" },
      { ...sealed, encrypted: `${sealed.encrypted.slice(0, -4)}AAA=` },
    ];
    for (const one of changed) expect(decryptCallback(keys, one)).toEqual({ verdict: "refused", reason: "signature" });
  });

  test("another key, another receiver and cut texts are refused", () => {
    const signed = (encrypted: string) => ({
      encrypted,
      timestamp: given.timestamp,
      nonce: given.nonce,
      signature: signatureOf(keys.token, given.timestamp, given.nonce, encrypted),
    });
    const { encrypted } = seal("<xml>hello</xml>");
    expect(decryptCallback(keys, seal("x", { ...keys, receiveId: "ww-other" }))).toEqual({ verdict: "refused", reason: "receiver" });
    expect(decryptCallback(keys, seal("x", { ...keys, encodingAesKey: "j".repeat(43) })).verdict).toBe("refused");
    for (const bad of ["", "AAAA", "not base64 at all", encrypted.slice(0, 24)])
      expect(decryptCallback(keys, signed(bad))).toEqual({ verdict: "refused", reason: "cipher" });
  });

  test("knows a key by its shape", () => {
    expect([isAesKey("k".repeat(43)), isAesKey("k".repeat(42)), isAesKey(`${"k".repeat(42)}=`)]).toEqual([true, false, false]);
    expect([isSignature("ab", "ab"), isSignature("ab", "abc"), isSignature("ab", "ac")]).toEqual([true, false, false]);
  });
});

const Vectors = z.array(
  z.object({
    name: z.string(),
    token: z.string().optional(),
    encodingAESKey: z.string(),
    timestamp: z.string().optional(),
    nonce: z.string().optional(),
    encrypt: z.string(),
    msg_signature: z.string().optional(),
    random: z.string().optional(),
    receiveid: z.string().optional(),
    msg: z.string().optional(),
  }),
);

describe.skipIf(!hasFixtures)(`published vectors ${hasFixtures ? "" : skipLine}`, () => {
  const vectors = hasFixtures ? Vectors.parse(fixtureJson("crypto/vectors.json")) : [];

  test.each(vectors.map((vector) => [vector.name, vector] as const))("%s", (_name, vector) => {
    const { token = "any", timestamp = "1", nonce = "2" } = vector;
    const by = { token, encodingAesKey: vector.encodingAESKey, receiveId: vector.receiveid ?? "" };
    const signature = signatureOf(token, timestamp, nonce, vector.encrypt);
    if (vector.msg_signature) expect(signature).toBe(vector.msg_signature);
    if (vector.msg === undefined || vector.receiveid === undefined) return;
    const opened = decryptCallback(by, { signature, timestamp, nonce, encrypted: vector.encrypt });
    expect(opened).toEqual({ verdict: "opened", text: vector.msg });
    if (vector.random?.length !== 16) return;
    expect(encryptCallback(by, vector.msg, { random: Buffer.from(vector.random), timestamp, nonce }).encrypted).toBe(vector.encrypt);
  });
});
