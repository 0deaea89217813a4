import type { Field } from "../xml.ts";
import type { World } from "../world.ts";

/** Events in the order of the official samples. https://developer.work.weixin.qq.com/document/path/92130 */

const given = (name: string, value: string | undefined): Field[] => (value === undefined ? [] : [[name, value]]);

export function contactAdded(
  world: World,
  {
    userid,
    externalId,
    state,
    welcomeCode,
    isHalf,
  }: { userid: string; externalId: string; state?: string | undefined; welcomeCode?: string | undefined; isHalf?: boolean },
): void {
  world.callbacks.raise("change_external_contact", [
    ["ChangeType", isHalf ? "add_half_external_contact" : "add_external_contact"],
    ["UserID", userid],
    ["ExternalUserID", externalId],
    ...given("State", state),
    ...given("WelcomeCode", welcomeCode),
  ]);
}

type ContactChange = "edit_external_contact" | "del_external_contact" | "del_follow_user";

/** `source` is only told when a transfer took the customer away. */
export function contactChanged(
  world: World,
  change: ContactChange,
  { userid, externalId, source }: { userid: string; externalId: string; source?: string },
): void {
  world.callbacks.raise("change_external_contact", [
    ["ChangeType", change],
    ["UserID", userid],
    ["ExternalUserID", externalId],
    ...given("Source", source),
  ]);
}

export function transferFailed(
  world: World,
  { userid, externalId, reason }: { userid: string; externalId: string; reason: "customer_refused" | "customer_limit_exceed" },
): void {
  world.callbacks.raise("change_external_contact", [
    ["ChangeType", "transfer_fail"],
    ["FailReason", reason],
    ["UserID", userid],
    ["ExternalUserID", externalId],
  ]);
}

export function auditApproved(
  world: World,
  { userid, externalId, welcomeCode }: { userid: string; externalId: string; welcomeCode: string },
): void {
  world.callbacks.raise("change_external_contact", [
    ["ChangeType", "msg_audit_approved"],
    ["UserID", userid],
    ["ExternalUserID", externalId],
    ["WelcomeCode", welcomeCode],
  ]);
}

export function chatEvent(world: World, change: "create" | "dismiss", chatId: string): void {
  world.callbacks.raise("change_external_chat", [
    ["ChatId", chatId],
    ["ChangeType", change],
  ]);
}

export interface MemberChange {
  detail: "add_member" | "del_member";
  /** `JoinScene` of an add: 0 invited, 3 by a code. `QuitScene` of a removal: 0 left, 1 removed. */
  scene: number;
  ids: readonly string[];
  lastVersion: string;
  version: string;
}

/** Lists have been seen in three shapes; which one comes is a switch. */
function memberList(world: World, ids: readonly string[]): Field {
  const { memberList: shape } = world.switches.callbacks;
  if (shape === "joined") return ["MemChangeList", ids.join(",")];
  return ["MemChangeList", { items: shape === "cdata-items" ? ids.map((id) => `<![CDATA[${id}]]>`) : ids }];
}

export function chatMembersChanged(world: World, chatId: string, change: MemberChange): void {
  const isAdd = change.detail === "add_member";
  const scenes: Field[] = isAdd ? [["JoinScene", change.scene]] : [];
  if (!isAdd || world.switches.callbacks.asSampled) scenes.push(["QuitScene", isAdd ? 0 : change.scene]);
  world.callbacks.raise("change_external_chat", [
    ["ChatId", chatId],
    ["ChangeType", "update"],
    ["UpdateDetail", change.detail],
    ...scenes,
    ["MemChangeCnt", change.ids.length],
    memberList(world, change.ids),
    ["LastMemVer", { bare: change.lastVersion }],
    ["CurMemVer", { bare: change.version }],
  ]);
}

export function chatChanged(world: World, chatId: string, detail: "change_owner" | "change_name" | "change_notice"): void {
  world.callbacks.raise("change_external_chat", [
    ["ChatId", chatId],
    ["ChangeType", "update"],
    ["UpdateDetail", detail],
  ]);
}

export function tagChanged(world: World, change: "create" | "update" | "delete", { id, isGroup }: { id: string; isGroup: boolean }): void {
  world.callbacks.raise("change_external_tag", [
    ["Id", id],
    ["TagType", isGroup ? "tag_group" : "tag"],
    ["ChangeType", change],
    ["StrategyId", 0],
  ]);
}

/** An empty id: the groups themselves were put in another order. */
export function tagsShuffled(world: World, groupId: string): void {
  world.callbacks.raise("change_external_tag", [
    ["Id", groupId],
    ["StrategyId", "0"],
    ["ChangeType", "shuffle"],
  ]);
}
