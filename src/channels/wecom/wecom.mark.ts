/** How one of our mass sends is known again among all the platform lists: by a token in its link, else by its words. */
import { createHash } from "node:crypto";
import type { OutgoingBody } from "../channel.ts";
import type { WireGroupMsg } from "./sends.wire.ts";
import { byteLength, MAX_TEXT_BYTES } from "./wecom.encode.ts";

/** The query field of a link that names the dispatch. */
const TOKEN_FIELD = "qd";
const MAX_URL_BYTES = 2048;

/** The dispatch's id in 22 letters. */
export const tokenOf = (dispatchId: string) => Buffer.from(dispatchId.replaceAll("-", ""), "hex").toString("base64url");

const LINK_IN_TEXT = /https?:\/\/[\x21-\x7e]+/;
const TRAILING = /[.,;:!?'")\]}>]+$/;

/** The address with the token, before its fragment; all else stays as it was written. */
function tokenInto(url: string, token: string): string {
  const at = url.indexOf("#");
  const [head, tail] = at < 0 ? [url, ""] : [url.slice(0, at), url.slice(at)];
  const joint = !head.includes("?") ? "?" : /[?&]$/.test(head) ? "" : "&";
  return `${head}${joint}${TOKEN_FIELD}=${token}${tail}`;
}

function textWithToken(text: string, token: string): string | null {
  const found = LINK_IN_TEXT.exec(text)?.[0].replace(TRAILING, "");
  if (!found) return null;
  const marked = text.replace(found, () => tokenInto(found, token));
  return byteLength(marked) > MAX_TEXT_BYTES ? null : marked;
}

/** The body whose card, or the first link of whose text, bears the token; null where it has no link that can. */
export function withToken(body: OutgoingBody, dispatchId: string): OutgoingBody | null {
  const token = tokenOf(dispatchId);
  if (body.format === "link") {
    const url = tokenInto(body.url, token);
    return byteLength(url) > MAX_URL_BYTES ? null : { ...body, url };
  }
  const text = textWithToken(body.text, token);
  return text === null ? null : { ...body, text };
}

const lineEnds = (text: string) => text.replaceAll("\r\n", "\n").trim();

/** What of a message the platform tells again: its words and what hangs on it, without the names it gave to files. */
function wordsOf(text: string, attachments: readonly (readonly [kind: string, address: string])[]): string {
  return JSON.stringify([lineEnds(text), attachments]);
}

function ourWords(body: OutgoingBody): string {
  if (body.format === "image")
    return wordsOf(
      body.text,
      body.images.map(() => ["image", ""]),
    );
  return wordsOf(body.text, body.format === "link" ? [["link", body.url]] : []);
}

/** What is all that tells a call without a token from others of its sender. */
export const markOfBody = (body: OutgoingBody) => createHash("sha256").update(ourWords(body)).digest("base64url");

/** True where the listed send bears the dispatch's token, or, without one, says the same words. */
export function isLike(listed: WireGroupMsg, body: OutgoingBody, dispatchId: string): boolean {
  const text = listed.text?.content ?? "";
  if (withToken(body, dispatchId) === null) {
    const hung = listed.attachments.map((one) => [one.msgtype, one.link?.url ?? ""] as const);
    return wordsOf(text, hung) === ourWords(body);
  }
  const mark = `${TOKEN_FIELD}=${tokenOf(dispatchId)}`;
  return text.includes(mark) || listed.attachments.some((one) => one.link?.url.includes(mark));
}
