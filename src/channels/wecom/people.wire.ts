/** Staff, customers and corp tags as WeCom writes them. */
import { z } from "zod";
import { listOf, NextCursor, Num, Text, Whole } from "./wecom.wire.ts";

export const FollowUsers = z.object({ follow_user: listOf(z.string()) });

export const Departments = z.object({
  department: listOf(
    z.object({ id: Whole, name: Text, parentid: Num.optional(), order: Num.optional(), department_leader: listOf(z.string()) }),
  ),
});

/** Name and phone are left out where the app may not see them. */
export const WireUser = z.object({
  userid: z.string(),
  name: Text,
  department: listOf(Whole),
  mobile: Text,
  position: Text,
  avatar: Text,
  /** 1 active, 2 disabled, 4 not activated, 5 left. */
  status: Num.optional(),
});
export type WireUser = z.output<typeof WireUser>;
export const Users = z.object({ userlist: listOf(WireUser) });

export const WireContact = z.object({
  external_userid: z.string(),
  name: Text,
  avatar: Text,
  /** 1 a WeChat user, 2 a WeCom user. */
  type: Num.optional(),
  gender: Num.optional(),
  unionid: Text,
  position: Text,
  corp_name: Text,
});
export type WireContact = z.output<typeof WireContact>;

const follow = {
  userid: z.string(),
  remark: Text,
  description: Text,
  createtime: Num,
  remark_corp_name: Text,
  remark_mobiles: listOf(z.string()),
  oper_userid: Text,
  add_way: Num.optional(),
  state: Text,
};

/** One tag on a relation: 1 the corp's, 2 the person's own (without id), 3 a strategy group's. */
const FollowTag = z.object({ tag_id: Text, tag_name: Text, group_name: Text, type: Num.optional() });

export const WireFollow = z.object({ ...follow, tags: listOf(FollowTag) });
export type WireFollow = z.output<typeof WireFollow>;
export const Customer = z.object({ external_contact: WireContact, follow_user: listOf(WireFollow), next_cursor: NextCursor });

/** In the batch there is one relation, with the ids of its tags. */
export const WireFollowInfo = z.object({ ...follow, tag_id: listOf(z.string()) });
export type WireFollowInfo = z.output<typeof WireFollowInfo>;
export const WireCustomer = z.object({ external_contact: WireContact, follow_info: WireFollowInfo });
export type WireCustomer = z.output<typeof WireCustomer>;
export const CustomerBatch = z.object({
  external_contact_list: listOf(WireCustomer),
  next_cursor: NextCursor,
  fail_info: z.object({ unlicensed_userid_list: listOf(z.string()) }).optional(),
});

export const CustomerIds = z.object({ external_userid: listOf(z.string()) });

const Tag = z.object({
  id: z.string(),
  name: Text,
  create_time: Num.optional(),
  order: Num.optional(),
  deleted: z.boolean().default(false),
});
export const WireTagGroup = z.object({
  group_id: z.string(),
  group_name: Text,
  create_time: Num.optional(),
  order: Num.optional(),
  deleted: z.boolean().default(false),
  tag: listOf(Tag),
});
export type WireTagGroup = z.output<typeof WireTagGroup>;
/** A list when asked for, one group when made. */
export const TagGroups = z.object({
  tag_group: z
    .union([z.array(WireTagGroup), WireTagGroup.transform((group) => [group])])
    .nullish()
    .transform((list) => list ?? []),
});

export const ConfigIds = z.object({ contact_way: listOf(z.object({ config_id: z.string() })), next_cursor: NextCursor });
export const MadeWay = z.object({ config_id: z.string().min(1), qr_code: Text });
export const WireContactWay = z.object({
  config_id: z.string(),
  type: Num,
  scene: Num,
  style: Num.optional(),
  remark: Text,
  skip_verify: z.boolean().default(true),
  state: Text,
  qr_code: Text,
  user: listOf(z.string()),
  party: listOf(Whole),
  is_temp: z.boolean().default(false),
});
export type WireContactWay = z.output<typeof WireContactWay>;
export const ContactWay = z.object({ contact_way: WireContactWay });
