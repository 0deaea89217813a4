import { z } from "zod";
import { beijingMidnight } from "../clock.ts";
import type { Chat } from "../corp.ts";
import { latest } from "../deeds/chats.ts";
import { Fault } from "../faults.ts";
import type { UserDay } from "../rows.ts";
import type { World } from "../world.ts";
import { type Apis, type Ask, contact, limitOf, read, seconds } from "./ask.ts";
import { ownersAsked } from "./chats.ts";
import { branch } from "./staff.ts";

/** Figures, from what really happened here. https://developer.work.weixin.qq.com/document/path/92132 and 92133 */

const DAY = 86_400;
const KEPT_DAYS = 180;
const SPAN_DAYS = 30;

/** The Beijing midnights asked for: yesterday at the latest, 180 days back at most, thirty at a time. */
function daysAsked(world: World, begin: number, end: number): number[] {
  const [first, last] = [beijingMidnight(begin), beijingMidnight(end)];
  const today = beijingMidnight(seconds(world.clock.now()));
  if (last < first || last - first > SPAN_DAYS * DAY) throw new Fault(40058, "invalid time range");
  if (last >= today || first < today - KEPT_DAYS * DAY) throw new Fault(40058, "time is out of range");
  return Array.from({ length: (last - first) / DAY + 1 }, (_, at) => first + at * DAY);
}

interface Figures {
  new_chat_cnt: number;
  chat_total: number;
  chat_has_msg: number;
  new_member_cnt: number;
  member_total: number;
  member_has_msg: number;
  msg_total: number;
  migrate_trainee_chat_cnt: number;
}

const NONE: Figures = {
  new_chat_cnt: 0,
  chat_total: 0,
  chat_has_msg: 0,
  new_member_cnt: 0,
  member_total: 0,
  member_has_msg: 0,
  msg_total: 0,
  migrate_trainee_chat_cnt: 0,
};

/** Who was in the group when the day ended: those of now, less who came since, and those who went. */
function sizeAtEnd(chat: Chat, day: number): number {
  let size = chat.members.size;
  for (const [other, { joins, leaves }] of chat.days) if (other > day) size += leaves - joins;
  return size;
}

/** True on the days from a group's making to the day before it was dissolved. */
function stood({ createdAt, dismissedAt }: Chat, day: number): boolean {
  const last = dismissedAt === undefined ? Number.POSITIVE_INFINITY : beijingMidnight(seconds(dismissedAt));
  return beijingMidnight(seconds(createdAt)) <= day && day < last;
}

const QUIET = { joins: 0, messages: 0, speakers: new Set<string>() };

function chatFigures(chat: Chat, day: number): Figures {
  if (!stood(chat, day)) return NONE;
  const { joins, messages, speakers } = { ...QUIET, ...chat.days.get(day) };
  return {
    new_chat_cnt: Number(beijingMidnight(seconds(chat.createdAt)) === day),
    chat_total: 1,
    chat_has_msg: Number(messages > 0),
    new_member_cnt: joins,
    member_total: sizeAtEnd(chat, day),
    member_has_msg: speakers.size,
    msg_total: messages,
    migrate_trainee_chat_cnt: 0,
  };
}

const isFigure = (name: string): name is keyof Figures => Object.hasOwn(NONE, name);

function add(a: Figures, b: Figures): Figures {
  const sum = { ...a };
  for (const name in sum) if (isFigure(name)) sum[name] += b[name];
  return sum;
}

/** Over several days the new ones add up; totals and activity are those of the last day. */
function overDays(chat: Chat, days: readonly number[]): Figures {
  const all = days.map((day) => chatFigures(chat, day));
  const last = all.at(-1) ?? NONE;
  const sum = all.reduce(add, NONE);
  return { ...last, new_chat_cnt: sum.new_chat_cnt, new_member_cnt: sum.new_member_cnt };
}

const StatAsk = z.object({
  day_begin_time: z.int(),
  day_end_time: z.int().optional(),
  owner_filter: z.object({ userid_list: z.array(z.string()).default([]) }).optional(),
  order_by: z.int().min(1).max(4).default(1),
  order_asc: z.int().min(0).max(1).default(0),
  offset: z.int().min(0).default(0),
  limit: z.unknown().optional(),
});
const ORDERS = ["new_chat_cnt", "chat_total", "new_member_cnt", "member_total"] as const;

