import type { Attachment } from "../content.ts";
import { chatDay, userDay } from "../days.ts";
import { NotPossible, needChat, needCustomer, needUser } from "../find.ts";
import type { Line } from "../rows.ts";
import type { World } from "../world.ts";

/** Lines kept of one talk. */
const KEPT = 300;

export const talkKey = (userid: string, externalId: string) => `${userid} ${externalId}`;
export const appTalkKey = (userid: string) => `app ${userid}`;

/** Puts a line on the phones. */
export function putLine(world: World, key: string, line: Omit<Line, "at">): void {
  const lines = world.state.talks.get(key) ?? [];
  lines.push({ at: world.clock.now(), ...line });
  if (lines.length > KEPT) lines.splice(0, lines.length - KEPT);
  world.state.talks.set(key, lines);
}

export interface Saying {
  /** A userid or an external userid. */
  from: string;
  /** The other of the two, for a talk between member and customer … */
  to?: string;
  /** … or the group. */
  chatId?: string;
  text: string;
  attachments?: Attachment[];
}

function sayInChat(world: World, { from, chatId = "", text, attachments }: Saying): void {
  const chat = needChat(world, chatId);
  if (!chat.members.has(from)) throw new NotPossible("Who is not in the group cannot speak there.");
  const day = chatDay(chat, world.clock.now());
  day.messages += 1;
  (day.speakers ??= new Set()).add(from);
  putLine(world, chatId, { from, text, kind: "typed", ...(attachments ? { attachments } : {}) });
}

/** Counts for the member's day: whom he wrote to, who wrote first, and how soon that was answered. */
export function countTalk(
  world: World,
  { userid, externalId, isByMember }: { userid: string; externalId: string; isByMember: boolean },
): void {
  const now = world.clock.now();
  const day = userDay(world, userid, now);
  const asked = day.asked.get(externalId);
  if (isByMember) {
    day.messages += 1;
    day.chats.add(externalId);
    if (asked) asked.answeredAt ??= now;
  } else if (!asked && !day.chats.has(externalId)) day.asked.set(externalId, { at: now });
}

function sayToOne(world: World, { from, to = "", text, attachments }: Saying): void {
  const isByMember = world.state.users.has(from);
  const [userid, externalId] = isByMember ? [from, to] : [to, from];
  needCustomer(world, externalId);
  const follow = needUser(world, userid).follows.get(externalId);
  if (!follow || follow.deletedByCustomer) throw new NotPossible("They are not contacts.");
  if (follow.isHalf && isByMember) delete follow.isHalf;
  follow.lastTalkAt = world.clock.now();
  countTalk(world, { userid, externalId, isByMember });
  putLine(world, talkKey(userid, externalId), { from, text, kind: "typed", ...(attachments ? { attachments } : {}) });
}

/** Someone writes, to a group or to one person. */
export function say(world: World, saying: Saying): void {
  if (saying.chatId === undefined) sayToOne(world, saying);
  else sayInChat(world, saying);
}
