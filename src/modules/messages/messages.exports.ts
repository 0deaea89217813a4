import { both } from "../../lib/language.ts";
import { defineExport, type Export, type ExportColumn, exportList, wordIn } from "../../server/exports.ts";
import { listInbox } from "./inbox.actions.ts";
import { type InboxRow, listInboxEndpoint } from "./inbox.contract.ts";
import { listTalkEndpoint, type TalkMessage } from "./messages.contract.ts";
import { listTalk } from "./talk.actions.ts";

const kindWord = wordIn({ member: both("成员", "Member"), staff: both("工作人员", "Staff"), bot: both("机器人", "Bot") });
const formatWord = wordIn({
  text: both("文字", "Text"),
  image: both("图片", "Picture"),
  link: both("链接", "Link"),
  file: both("文件", "File"),
  video: both("视频", "Video"),
  system: both("系统消息", "System"),
});

const talk: readonly ExportColumn<TalkMessage>[] = [
  { key: "at", title: both("时间", "Time"), kind: "moment", value: (row) => row.at },
  { key: "sender", title: both("谁", "Who"), value: (row) => row.sender.name },
  { key: "kind", title: both("身份", "As"), value: (row, language) => kindWord(row.sender.seatKind, language) },
  { key: "format", title: both("形式", "Format"), value: (row, language) => formatWord(row.format, language) },
  { key: "text", title: both("内容", "Text"), value: (row) => row.text },
  { key: "send", title: both("触达发出", "By a send"), value: (row) => row.isSend },
  { key: "removed", title: both("撤下于", "Removed"), kind: "moment", value: (row) => row.removedAt },
  { key: "seq", title: both("序号", "No."), kind: "count", value: (row) => row.seq },
];

const inbox: readonly ExportColumn<InboxRow>[] = [
  { key: "at", title: both("收到", "Received"), kind: "moment", value: (row) => row.receivedAt },
  { key: "reason", title: both("原因", "Reason"), value: (row) => row.reason },
  { key: "state", title: both("状态", "State"), value: (row) => row.state },
  { key: "source", title: both("来源", "Source"), value: (row) => row.source },
  { key: "sample", title: both("开头", "Beginning"), value: (row) => row.sample },
  { key: "size", title: both("字数", "Characters"), kind: "count", value: (row) => row.sizeChars },
];

export const messagesExports: readonly Export[] = [
  defineExport({
    name: "group-talk",
    title: both("群消息", "Messages"),
    permission: listTalkEndpoint.permission,
    rowsOf: listTalkEndpoint.path,
    input: listTalkEndpoint.input,
    columns: talk,
    page: async (ctx, input, cursor) => {
      const isPlaced = input.day !== undefined || input.since !== undefined;
      const begin = cursor || !isPlaced ? { day: undefined, since: undefined, beforeSeq: undefined, afterSeq: Number(cursor ?? 0) } : {};
      const { items, nextAfterSeq } = await listTalk(ctx, { ...input, limit: 1_000, ...begin });
      return { items, nextCursor: nextAfterSeq === null ? null : String(nextAfterSeq) };
    },
  }),
  exportList(listInboxEndpoint, listInbox, { name: "inbox", title: both("收件箱", "Inbox"), columns: inbox }),
];
