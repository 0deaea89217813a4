import { clockOf } from "../../lib/clock.ts";
import { both, listJoint } from "../../lib/language.ts";
import { type Export, type ExportColumn, exportList, wordIn } from "../../server/exports.ts";
import { listCodes } from "./code-list.actions.ts";
import { type Code, listCodesEndpoint } from "./codes.contract.ts";
import { listGroupWelcomes } from "./group-welcomes.actions.ts";
import {
  type GroupWelcome,
  listGroupWelcomesEndpoint,
  listWelcomeSendsEndpoint,
  listWelcomesEndpoint,
  type Welcome,
  type WelcomeSend,
} from "./welcome.contract.ts";
import { listWelcomes, listWelcomeSends } from "./welcomes.actions.ts";

const kindWord = wordIn({ contact: both("联系我", "Contact"), join: both("加入群聊", "Group") });
const codeWord = wordIn({
  making: both("还没回音", "No answer yet"),
  live: both("能用", "In use"),
  failed: both("没建成", "Failed"),
  gone: both("已删", "Deleted"),
});

const codes: readonly ExportColumn<Code>[] = [
  { key: "name", title: both("名字", "Name"), value: (row) => row.name },
  { key: "kind", title: both("种类", "Kind"), value: (row, language) => kindWord(row.kind, language) },
  { key: "status", title: both("状态", "State"), value: (row, language) => codeWord(row.status, language) },
  { key: "failure", title: both("错误码", "Error code"), kind: "count", value: (row) => row.failure },
  {
    key: "users",
    title: both("加谁为好友", "Adds"),
    value: (row, language) => row.users.map((user) => user.name).join(listJoint[language]),
  },
  {
    key: "groups",
    title: both("进哪些群", "Groups"),
    value: (row, language) => row.groups.map((group) => group.name).join(listJoint[language]),
  },
  { key: "skipVerify", title: both("不用员工同意", "Adds without a yes"), value: (row) => row.skipVerify },
  { key: "autoCreate", title: both("满了自动建新群", "Opens new groups"), value: (row) => row.autoCreate },
  { key: "came", title: both("扫码来的", "Came"), kind: "count", value: (row) => row.came },
  { key: "today", title: both("今天来的", "Came today"), kind: "count", value: (row) => row.cameToday },
  { key: "stayed", title: both("还在的", "Still there"), kind: "count", value: (row) => row.stayed },
  { key: "made", title: both("建于", "Made"), kind: "moment", value: (row) => row.createdAt },
];

const welcomes: readonly ExportColumn<Welcome>[] = [
  { key: "name", title: both("名字", "Name"), value: (row) => row.name },
  { key: "on", title: both("开着", "On"), value: (row) => row.isOn },
  { key: "code", title: both("扫哪个码来的", "Who came by"), value: (row) => row.codeName },
  { key: "from", title: both("从", "From"), value: (row) => (row.fromMinute === null ? null : clockOf(row.fromMinute)) },
  { key: "to", title: both("到", "To"), value: (row) => (row.toMinute === null ? null : clockOf(row.toMinute)) },
  { key: "text", title: both("欢迎词", "Text"), value: (row) => row.text },
  {
    key: "contents",
    title: both("附带素材", "With content"),
    value: (row, language) => row.contents.map((content) => content.name).join(listJoint[language]),
  },
  { key: "sent", title: both("已发", "Sent"), kind: "count", value: (row) => row.sent },
  { key: "failed", title: both("没发成", "Failed"), kind: "count", value: (row) => row.failed },
  { key: "changed", title: both("改于", "Changed"), kind: "moment", value: (row) => row.changedAt },
];

const sendWord = wordIn({
  waiting: both("正在发", "Sending"),
  sent: both("已发", "Sent"),
  taken: both("别处已发", "Sent elsewhere"),
  expired: both("过了 20 秒", "Over 20 seconds"),
  failed: both("没发成", "Failed"),
  none: both("没有合适的", "Nothing fitted"),
});

const sends: readonly ExportColumn<WelcomeSend>[] = [
  { key: "at", title: both("时间", "Time"), kind: "moment", value: (row) => row.toldAt },
  { key: "customer", title: both("客户", "Customer"), value: (row) => row.memberName },
  { key: "staff", title: both("加的谁", "Added"), value: (row) => row.staffName },
  { key: "which", title: both("哪一条", "Which"), value: (row) => row.welcomeName },
  { key: "status", title: both("状态", "State"), value: (row, language) => sendWord(row.status, language) },
  { key: "errcode", title: both("错误码", "Error code"), kind: "count", seenIn: "status", value: (row) => row.errcode },
  { key: "ended", title: both("结束", "Ended"), kind: "moment", seenIn: "took", value: (row) => row.endedAt },
];

const groupWelcomes: readonly ExportColumn<GroupWelcome>[] = [
  { key: "text", title: both("欢迎词", "Text"), value: (row) => row.text },
  { key: "content", title: both("附带素材", "With content"), value: (row) => row.contentName },
  { key: "changed", title: both("改于", "Changed"), kind: "moment", value: (row) => row.changedAt },
];

export const codesExports: readonly Export[] = [
  exportList(listCodesEndpoint, listCodes, { name: "wecom-codes", title: both("企业微信活码", "WeCom codes"), columns: codes }),
  exportList(listWelcomesEndpoint, listWelcomes, { name: "wecom-welcomes", title: both("加好友欢迎语", "Welcomes"), columns: welcomes }),
  exportList(listWelcomeSendsEndpoint, listWelcomeSends, {
    name: "wecom-welcome-sends",
    title: both("欢迎语发得怎样", "Welcomes sent"),
    columns: sends,
  }),
  exportList(listGroupWelcomesEndpoint, listGroupWelcomes, {
    name: "wecom-group-welcomes",
    title: both("入群欢迎语素材", "Welcomes of groups"),
    columns: groupWelcomes,
  }),
];
