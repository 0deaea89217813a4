/** Deciphered callbacks as events of ours. https://developer.work.weixin.qq.com/document/path/92130 */
import type { Decoded } from "../channel.ts";
import { readFields, type XmlFields } from "./xml.decode.ts";

interface Head {
  corpId: string;
  /** WeCom says when in whole seconds. */
  atMs: number;
}

interface Pair {
  userId: string;
  externalUserId: string;
}

export type WecomEvent = Head &
  (
    | ({ kind: "follow-added"; state: string; welcomeCode: string; isHalf: boolean } & Pair)
    | ({ kind: "follow-edited" } & Pair)
    | ({ kind: "follow-ended"; by: "staff" | "customer" | "transfer" } & Pair)
    | ({ kind: "transfer-failed"; reason: string } & Pair)
    | { kind: "group-created"; chatId: string }
    | { kind: "group-changed"; chatId: string; detail: "name" | "notice" | "owner" }
    | GroupMembersChanged
    | { kind: "group-dissolved"; chatId: string }
    | { kind: "tag-changed"; change: "create" | "update" | "delete" | "shuffle"; id: string; isGroup: boolean }
  );

/** Who came or left; `ids` may be staff or customers. Versions are empty where the callback leaves them out. */
export interface GroupMembersChanged {
  kind: "group-members";
  chatId: string;
  change: "joined" | "left";
  ids: string[];
  /** joined: 0 invited, 3 by a code; left: 0 by himself, 1 removed. Null where it is not said. */
  scene: number | null;
  lastVersion: string;
  currentVersion: string;
}

const MAX_SAMPLE = 500;

/** Reads a callback by the names of its fields, whatever their order; what we know and do not need is ignored, not unreadable. */
export function decodeCallback(xml: string): Decoded<WecomEvent> {
  const fields = readFields(xml);
  if (!fields) return unreadable(xml);
  const event = fields.text("Event");
  if (!event) return { kind: "ignored", reason: `message:${fields.text("MsgType") || "unknown"}` };
  const decode = decoders.get(event);
  if (!decode) return { kind: "ignored", reason: `event:${event}` };
  const head = headOf(fields);
  return (head && decode(fields, head)) ?? unreadable(xml);
}

const unreadable = (xml: string) => ({ kind: "unreadable", sample: xml.slice(0, MAX_SAMPLE) }) as const;

type Read = Decoded<WecomEvent> | null;
type Decode = (fields: XmlFields, head: Head) => Read;

const decoders = new Map<string, Decode>([
  ["change_external_contact", decodeContact],
  ["change_external_chat", decodeChat],
  ["change_external_tag", decodeTag],
]);

function headOf(fields: XmlFields): Head | null {
  const seconds = Number(fields.text("CreateTime"));
  return Number.isSafeInteger(seconds) && seconds > 0 ? { corpId: fields.text("ToUserName"), atMs: seconds * 1000 } : null;
}

function decodeContact(fields: XmlFields, head: Head): Read {
  const pair = { userId: fields.text("UserID"), externalUserId: fields.text("ExternalUserID") };
  if (!pair.userId || !pair.externalUserId) return null;
  const change = fields.text("ChangeType");
  const added = { state: fields.text("State"), welcomeCode: fields.text("WelcomeCode") };
  switch (change) {
    case "add_external_contact":
      return { kind: "follow-added", ...head, ...pair, ...added, isHalf: false };
    case "add_half_external_contact":
      return { kind: "follow-added", ...head, ...pair, ...added, isHalf: true };
    case "edit_external_contact":
      return { kind: "follow-edited", ...head, ...pair };
    case "del_external_contact":
      return { kind: "follow-ended", ...head, ...pair, by: fields.text("Source") === "DELETE_BY_TRANSFER" ? "transfer" : "staff" };
    case "del_follow_user":
      return { kind: "follow-ended", ...head, ...pair, by: "customer" };
    case "transfer_fail":
      return { kind: "transfer-failed", ...head, ...pair, reason: fields.text("FailReason") };
    default:
      return ignored(fields, change);
  }
}

function decodeChat(fields: XmlFields, head: Head): Read {
  const chatId = fields.text("ChatId");
  if (!chatId) return null;
  const change = fields.text("ChangeType");
  switch (change) {
    case "create":
      return { kind: "group-created", ...head, chatId };
    case "dismiss":
      return { kind: "group-dissolved", ...head, chatId };
    case "update":
      return decodeChatUpdate(fields, head, chatId);
    default:
      return ignored(fields, change);
  }
}

const changedByDetail = { change_owner: "owner", change_name: "name", change_notice: "notice" } as const;

function decodeChatUpdate(fields: XmlFields, head: Head, chatId: string): Read {
  const detail = fields.text("UpdateDetail");
  if (detail === "change_owner" || detail === "change_name" || detail === "change_notice")
    return { kind: "group-changed", ...head, chatId, detail: changedByDetail[detail] };
  if (detail !== "add_member" && detail !== "del_member") return ignored(fields, `update:${detail}`);
  const scene = fields.text(detail === "add_member" ? "JoinScene" : "QuitScene");
  return {
    kind: "group-members",
    ...head,
    chatId,
    change: detail === "add_member" ? "joined" : "left",
    ids: fields.list("MemChangeList"),
    scene: /^\d+$/.test(scene) ? Number(scene) : null,
    lastVersion: fields.text("LastMemVer"),
    currentVersion: fields.text("CurMemVer"),
  };
}

function decodeTag(fields: XmlFields, head: Head): Read {
  const change = fields.text("ChangeType");
  if (change !== "create" && change !== "update" && change !== "delete" && change !== "shuffle") return ignored(fields, change);
  return {
    kind: "tag-changed",
    ...head,
    change,
    id: fields.text("Id"),
    isGroup: change === "shuffle" || fields.text("TagType") === "tag_group",
  };
}

const ignored = (fields: XmlFields, change: string) => ({ kind: "ignored", reason: `${fields.text("Event")}:${change}` }) as const;