function chatsByOwner({ world, body }: Ask): { asked: z.output<typeof StatAsk>; days: number[]; byOwner: Map<string, Chat[]> } {
  const asked = read(StatAsk, body);
  const owners = ownersAsked(world, asked.owner_filter);
  const days = daysAsked(world, asked.day_begin_time, asked.day_end_time ?? asked.day_begin_time);
  const chats = [...world.state.chats.values()].filter((chat) => !owners || owners.has(latest(chat.owner)));
  return { asked, days, byOwner: Map.groupBy(chats, (chat) => latest(chat.owner)) };
}

function byOwner(ask: Ask): object {
  const { asked, days, byOwner: owners } = chatsByOwner(ask);
  const order = ORDERS[asked.order_by - 1] ?? "new_chat_cnt";
  const sign = asked.order_asc === 1 ? 1 : -1;
  const rows = [...owners].map(([owner, chats]) => ({ owner, data: chats.map((chat) => overDays(chat, days)).reduce(add, NONE) }));
  const sorted = rows.toSorted((a, b) => sign * (a.data[order] - b.data[order]));
  const items = sorted.slice(asked.offset, asked.offset + limitOf(asked.limit, { most: 1000, usual: 500, over: "default" }));
  return { total: rows.length, next_offset: asked.offset + items.length, items };
}

function byDay(ask: Ask): object {
  const { days, byOwner: owners } = chatsByOwner(ask);
  const chats = [...owners.values()].flat();
  return { items: days.map((day) => ({ stat_time: day, data: chats.map((chat) => chatFigures(chat, day)).reduce(add, NONE) })) };
}

const BehaviourAsk = z.object({
  userid: z.array(z.string()).max(100).default([]),
  partyid: z.array(z.int()).max(100).default([]),
  start_time: z.int(),
  end_time: z.int(),
});

/** Shares and times of answers come only where customers began talks. */
function behaviourOf(day: number, rows: readonly UserDay[]): object {
  const sum = (of: (row: UserDay) => number) => rows.reduce((total, row) => total + of(row), 0);
  const asked = rows.flatMap((row) => [...row.asked.values()]);
  const answered = asked.filter((one) => one.answeredAt !== undefined);
  const minutes = answered.reduce((total, one) => total + ((one.answeredAt ?? one.at) - one.at) / 60_000, 0);
  return {
    stat_time: day,
    chat_cnt: sum((row) => row.chats.size),
    message_cnt: sum((row) => row.messages),
    ...(asked.length > 0 ? { reply_percentage: Math.round((answered.length / asked.length) * 10_000) / 100 } : {}),
    ...(answered.length > 0 ? { avg_reply_time: Math.round(minutes / answered.length) } : {}),
    negative_feedback_cnt: sum((row) => row.negatives),
    new_apply_cnt: sum((row) => row.newApplies),
    new_contact_cnt: sum((row) => row.newContacts),
  };
}

function behaviour({ world, body }: Ask): object {
  const { userid, partyid, start_time, end_time } = read(BehaviourAsk, body);
  if (userid.length + partyid.length === 0) throw new Fault(40063);
  const wanted = new Set(partyid.flatMap((id) => [...branch(world, id)]));
  const people = new Set([
    ...userid,
    ...[...world.state.users.values()].filter((user) => user.departments.some((id) => wanted.has(id))).map((user) => user.userid),
  ]);
  for (const id of userid) if (!world.state.users.has(id)) throw new Fault(60111);
  const days = daysAsked(world, start_time, end_time);
  return {
    behavior_data: days.map((day) =>
      behaviourOf(
        day,
        [...people].flatMap((id) => world.state.userDays.get(`${day} ${id}`) ?? []),
      ),
    ),
  };
}

export const statisticsApis: Apis = {
  "externalcontact/get_user_behavior_data": contact("POST", behaviour),
  "externalcontact/groupchat/statistic": contact("POST", byOwner),
  "externalcontact/groupchat/statistic_group_by_day": contact("POST", byDay),
};
