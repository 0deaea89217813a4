import { isPlain } from "../../lib/plain-text.ts";
import type { Format, GroupRef, InboundItem, KeptReason, MemberRef, MessageBody, Scalar } from "./inbound.contract.ts";
import type { SeatKind } from "./messages.contract.ts";

/** In UTF-16 units; what is longer is no message of a chat and is kept in the inbox whole. */
export const TEXT_LIMIT = 20_000;
/** In characters; a longer one is cut. */
export const NAME_LIMIT = 60;
const BODY_FIELDS_LIMIT = 30;
const BODY_VALUE_LIMIT = 4_000;
const FIELD_NAME = /^[A-Za-z][A-Za-z0-9]{0,39}$/;
/** A platform's clock may be ahead of ours by this much. */
export const FUTURE_LIMIT_MS = 24 * 3_600_000;
/** 1997-01-01: nothing we import is older. */
export const OLDEST_MS = 852_076_800_000;

// oxlint-disable-next-line no-control-regex
const UNSHOWABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;
const TURNING = /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/g;

/** Text without what PostgreSQL refuses or no screen can show: control characters go, halves of a pair become U+FFFD. */
export function cleanText(text: string): string {
  return isPlain(text) ? text : text.toWellFormed().replace(UNSHOWABLE, "");
}

/** A name on one line, without marks that turn the order of what follows; empty where nothing is left of it. */
export function cleanName(name: string): string {
  const line = cleanText(name).replace(TURNING, "").replace(/\s+/g, " ").trim();
  return line.length <= NAME_LIMIT ? line : [...line].slice(0, NAME_LIMIT).join("");
}

/** Only web addresses and the brand's own paths may stand in a card. */
function isOpenable(url: string): boolean {
  return /^https?:\/\//i.test(url) || /^\/(?!\/)/.test(url);
}

/** The value of a field as it may be kept; undefined where it may not. */
function cleanScalar(name: string, value: Scalar): Scalar | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string") return value;
  const text = cleanText(value);
  return text.length <= BODY_VALUE_LIMIT && (!/url$/i.test(name) || isOpenable(text)) ? text : undefined;
}

function cleanRecord<V>(record: Record<string, V>, clean: (name: string, value: V) => V | undefined): Record<string, V> {
  const kept: Record<string, V> = {};
  for (const [name, value] of Object.entries(record).slice(0, BODY_FIELDS_LIMIT)) {
    const cleaned = FIELD_NAME.test(name) ? clean(name, value) : undefined;
    if (cleaned !== undefined) kept[name] = cleaned;
  }
  return kept;
}

/** A card's fields, short and at most one list deep: what is too long, or an address of another kind is left out. */
export function cleanBody(body: MessageBody): MessageBody {
  return cleanRecord(body, (name, value) =>
    Array.isArray(value) ? value.slice(0, BODY_FIELDS_LIMIT).map((one) => cleanRecord(one, cleanScalar)) : cleanScalar(name, value),
  );
}

export function lengthInCharacters(text: string): number {
  let n = 0;
  for (let i = 0; i < text.length; i++, n++) if ((text.charCodeAt(i) & 0xfc00) === 0xd800) i++;
  return n;
}

const media: ReadonlySet<Format> = new Set<Format>(["image", "link", "video", "file"]);

/** A message that counts as interaction: a member's own, at least two characters that are not blank, or a medium. */
export function isValidMessage(message: { seatKind: SeatKind; format: Format; text: string }): boolean {
  if (message.seatKind !== "member") return false;
  if (media.has(message.format)) return true;
  return message.format === "text" && lengthInCharacters(message.text.replace(/\s+/g, "")) >= 2;
}

export type Screened = { verdict: "pass"; item: InboundItem } | { verdict: "keep"; reason: KeptReason };

const keep = (reason: KeptReason): Screened => ({ verdict: "keep", reason });

const isWord = (text: string) => text !== "" && isPlain(text);
const isRefPlain = (ref: MemberRef) => "memberId" in ref || (isWord(ref.kind) && isPlain(ref.scope) && isWord(ref.externalId));
const isGroupPlain = (ref: GroupRef) => "groupId" in ref || (isWord(ref.channel) && isWord(ref.externalId));

/** The people and things an item names. */
function areNamesPlain(item: InboundItem): boolean {
  if (item.kind === "message") return isRefPlain(item.sender);
  if (item.kind === "joined") return isRefPlain(item.member) && (!item.inviter || isRefPlain(item.inviter));
  if (item.kind === "left") return isRefPlain(item.member);
  return item.kind === "exposed" || isWord(item.messageExternalId);
}

function isAddressable(item: InboundItem): boolean {
  const hasHead = isWord(item.externalId) && isWord(item.source) && !Number.isNaN(item.occurredAt.getTime());
  return hasHead && isGroupPlain(item.group) && areNamesPlain(item);
}

/** Whether an item may take effect now, and its text made fit to be kept and shown. */
export function screenItem(item: InboundItem, nowMs: number): Screened {
  if (!isAddressable(item)) return keep("unreadable");
  const atMs = item.occurredAt.getTime();
  if (atMs > nowMs + FUTURE_LIMIT_MS) return keep("future");
  if (atMs < OLDEST_MS) return keep("too-old");
  if (item.kind === "removed") return { verdict: "pass", item: { ...item, reason: cleanText(item.reason) } };
  if (item.kind !== "message") return { verdict: "pass", item };
  if (item.text.length > TEXT_LIMIT) return keep("too-long");
  const text = cleanText(item.text);
  if (text === item.text && !item.body) return { verdict: "pass", item };
  return { verdict: "pass", item: { ...item, text, ...(item.body ? { body: cleanBody(item.body) } : {}) } };
}
