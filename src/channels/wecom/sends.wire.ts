/** Mass sends, welcomes, media and application messages as WeCom writes them. */
import { z } from "zod";
import { listOf, LooseId, NextCursor, Num, Text } from "./wecom.wire.ts";

const WireText = z.object({ content: Text }).nullish();
const WireMedia = z.looseObject({ media_id: Text, pic_url: Text });
const WireLink = z.looseObject({ title: Text, picurl: Text, desc: Text, url: Text });
const WireMiniProgram = z.looseObject({ title: Text, appid: Text, page: Text });

/** What is hung on a message when it is read back; a kind we do not know is kept by its name. */
const WireAttachment = z.object({
  msgtype: z.string(),
  image: WireMedia.optional(),
  link: WireLink.optional(),
  miniprogram: WireMiniProgram.optional(),
  video: WireMedia.optional(),
  file: WireMedia.optional(),
});
export type WireAttachment = z.output<typeof WireAttachment>;

export const MadeSend = z.object({ msgid: z.string().min(1), fail_list: listOf(z.string()) });

export const WireGroupMsg = z.object({
  msgid: z.string(),
  /** Absent where an app made it. */
  creator: Text,
  create_time: Num.optional(),
  /** 0 by the corp, 1 by a person. */
  create_type: Num.optional(),
  text: WireText,
  attachments: listOf(WireAttachment),
});
export type WireGroupMsg = z.output<typeof WireGroupMsg>;
export const GroupMsgs = z.object({ group_msg_list: listOf(WireGroupMsg), next_cursor: NextCursor });

/** status 0 not yet sent, 2 sent. */
export const WireMsgTask = z.object({ userid: z.string(), status: Num, send_time: Num.optional() });
export type WireMsgTask = z.output<typeof WireMsgTask>;
export const MsgTasks = z.object({ task_list: listOf(WireMsgTask), next_cursor: NextCursor });

/** status 0 not yet sent, 1 sent, 2 not a friend, 3 over the customer's or group's cap. */
export const WireSendResult = z.object({ external_userid: Text, chat_id: Text, userid: Text, status: Num, send_time: Num.optional() });
export type WireSendResult = z.output<typeof WireSendResult>;
export const SendResults = z.object({ send_list: listOf(WireSendResult), next_cursor: NextCursor });

export const MadeTemplate = z.object({ template_id: z.string().min(1) });

/** `created_at` is a string from one call and a number from another. */
export const Media = z.object({ type: Text, media_id: z.string().min(1), created_at: Num.optional() });
export const ImageUrl = z.object({ url: z.string().min(1) });

export const SentAppMessage = z.object({
  msgid: LooseId.optional(),
  invaliduser: Text,
  invalidparty: Text,
  invalidtag: Text,
  unlicenseduser: Text,
});
