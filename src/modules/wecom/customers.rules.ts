import type { WireContact, WireFollow, WireFollowInfo } from "../../channels/wecom/people.wire.ts";

/** Who a customer is and how one of staff stands to him. */
export interface TakenRelation {
  userId: string;
  externalId: string;
  nickname: string;
  unionId: string;
  remark: string;
  description: string;
  company: string;
  mobiles: string[];
  addWay: number | null;
  state: string;
  /** The corp's tags, by their ids there. */
  tags: string[];
  beganAtMs: number;
}

const NAME_LIMIT = 60;

type AnyFollow = Omit<WireFollow, "tags"> & Partial<Pick<WireFollow, "tags">> & Partial<Pick<WireFollowInfo, "tag_id">>;

/** A relation as either call tells it; `nowMs` where it does not say since when. */
export function readRelation(contact: WireContact, follow: AnyFollow, nowMs: number): TakenRelation {
  const tags = follow.tag_id ?? follow.tags?.filter((tag) => tag.type !== 2).map((tag) => tag.tag_id) ?? [];
  return {
    userId: follow.userid,
    externalId: contact.external_userid,
    nickname: contact.name.trim().slice(0, NAME_LIMIT),
    unionId: contact.unionid,
    remark: follow.remark,
    description: follow.description,
    company: follow.remark_corp_name,
    mobiles: follow.remark_mobiles.filter(Boolean),
    addWay: follow.add_way ?? null,
    state: follow.state,
    tags: [...new Set(tags.filter(Boolean))].sort(),
    beganAtMs: follow.createtime === null ? nowMs : follow.createtime * 1000,
  };
}

/** A number as it is shown: `138****0001`. */
export function maskMobile(mobile: string): string {
  return mobile.length < 7 ? "****" : `${mobile.slice(0, 3)}****${mobile.slice(-4)}`;
}

/** Later ones of the same pair take the place of earlier ones. */
export function distinctRelations(relations: readonly TakenRelation[]): TakenRelation[] {
  return [...new Map(relations.map((one) => [`${one.externalId}\0${one.userId}`, one])).values()];
}

/** A relation of which nothing is known but that it was there at a moment. */
export function unknownRelation(one: { userId: string; externalUserId: string; atMs: number }): TakenRelation {
  const unknown = { nickname: "", unionId: "", remark: "", description: "", company: "", mobiles: [], addWay: null, state: "", tags: [] };
  return { ...unknown, userId: one.userId, externalId: one.externalUserId, beganAtMs: one.atMs };
}
