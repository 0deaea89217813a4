/** What the simulator knows, as plain rows: everything here goes into a snapshot as it stands. Times are in ms unless said. */

export interface App {
  agentId: number;
  name: string;
  secret: string;
  /** Listed under 客户联系 → 可调用接口的应用; without it customer calls answer 48002. */
  mayContact: boolean;
  callback?: { url: string; token: string; aesKey: string };
}

export interface Department {
  id: number;
  name: string;
  parentid: number;
  order: number;
  leaders: string[];
}

/** `status`: 1 active, 2 disabled, 4 not activated, 5 has left. */
export interface User {
  userid: string;
  name: string;
  mobile: string;
  departments: number[];
  position: string;
  gender: number;
  status: number;
  mayContact: boolean;
  lastLoginAt: number;
  /** By external userid, oldest first. */
  follows: Map<string, Follow>;
  /** Customer groups owned now. */
  chats: Set<string>;
}

/** One member's relation to one customer. */
export interface Follow {
  seq: number;
  userid: string;
  externalId: string;
  remark: string;
  description: string;
  createdAt: number;
  addWay: number;
  operUserid: string;
  state?: string;
  tags: string[];
  personalTags?: string[];
  remarkCorp?: string;
  mobiles?: string[];
  /** The customer deleted the member: the relation is one-way and still read. */
  deletedByCustomer?: boolean;
  /** Added without a check, and the member has not confirmed yet. */
  isHalf?: boolean;
  lastTalkAt: number;
}

/** `type`: 1 of WeChat, 2 of another corp's WeCom. */
export interface Customer {
  id: string;
  name: string;
  type: number;
  gender: number;
  corpName?: string;
  position?: string;
  /** The userids with a relation. */
  followers: string[];
  chats: string[];
}

/** `type`: 1 our own member, 2 external; `scene`: 1 invited, 2 by an invitation link, 3 by a group code. */
export interface ChatMember {
  id: string;
  type: number;
  joinedAt: number;
  scene: number;
  invitor?: string;
  state?: string;
  nickname?: string;
}

/** A value with its past, newest last; the past is only kept as long as details may lag behind events. */
export type Dated<T> = { at: number; value: T }[];

export interface Chat {
  seq: number;
  chatId: string;
  opengid: string;
  name: Dated<string>;
  owner: Dated<string>;
  notice: Dated<string>;
  version: Dated<string>;
  createdAt: number;
  /** 0 fine, 1 its owner has left, 2 being inherited, 3 inherited. */
  status: number;
  dismissedAt?: number;
  members: Map<string, ChatMember>;
  /** Those who left lately, for details that lag. */
  gone: { member: ChatMember; leftAt: number }[];
  admins: string[];
  /** Moments of transfer among members in service. */
  transfers: number[];
  welcomeTemplate?: string;
  robotKey?: string;
  days: Map<number, ChatDay>;
}

/** One Beijing day of one group, by its midnight in seconds. */
export interface ChatDay {
  joins: number;
  leaves: number;
  messages: number;
  speakers?: Set<string>;
}

export interface Tag {
  id: string;
  name: string;
  createdAt: number;
  order: number;
  deleted: boolean;
}

export interface TagGroup {
  id: string;
  name: string;
  createdAt: number;
  order: number;
  deleted: boolean;
  /** The app that made it; undefined: made in the console by a person. */
  agentId?: number;
  tags: Tag[];
}
