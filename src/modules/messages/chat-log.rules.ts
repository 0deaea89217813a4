import type { ChatMessage } from "./chat.contract.ts";

/** A break of this long gets its time said. */
const PAUSE_MS = 10 * 60_000;
const DAY_MS = 86_400_000;

interface Numbered {
  seq: number;
}

export interface Merged<M> {
  /** Rising by one, without a hole. */
  messages: readonly M[];
  /** Set when the new stretch does not touch what is there: ask the history for what comes after it. */
  missingAfterSeq: number | null;
}

/** Joins a stretch (oldest first, no hole) to what is there, at either end or over it; a newer copy of a message replaces the older one. */
export function mergeStretch<M extends Numbered>(messages: readonly M[], stretch: readonly M[]): Merged<M> {
  const first = stretch[0];
  const last = stretch.at(-1);
  const from = messages[0];
  const to = messages.at(-1);
  if (!first || !last) return { messages, missingAfterSeq: null };
  if (!from || !to) return { messages: stretch, missingAfterSeq: null };
  if (first.seq > to.seq + 1) return { messages, missingAfterSeq: to.seq };
  if (last.seq < from.seq - 1) return { messages, missingAfterSeq: null };
  const before = messages.slice(0, Math.max(0, first.seq - from.seq));
  const after = messages.slice(Math.max(0, last.seq - from.seq + 1));
  return { messages: [...before, ...stretch, ...after], missingAfterSeq: null };
}

/** Puts changed messages in the places they have; those not shown are passed over. */
export function replaceChanged<M extends Numbered>(messages: readonly M[], changed: readonly M[]): readonly M[] {
  const bySeq = new Map(changed.map((message) => [message.seq, message]));
  return messages.map((message) => bySeq.get(message.seq) ?? message);
}

/** How many of the newest messages are others' and stand after `seq`. */
export function countFresh(messages: readonly ChatMessage[], afterSeq: number, mySeatId: string): number {
  return messages.filter((message) => message.seq > afterSeq && message.sender !== null && message.sender.id !== mySeatId).length;
}

export type TalkRow =
  | { kind: "time"; key: string; atMs: number; sameDay: boolean }
  | { kind: "unread"; key: string }
  | { kind: "message"; key: string; message: ChatMessage };

/** Messages with the time said at each new day and after each pause, and one mark where the reader had stopped. */
export function layTalk(messages: readonly ChatMessage[], asked: { readSeq: number | null; offsetMinutes: number }): TalkRow[] {
  const rows: TalkRow[] = [];
  let lastMs: number | null = null;
  for (const [index, message] of messages.entries()) {
    const atMs = Date.parse(message.at);
    const day = (ms: number) => Math.floor((ms + asked.offsetMinutes * 60_000) / DAY_MS);
    const sameDay = lastMs !== null && day(lastMs) === day(atMs);
    if (lastMs === null || !sameDay || atMs - lastMs >= PAUSE_MS) rows.push({ kind: "time", key: `t${message.seq}`, atMs, sameDay });
    if (asked.readSeq !== null && index > 0 && message.seq === asked.readSeq + 1) rows.push({ kind: "unread", key: "unread" });
    rows.push({ kind: "message", key: message.id, message });
    lastMs = atMs;
  }
  return rows;
}

export type TextPart =
  | { kind: "plain"; text: string }
  | { kind: "mention"; text: string }
  | { kind: "address"; text: string; href: string };

const ADDRESS = /https?:\/\/[^\s<>"'`，。；：！？、（）【】《》“”]+/g;

/** Text in parts: web addresses that can be opened, and the reader's own name after an @. */
export function splitText(text: string, myName: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const href = match[0].replace(/[.,;:!?)\]]+$/, "");
    parts.push(...splitMentions(text.slice(from, match.index), myName));
    parts.push({ kind: "address", text: href, href });
    from = match.index + href.length;
  }
  return [...parts, ...splitMentions(text.slice(from), myName)];
}

function splitMentions(text: string, myName: string): TextPart[] {
  const mention = `@${myName}`;
  const pieces = myName ? text.split(mention) : [text];
  return pieces
    .flatMap((piece, i): TextPart[] => [...(i > 0 ? [{ kind: "mention" as const, text: mention }] : []), { kind: "plain", text: piece }])
    .filter((part) => part.text !== "");
}

/** Only web addresses and the brand's own paths may be opened from a card. */
export function isOpenable(url: string): boolean {
  return /^https?:\/\//i.test(url) || /^\/(?!\/)/.test(url);
}
