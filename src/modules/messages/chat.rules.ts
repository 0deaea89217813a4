import type { GroupNames } from "../groups/names.contract.ts";
import type { ChatBody, ChatMessage, ChatSender } from "./chat.contract.ts";
import type { Format, MessageBody } from "./inbound.contract.ts";
import type { SeatKind } from "./messages.contract.ts";

type Role = keyof GroupNames["role"];

export interface ChatRow {
  id: string;
  groupId: string;
  seq: number;
  sentAt: string;
  memberId: string | null;
  seatKind: SeatKind;
  senderName: string;
  format: Format;
  text: string;
  body: MessageBody | null;
  removedAt: string | null;
}

/** Who spoke, as the group knows him now. */
export interface SpeakerRow {
  groupId: string;
  memberId: string;
  seatId: string | null;
  avatar: string | null;
  isErased: boolean;
  role: Role | null;
  duty: string | null;
}

export interface Size {
  width: number;
  height: number;
}

/** What is needed to show a message that the message itself does not hold. */
export interface Dressing {
  speaker: SpeakerRow | undefined;
  fileUrl: (sha256: string) => string;
  sizeOf: (sha256: string) => Size | undefined;
}

const LONGEST_BADGE = 6;
/** In full-width characters; two narrow ones take the place of one. */
const widthOf = (text: string) => [...text].reduce((sum, char) => sum + (char < "\u2e80" ? 0.5 : 1), 0);

/** His duty where it is short enough for a badge. */
export function badgeOf(role: Role | null, duty: string | null): string | null {
  if (!role) return null;
  const short = duty?.trim() ?? "";
  return short !== "" && widthOf(short) <= LONGEST_BADGE ? short : null;
}

const textOf = (body: MessageBody | null, name: string) => {
  const value = body?.[name];
  return typeof value === "string" && value !== "" ? value : null;
};
const sideOf = (body: MessageBody | null, name: string) => {
  const value = body?.[name];
  return typeof value === "number" && Number.isInteger(value) && value > 0 ? value : undefined;
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const SHA256 = /^[0-9a-f]{64}$/;
/** The shape of most photographs, for a picture whose size nobody knows. */
const USUAL_SIZE: Size = { width: 800, height: 600 };

function pictureBody(row: ChatRow, { fileUrl, sizeOf }: Dressing): ChatBody {
  const sha256 = textOf(row.body, "sha256");
  if (!sha256 || !SHA256.test(sha256)) return row.text ? { kind: "text", text: row.text } : { kind: "missing", format: "image" };
  const [width, height] = [sideOf(row.body, "width"), sideOf(row.body, "height")];
  const size = width && height ? { width, height } : (sizeOf(sha256) ?? USUAL_SIZE);
  return { kind: "picture", url: fileUrl(sha256), ...size };
}

function linkBody(row: ChatRow, { fileUrl }: Dressing): ChatBody {
  const cover = textOf(row.body, "cover");
  return {
    kind: "link",
    url: textOf(row.body, "url") ?? "",
    title: textOf(row.body, "title") ?? row.text,
    note: textOf(row.body, "note") ?? "",
    pictureUrl: cover && SHA256.test(cover) ? fileUrl(cover) : null,
    label: textOf(row.body, "label"),
    foot: textOf(row.body, "foot"),
  };
}

/** What a phone shows of a message. */
function bodyOf(row: ChatRow, dressing: Dressing): ChatBody {
  if (row.removedAt !== null) return { kind: "removed", reason: dressing.speaker?.isErased ? "erased" : "guarded" };
  if (row.format === "image") return pictureBody(row, dressing);
  if (row.format === "link") return linkBody(row, dressing);
  if (row.format === "system") return { kind: "notice", text: row.text };
  if (row.format === "text") return { kind: "text", text: row.text };
  return row.text ? { kind: "text", text: row.text } : { kind: "missing", format: row.format };
}

function senderOf(row: ChatRow, { speaker, fileUrl }: Dressing): ChatSender | null {
  const { format, memberId, seatKind: kind, senderName: name } = row;
  if (format === "system") return null;
  if (!speaker) return { id: memberId ?? `${kind}:${name}`, kind, name, badge: null, role: null, avatarUrl: null };
  const role = kind === "bot" ? null : speaker.role;
  const badge = badgeOf(role, speaker.duty);
  return { id: speaker.seatId ?? speaker.memberId, kind, name, badge, role, avatarUrl: speaker.avatar && fileUrl(speaker.avatar) };
}

/** A stored message as every reader of its group sees it. */
export function dressMessage(row: ChatRow, dressing: Dressing): ChatMessage {
  const clientId = textOf(row.body, "clientId");
  return {
    id: row.id,
    seq: row.seq,
    at: row.sentAt,
    clientId: clientId && UUID.test(clientId) ? clientId : null,
    sender: senderOf(row, dressing),
    body: bodyOf(row, dressing),
  };
}

/** At most so many messages of one member within so long. */
const paces: readonly { most: number; withinMs: number }[] = [
  { most: 6, withinMs: 10_000 },
  { most: 30, withinMs: 120_000 },
];
/** What has to be known of the past to judge the pace. */
export const PACE_WINDOW_MS = Math.max(...paces.map((pace) => pace.withinMs));
export const PACE_MOST = Math.max(...paces.map((pace) => pace.most));

/** Whether a member may speak now, given when he last spoke (any order); else how long he has to wait. */
export function decidePace(spokenAtMs: readonly number[], nowMs: number): { verdict: "go" } | { verdict: "wait"; retryAfterMs: number } {
  const newestFirst = spokenAtMs.toSorted((a, b) => b - a);
  const waits = paces.map(({ most, withinMs }) => {
    const limiting = newestFirst[most - 1];
    return limiting === undefined ? 0 : limiting + withinMs - nowMs;
  });
  const retryAfterMs = Math.max(...waits);
  return retryAfterMs > 0 ? { verdict: "wait", retryAfterMs } : { verdict: "go" };
}
