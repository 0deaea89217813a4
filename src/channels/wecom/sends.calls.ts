import type { PlatformLine } from "../channel.ts";
import { ask, type Page, readAs, tell } from "./ask.calls.ts";
import {
  GroupMsgs,
  ImageUrl,
  MadeSend,
  MadeTemplate,
  Media,
  MsgTasks,
  SendResults,
  SentAppMessage,
  type WireGroupMsg,
  type WireMsgTask,
  type WireSendResult,
} from "./sends.wire.ts";
import type { GroupWelcome, WecomMessage } from "./wecom.encode.ts";
import type { z } from "zod";

export const MAX_GROUPS_PER_SEND = 2000;
export const MAX_CUSTOMERS_PER_SEND = 10_000;

export type MsgTemplate = WecomMessage &
  (
    | { chat_type: "group"; sender: string; chat_id_list: readonly string[] }
    | { chat_type: "single"; sender?: string; external_userid: readonly string[]; allow_select?: boolean }
  );

/**
 * Makes a task that the sender confirms on the phone; nothing is sent by it alone. `failed` are ids that cannot be reached.
 * https://developer.work.weixin.qq.com/document/path/92135
 */
export async function addMsgTemplate(line: PlatformLine, template: MsgTemplate): Promise<{ msgId: string; failed: string[] }> {
  const made = await ask(line, MadeSend, { method: "POST", api: "externalcontact/add_msg_template", body: template });
  return { msgId: made.msgid, failed: made.fail_list };
}

export interface GroupMsgsAsk {
  chatType: "single" | "group";
  fromS: number;
  /** At most a month later. */
  toS: number;
  /** 0 made by the corp, 1 by a person, 2 both. */
  filter?: 0 | 1 | 2;
  creator?: string;
  cursor?: string;
}

/** Mass sends of a span of time, by us, by staff and by other apps. https://developer.work.weixin.qq.com/document/path/93338 */
export async function listGroupMsgs(line: PlatformLine, given: GroupMsgsAsk): Promise<Page<WireGroupMsg>> {
  const body = {
    chat_type: given.chatType,
    start_time: given.fromS,
    end_time: given.toS,
    ...(given.creator && { creator: given.creator }),
    filter_type: given.filter ?? 2,
    limit: 100,
    cursor: given.cursor ?? "",
  };
  const page = await ask(line, GroupMsgs, { method: "POST", api: "externalcontact/get_groupmsg_list_v2", body });
  return { items: page.group_msg_list, cursor: page.next_cursor };
}

/** Who has to confirm it, and who has; 41063 right after it was made. */
export async function getGroupMsgTask(line: PlatformLine, msgId: string, cursor = ""): Promise<Page<WireMsgTask>> {
  const body = { msgid: msgId, limit: 1000, cursor };
  const page = await ask(line, MsgTasks, { method: "POST", api: "externalcontact/get_groupmsg_task", body });
  return { items: page.task_list, cursor: page.next_cursor };
}

/** What became of each target of one sender; groups are there only once they got it. */
export async function getGroupMsgSendResult(
  line: PlatformLine,
  given: { msgId: string; userId: string; cursor?: string },
): Promise<Page<WireSendResult>> {
  const body = { msgid: given.msgId, userid: given.userId, limit: 1000, cursor: given.cursor ?? "" };
  const page = await ask(line, SendResults, { method: "POST", api: "externalcontact/get_groupmsg_send_result", body });
  return { items: page.send_list, cursor: page.next_cursor };
}

/** At most three times in 24 hours a task, then 41094. https://developer.work.weixin.qq.com/document/path/97610 */
export const remindGroupMsg = (line: PlatformLine, msgId: string) => tell(line, "externalcontact/remind_groupmsg_send", { msgid: msgId });

/** Stops what was not confirmed yet; nothing is taken back. https://developer.work.weixin.qq.com/document/path/97611 */
export const cancelGroupMsg = (line: PlatformLine, msgId: string) => tell(line, "externalcontact/cancel_groupmsg_send", { msgid: msgId });

/** Once, and within 20 s of the event that brought the code. https://developer.work.weixin.qq.com/document/path/92137 */
export const sendWelcomeMsg = (line: PlatformLine, welcomeCode: string, message: WecomMessage) =>
  tell(line, "externalcontact/send_welcome_msg", { welcome_code: welcomeCode, ...message });

/** Material only: an owner still applies it to a group on the phone. https://developer.work.weixin.qq.com/document/path/92366 */
export async function addGroupWelcome(line: PlatformLine, welcome: GroupWelcome & { agentid?: number; notify?: 0 | 1 }): Promise<string> {
  return (await ask(line, MadeTemplate, { method: "POST", api: "externalcontact/group_welcome_template/add", body: welcome })).template_id;
}

export const editGroupWelcome = (line: PlatformLine, templateId: string, welcome: GroupWelcome & { agentid?: number }) =>
  tell(line, "externalcontact/group_welcome_template/edit", { template_id: templateId, ...welcome });

export const deleteGroupWelcome = (line: PlatformLine, templateId: string, agentId?: number) =>
  tell(line, "externalcontact/group_welcome_template/del", { template_id: templateId, ...(agentId !== undefined && { agentid: agentId }) });

export interface Upload {
  fileName: string;
  mime: string;
  bytes: Uint8Array;
}

/** Kept for three days, for all apps of the corp. https://developer.work.weixin.qq.com/document/path/90253 */
export async function uploadMedia(line: PlatformLine, type: "image" | "video" | "file", file: Upload): Promise<z.output<typeof Media>> {
  const api = "media/upload";
  return readAs(Media, api, await line.upload({ api, query: { type }, field: "media", ...file }));
}

/** A lasting address, shown only inside of WeCom; 3,000 a month. https://developer.work.weixin.qq.com/document/path/90256 */
export async function uploadImg(line: PlatformLine, file: Upload): Promise<string> {
  const api = "media/uploadimg";
  return readAs(ImageUrl, api, await line.upload({ api, query: {}, field: "media", ...file })).url;
}

export interface AppMessage {
  agentid: number;
  /** Staff ids, at most 1,000. */
  touser: readonly string[];
  message:
    | { msgtype: "text"; text: { content: string } }
    | { msgtype: "textcard"; textcard: { title: string; description: string; url: string } };
}

/** A message of the app to staff. https://developer.work.weixin.qq.com/document/path/90236 */
export async function sendAppMessage(line: PlatformLine, given: AppMessage): Promise<z.output<typeof SentAppMessage>> {
  const body = { touser: given.touser.join("|"), agentid: given.agentid, ...given.message };
  return ask(line, SentAppMessage, { method: "POST", api: "message/send", body });
}
