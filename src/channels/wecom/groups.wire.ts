/** Customer groups, join ways and figures as WeCom writes them. */
import { z } from "zod";
import { listOf, NextCursor, Num, Text, Whole } from "./wecom.wire.ts";

export const GroupChats = z.object({
  /** 0 all is well, 1 the owner has left the corp, 2 being handed on, 3 handed on. */
  group_chat_list: listOf(z.object({ chat_id: z.string(), status: Num.optional() })),
  next_cursor: NextCursor,
});

export const WireGroupMember = z.object({
  userid: z.string(),
  /** 1 of the corp, 2 from outside. */
  type: Num,
  unionid: Text,
  join_time: Num.optional(),
  /** 1 invited by a person, 2 by an invitation link, 3 by a code. */
  join_scene: Num.optional(),
  invitor: z.object({ userid: z.string() }).optional(),
  group_nickname: Text,
  name: Text,
  /** Of the join way the person came by. */
  state: Text,
});
export type WireGroupMember = z.output<typeof WireGroupMember>;

export const WireGroupChat = z.object({
  chat_id: z.string(),
  name: Text,
  owner: Text,
  create_time: Num,
  notice: Text,
  member_list: listOf(WireGroupMember),
  admin_list: listOf(z.object({ userid: z.string() })),
  member_version: Text,
});
export type WireGroupChat = z.output<typeof WireGroupChat>;
export const GroupChat = z.object({ group_chat: WireGroupChat });

export const MadeJoinWay = z.object({ config_id: z.string().min(1) });
export const WireJoinWay = z.object({
  config_id: z.string(),
  scene: Num,
  remark: Text,
  auto_create_room: Num.optional(),
  room_base_name: Text,
  room_base_id: Num.optional(),
  chat_id_list: listOf(z.string()),
  qr_code: Text,
  state: Text,
});
export type WireJoinWay = z.output<typeof WireJoinWay>;
export const JoinWay = z.object({ join_way: WireJoinWay });

export const WireGroupFigures = z.object({
  new_chat_cnt: Whole,
  chat_total: Whole,
  chat_has_msg: Whole,
  new_member_cnt: Whole,
  member_total: Whole,
  member_has_msg: Whole,
  msg_total: Whole,
});
export type WireGroupFigures = z.output<typeof WireGroupFigures>;
export const OwnerFigures = z.object({
  total: Num.optional(),
  next_offset: Num.optional(),
  items: listOf(z.object({ owner: z.string(), data: WireGroupFigures })),
});
export const DayFigures = z.object({ items: listOf(z.object({ stat_time: Whole, data: WireGroupFigures })) });

/** Reply figures are there only on days with chats. */
export const WireBehaviour = z.object({
  stat_time: Whole,
  chat_cnt: Num.optional(),
  message_cnt: Num.optional(),
  reply_percentage: z.number().optional(),
  avg_reply_time: z.number().optional(),
  negative_feedback_cnt: Num.optional(),
  new_apply_cnt: Num.optional(),
  new_contact_cnt: Num.optional(),
});
export type WireBehaviour = z.output<typeof WireBehaviour>;
export const Behaviour = z.object({ behavior_data: listOf(WireBehaviour) });
