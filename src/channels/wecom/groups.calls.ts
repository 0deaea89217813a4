import type { PlatformLine } from "../channel.ts";
import { ask, type Page, tell } from "./ask.calls.ts";
import {
  Behaviour,
  DayFigures,
  GroupChat,
  GroupChats,
  JoinWay,
  MadeJoinWay,
  OwnerFigures,
  type WireBehaviour,
  type WireGroupChat,
  type WireGroupFigures,
  type WireJoinWay,
} from "./groups.wire.ts";

export const MAX_OWNERS_PER_FILTER = 100;
const MAX_GROUPS_PER_PAGE = 1000;

/**
 * Ids of customer groups. Without owners it ends in 81017 once the app sees more than a thousand people.
 * https://developer.work.weixin.qq.com/document/path/92120
 */
export async function listGroupChats(
  line: PlatformLine,
  given: { owners?: readonly string[]; cursor?: string; status?: 0 | 1 | 2 | 3 },
): Promise<Page<{ chatId: string; status: number }>> {
  const body = {
    status_filter: given.status ?? 0,
    ...(given.owners && { owner_filter: { userid_list: given.owners } }),
    cursor: given.cursor ?? "",
    limit: MAX_GROUPS_PER_PAGE,
  };
  const page = await ask(line, GroupChats, { method: "POST", api: "externalcontact/groupchat/list", body });
  return { items: page.group_chat_list.map((one) => ({ chatId: one.chat_id, status: one.status ?? 0 })), cursor: page.next_cursor };
}

/** A group with its members; lags its own events by about two seconds. https://developer.work.weixin.qq.com/document/path/92122 */
export async function getGroupChat(line: PlatformLine, chatId: string): Promise<WireGroupChat> {
  const body = { chat_id: chatId, need_name: 1 };
  return (await ask(line, GroupChat, { method: "POST", api: "externalcontact/groupchat/get", body })).group_chat;
}

export interface JoinWayAsk {
  /** 1 in a mini program, 2 as a code. */
  scene: 1 | 2;
  remark: string;
  auto_create_room: 0 | 1;
  /** At most 40 characters; the number follows it in the names of groups that are made. */
  room_base_name?: string;
  room_base_id?: number;
  /** At most five; the sixth ends in 41091. */
  chat_id_list: string[];
  state?: string;
}

/** The `config_id` is to be kept for ever; the picture comes by a second call. https://developer.work.weixin.qq.com/document/path/92229 */
export async function addJoinWay(line: PlatformLine, way: JoinWayAsk): Promise<string> {
  return (await ask(line, MadeJoinWay, { method: "POST", api: "externalcontact/groupchat/add_join_way", body: way })).config_id;
}

export async function getJoinWay(line: PlatformLine, configId: string): Promise<WireJoinWay> {
  const body = { config_id: configId };
  return (await ask(line, JoinWay, { method: "POST", api: "externalcontact/groupchat/get_join_way", body })).join_way;
}

/** Takes the place of all that was set. */
export async function updateJoinWay(line: PlatformLine, configId: string, way: JoinWayAsk): Promise<void> {
  await tell(line, "externalcontact/groupchat/update_join_way", { config_id: configId, ...way });
}

export const deleteJoinWay = (line: PlatformLine, configId: string) =>
  tell(line, "externalcontact/groupchat/del_join_way", { config_id: configId });

export interface FigureSpan {
  /** Midnights of Beijing in seconds, both included, at most 30 days from first to last. */
  fromS: number;
  toS: number;
  owners: readonly string[];
}

const figuresBody = ({ fromS, toS, owners }: FigureSpan) => ({
  day_begin_time: fromS,
  day_end_time: toS,
  owner_filter: { userid_list: owners },
});

/** Figures of groups by owner, over the whole span. https://developer.work.weixin.qq.com/document/path/92133 */
export async function listOwnerFigures(
  line: PlatformLine,
  span: FigureSpan,
  offset = 0,
): Promise<{ items: { owner: string; data: WireGroupFigures }[]; nextOffset: number; total: number }> {
  const body = { ...figuresBody(span), order_by: 2, order_asc: 0, offset, limit: 1000 };
  const page = await ask(line, OwnerFigures, { method: "POST", api: "externalcontact/groupchat/statistic", body });
  return { items: page.items, nextOffset: page.next_offset ?? offset + page.items.length, total: page.total ?? page.items.length };
}

/** Figures of the owners' groups together, day by day. https://developer.work.weixin.qq.com/document/path/92133 */
export async function listDayFigures(line: PlatformLine, span: FigureSpan): Promise<{ stat_time: number; data: WireGroupFigures }[]> {
  const api = "externalcontact/groupchat/statistic_group_by_day";
  return (await ask(line, DayFigures, { method: "POST", api, body: figuresBody(span) })).items;
}

/** How the named staff talked with customers, added up over them, day by day. https://developer.work.weixin.qq.com/document/path/92132 */
export async function listBehaviour(
  line: PlatformLine,
  given: { userIds: readonly string[]; fromS: number; toS: number },
): Promise<WireBehaviour[]> {
  const body = { userid: given.userIds, start_time: given.fromS, end_time: given.toS };
  return (await ask(line, Behaviour, { method: "POST", api: "externalcontact/get_user_behavior_data", body })).behavior_data;
}
