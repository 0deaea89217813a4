import { beijingMidnight } from "./clock.ts";
import type { Chat, ChatDay } from "./corp.ts";
import type { UserDay } from "./rows.ts";
import type { World } from "./world.ts";

const dayOf = (atMs: number) => beijingMidnight(Math.floor(atMs / 1000));

/** The running figures of one group's day. */
export function chatDay(chat: Chat, atMs: number): ChatDay {
  const day = dayOf(atMs);
  let row = chat.days.get(day);
  if (!row) chat.days.set(day, (row = { joins: 0, leaves: 0, messages: 0 }));
  return row;
}

/** The running figures of one member's day with customers. */
export function userDay({ state }: World, userid: string, atMs: number): UserDay {
  const key = `${dayOf(atMs)} ${userid}`;
  let row = state.userDays.get(key);
  if (!row)
    state.userDays.set(key, (row = { messages: 0, newApplies: 0, newContacts: 0, negatives: 0, chats: new Set(), asked: new Map() }));
  return row;
}
