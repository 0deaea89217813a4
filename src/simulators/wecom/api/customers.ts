import { z } from "zod";
import type { Customer, Follow, Tag, TagGroup } from "../corp.ts";
import { editFollow } from "../deeds/contacts.ts";
import { Fault } from "../faults.ts";
import { followOrFault, userOrFault } from "../find.ts";
import type { World } from "../world.ts";
import { type Apis, type Ask, contact, given, limitOf, pageBy, read, seconds } from "./ask.ts";
import { tagIndex } from "../tag-index.ts";

/** Customers. https://developer.work.weixin.qq.com/document/path/92114, 92994, 92115 */

const FOLLOWERS_A_PAGE = 500;
const MAX_USERS = 100;

/** Fields of a partner's WeCom user come only with type 2; the union id only with type 1. */
const asContact = (world: World, { id, name, type, gender, corpName, position }: Customer) => ({
  external_userid: id,
  name,
  ...(type === 2 ? { position: position ?? "", corp_name: corpName ?? "", corp_full_name: corpName ?? "" } : {}),
  avatar: `${world.baseUrl}/avatar/${id}.svg`,
  type,
  gender,
  ...(type === 1 ? { unionid: unionOf(id) } : { external_profile: { external_attr: attributesOf(corpName ?? "") } }),
});

/** What a partner shows of itself, one of each kind. */
const attributesOf = (corpName: string) => [
  { type: 0, name: "简介", text: { value: corpName } },
  { type: 1, name: "官网", web: { url: "https://partner.example", title: corpName } },
  { type: 2, name: "小程序", miniprogram: { appid: "wx0000000000000000", pagepath: "/index", title: corpName } },
];

export const unionOf = (id: string) => `oz${id.slice(2, 28).padEnd(26, "A")}`;

const common = (follow: Follow, withMobiles = true) => ({
  userid: follow.userid,
  remark: follow.remark,
  description: follow.description,
  createtime: seconds(follow.createdAt),
  ...given({ remark_corp_name: follow.remarkCorp, ...(withMobiles ? { remark_mobiles: follow.mobiles ?? [] } : {}) }),
});
const origin = (follow: Follow) => ({
  ...(follow.state ? { state: follow.state } : {}),
  oper_userid: follow.operUserid,
  add_way: follow.addWay,
  ...(follow.addWay === 10 ? { wechat_channels: { nickname: "", source: 0 } } : {}),
});

const asTag = ({ group, tag }: { group: TagGroup; tag: Tag }) => ({ group_name: group.name, tag_name: tag.name, tag_id: tag.id, type: 1 });

function asFollower(world: World, follow: Follow) {
  const index = tagIndex(world);
  const tags = follow.tags.flatMap((id) => {
    const hit = index.get(id);
    return hit ? [asTag(hit)] : [];
  });
  const personal = (follow.personalTags ?? []).map((tag_name) => ({ group_name: "", tag_name, type: 2 }));
  return { ...common(follow), tags: [...tags, ...personal], ...origin(follow) };
}

/** Personal tags are not told here; a tag that is gone is not either. */
function asFollowInfo(world: World, follow: Follow) {
  const index = tagIndex(world);
  return { ...common(follow), tag_id: follow.tags.filter((id) => index.has(id)), ...origin(follow) };
}

function getCustomer({ world, query }: Ask): object {
  const customer = world.state.customers.get(query.external_userid ?? "");
  if (!customer) throw new Fault(40096);
  const follows = customer.followers.flatMap((userid) => world.state.users.get(userid)?.follows.get(customer.id) ?? []);
  if (follows.length === 0) throw new Fault(84061);
  const rows = follows.toSorted((a, b) => a.seq - b.seq);
  const { page, next } = pageBy(world, `get ${customer.id}`, {
    cursor: query.cursor,
    limit: FOLLOWERS_A_PAGE,
    rows,
    seqOf: (row) => row.seq,
  });
  return {
    external_contact: asContact(world, customer),
    follow_user: page.map((follow) => asFollower(world, follow)),
    ...(next ? { next_cursor: next } : {}),
  };
}

const BatchAsk = z.object({ userid_list: z.array(z.string()).min(1), cursor: z.string().optional(), limit: z.int().optional() });

/** Pages run through the members as they were named, and through each one's customers by age. */
function batchGet({ world, body }: Ask): object {
  const { userid_list, cursor, limit } = read(BatchAsk, body);
  if (userid_list.length > MAX_USERS) throw new Fault(40031);
  const users = [...new Set(userid_list)].map((userid) => userOrFault(world, userid));
  const listing = `batch ${userid_list.join(" ")}`;
  const [userAt = 0, after = 0] = (world.cursors.read(listing, cursor) ?? "0 0").split(" ").map(Number);
  const most = limitOf(limit, { most: 100, usual: 50, over: "most" });
  const page: Follow[] = [];
  let next = "";
  users.slice(userAt).every((user, nth) => {
    for (const follow of user.follows.values()) {
      if (nth === 0 && follow.seq <= after) continue;
      if (page.length === most) {
        const last = page.at(-1);
        const at = last?.userid === user.userid ? userAt + nth : userAt + nth - 1;
        next = world.cursors.give(listing, `${at} ${last?.seq ?? 0}`);
        return false;
      }
      page.push(follow);
    }
    return true;
  });
  return {
    external_contact_list: page.flatMap((follow) => oneOfBatch(world, follow)),
    next_cursor: next,
    fail_info: { unlicensed_userid_list: [] },
  };
}

function oneOfBatch(world: World, follow: Follow): object[] {
  const id = customerOf(world, follow);
  return id ? [{ external_contact: asContact(world, id), follow_info: asFollowInfo(world, follow) }] : [];
}

/** Which customer a relation is to: relations are kept under their customer's id. */
const customerOf = (world: World, follow: Follow): Customer | undefined => world.state.customers.get(follow.externalId);

const Remark = z.object({
  userid: z.string(),
  external_userid: z.string(),
  remark: z.string().optional(),
  description: z.string().optional(),
  remark_company: z.string().optional(),
  remark_mobiles: z.array(z.string()).optional(),
  remark_pic_mediaid: z.string().optional(),
});
const tooLong = (text: string | undefined, most: number) => text !== undefined && [...text].length > most;

/** By call, so nobody is told. */
function remark({ world, body }: Ask): object {
  const asked = read(Remark, body);
  const follow = followOrFault(world, asked.userid, asked.external_userid);
  const { remark: name, description, remark_company, remark_mobiles, remark_pic_mediaid } = asked;
  if ([name, description, remark_company, remark_mobiles, remark_pic_mediaid].every((one) => one === undefined)) throw new Fault(40063);
  if (tooLong(name, 20) || tooLong(description, 150) || tooLong(remark_company, 20)) throw new Fault(40058, "remark too long");
  editFollow(follow, given({ remark: name, description, corpName: remark_company, mobiles: remark_mobiles }));
  return {};
}

export const customerApis: Apis = {
  "externalcontact/get_follow_user_list": contact("GET", ({ world }) => ({
    follow_user: [...world.state.users.values()].filter((user) => user.mayContact && user.status !== 5).map((user) => user.userid),
  })),
  "externalcontact/list": contact("GET", ({ world, query }) => {
    const { follows } = userOrFault(world, query.userid ?? "");
    if (follows.size === 0) throw new Fault(84061);
    return { external_userid: [...follows.keys()] };
  }),
  "externalcontact/get": contact("GET", getCustomer),
  "externalcontact/batch/get_by_user": contact("POST", batchGet),
  "externalcontact/remark": contact("POST", remark),
};
