/** What may be said of a callback before it is opened. */

/** Why a callback was not taken; counted, never kept. */
export const refusedOutcomes = ["oversize", "malformed", "stale", "forged", "cipher", "receiver", "off"] as const;
export type RefusedOutcome = (typeof refusedOutcomes)[number];

/** What was taken, and what was here before: said again by the platform, or played again by somebody. */
export const takenOutcomes = ["received", "doubled", "replayed"] as const;
export type IntakeOutcome = RefusedOutcome | (typeof takenOutcomes)[number];

/** How far the sender's clock may be off. */
const WINDOW_MS = 600_000;

export interface Envelope {
  signature: string;
  timestamp: string;
  nonce: string;
  encrypted: string;
}

const SIGNATURE = /^[0-9a-f]{40}$/;
const TIMESTAMP = /^\d{1,12}$/;
const NONCE = /^[\x21-\x7e]{1,64}$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

type Query = Readonly<Record<string, unknown>>;

const textOf = (query: Query, name: string) => (typeof query[name] === "string" ? query[name] : "");

/** The signed head of a call; null where a part is missing or no such thing. */
export function headOf(query: Query): Omit<Envelope, "encrypted"> | null {
  const head = { signature: textOf(query, "msg_signature"), timestamp: textOf(query, "timestamp"), nonce: textOf(query, "nonce") };
  return SIGNATURE.test(head.signature) && TIMESTAMP.test(head.timestamp) && NONCE.test(head.nonce) ? head : null;
}

export const isStale = (timestamp: string, nowMs: number): boolean => Math.abs(Number(timestamp) * 1_000 - nowMs) > WINDOW_MS;

/** The sealed text in the envelope. Only this one element is looked for; documents that declare anything of their own are not read at all. */
export function encryptedOf(xml: string): string | null {
  if (xml.includes("<!DOCTYPE") || xml.includes("<!ENTITY") || xml.includes("<!doctype")) return null;
  const start = xml.indexOf("<Encrypt>");
  const end = xml.indexOf("</Encrypt>", start);
  if (start < 0 || end < 0 || xml.includes("<Encrypt>", start + 1)) return null;
  const inner = xml.slice(start + "<Encrypt>".length, end).trim();
  const text = inner.startsWith("<![CDATA[") && inner.endsWith("]]>") ? inner.slice("<![CDATA[".length, -"]]>".length).trim() : inner;
  return BASE64.test(text) ? text : null;
}

/** The same from the address check, where `+` may have come through as a blank. */
export function echoOf(query: Query): string | null {
  const text = textOf(query, "echostr").replaceAll(" ", "+");
  return BASE64.test(text) ? text : null;
}
