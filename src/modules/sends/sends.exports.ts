import { both } from "../../lib/language.ts";
import { type Export, type ExportColumn, exportList, wordIn } from "../../server/exports.ts";
import { listDeliveries, listSends } from "./listing.actions.ts";
import { listSendOwners } from "./owners.actions.ts";
import { listSendOwnersEndpoint, type SendOwner } from "./owners.contract.ts";
import { listQuota } from "./quota.actions.ts";
import { leftOf, listQuotaEndpoint, type QuotaRow } from "./quota.contract.ts";
import { type Delivery, listDeliveriesEndpoint, listSendsEndpoint, type Send } from "./sends.contract.ts";

const stateWord = wordIn({
  scheduled: both("已排期", "Scheduled"),
  paused: both("已暂停", "Paused"),
  finished: both("已结束", "Finished"),
  cancelled: both("已取消", "Cancelled"),
});
const outcomeWord = wordIn({
  planned: both("待发", "To be sent"),
  "handed-over": both("等人点发", "Waits for a person"),
  sent: both("已发", "Sent"),
  failed: both("没发成", "Failed"),
  "over-cap": both("到上限", "Over the cap"),
  "left-out": both("略过", "Left out"),
  expired: both("已作废", "Expired"),
  cancelled: both("已取消", "Cancelled"),
  unknown: both("结果不明", "Unknown"),
});
const reasonWord = wordIn({
  "group-planned": both("群还没开", "Not open yet"),
  "group-closed": both("群已关闭", "Closed"),
  "no-owner": both("没有群主，没人能点发", "No owner to send it"),
  format: both("这个渠道发不了这种内容", "Not possible on this channel"),
  "no-channel": both("渠道没有接通", "Channel not connected"),
  "quiet-hours": both("在免打扰时段", "Quiet hours"),
  "group-day-cap": both("这个群当天发满了", "Group's daily limit"),
  "channel-day-cap": both("到了平台当天的上限", "Platform's daily limit"),
  "answer-lost": both("发出后没收到回应", "No answer after sending"),
  "platform-failed": both("平台说没发成", "Platform says it failed"),
  "lease-expired": both("发送中断，没收到回应", "Interrupted, no answer"),
  undecided: both("平台也说不清", "Platform cannot tell"),
  "skipped-by-person": both("点发的人跳过了", "Skipped by the person"),
  "by-person": both("人看过后判定的", "Judged by a person"),
  "no-account": both("群没有绑定企业微信账号", "No WeCom account carries it"),
  "platform-cap": both("到了企业微信的群发上限", "WeCom’s mass-send cap is reached"),
  "not-confirmed": both("确认时没有发到这个群", "Confirmed without this group"),
  "platform-left-out": both("企业微信略过了这个群，多半是到了群发上限", "WeCom left this group out, most likely for its cap"),
  "not-reachable": both("企业微信发不到这个群", "WeCom cannot reach this group"),
  "nobody-there": both("企业微信说没有能发的群", "WeCom says there is no group to send to"),
  "content-blocked": both("内容被企业微信拦下了", "WeCom blocked the content"),
  "text-too-long": both("文字超过企业微信的长度", "The text is too long for WeCom"),
  "url-too-long": both("链接超过企业微信的长度", "The link is too long for WeCom"),
  "too-many-attachments": both("附件超过 9 个", "More than 9 attachments"),
  "media-missing": both("图片没能传给企业微信", "A picture did not reach WeCom"),
  "picture-kind": both("企业微信只收 JPG 和 PNG 图片", "WeCom takes JPG and PNG pictures only"),
  empty: both("没有要发的内容", "Nothing to send"),
  "too-often": both("24 小时内已经提醒过 3 次", "Reminded 3 times in 24 hours already"),
  "just-reminded": both("刚提醒过，过十分钟再提醒", "Reminded just now; wait ten minutes"),
  "cannot-be-stopped": both("平台停不下来", "The platform does not stop it"),
  "connections.none": both("没有接入这家企业微信", "This WeCom corp is not connected"),
  "files.missing": both("图片文件不在了", "A picture file is gone"),
});
const formatWord = wordIn({ text: both("文字", "Text"), image: both("图文", "Pictures"), link: both("链接", "Link") });
const sourceWord = wordIn({ adhoc: both("临时触达", "Ad-hoc"), flow: both("SOP", "SOP") });
const channelWord = wordIn({
  web: both("网页群", "Web group"),
  wecom: both("企业微信", "WeCom"),
  qq: both("QQ 群", "QQ"),
  manual: both("人工发", "By hand"),
});

const sends: readonly ExportColumn<Send>[] = [
  { key: "name", title: both("触达", "Send"), value: (row) => row.name },
  {
    key: "source",
    title: both("来源", "From"),
    seenIn: "name",
    value: (row, language) => row.flowName ?? sourceWord(row.sourceKind, language),
  },
  { key: "due", title: both("什么时候", "When"), kind: "moment", value: (row) => row.dueAt },
  { key: "format", title: both("形式", "Format"), value: (row, language) => formatWord(row.format, language) },
  { key: "groups", title: both("群", "Groups"), kind: "count", value: (row) => row.groups },
  { key: "people", title: both("人次", "People"), kind: "count", value: (row) => row.people },
  { key: "state", title: both("状态", "State"), value: (row, language) => stateWord(row.state, language) },
  ...(["sent", "failed", "over-cap", "left-out", "expired", "cancelled", "unknown"] as const).map((state): ExportColumn<Send> => ({
    key: state,
    title: { "zh-CN": outcomeWord(state, "zh-CN") ?? state, en: outcomeWord(state, "en") ?? state },
    kind: "count",
    seenIn: "outcome",
    value: (row) => row.counts[state] ?? 0,
  })),
  { key: "by", title: both("谁建的", "Made by"), seenIn: null, value: (row) => row.createdByName },
  { key: "finished", title: both("结束于", "Finished"), kind: "moment", seenIn: null, value: (row) => row.finishedAt },
];

const deliveries: readonly ExportColumn<Delivery>[] = [
  { key: "group", title: both("群", "Group"), value: (row) => row.groupName },
  { key: "channel", title: both("渠道", "Channel"), seenIn: "group", value: (row, language) => channelWord(row.channel, language) },
  { key: "owner", title: both("群主", "Owner"), seenIn: "group", value: (row) => row.ownerName },
  { key: "people", title: both("人数", "People"), kind: "count", value: (row) => row.people },
  { key: "state", title: both("结果", "Outcome"), value: (row, language) => outcomeWord(row.state, language) },
  { key: "reason", title: both("原因", "Reason"), value: (row, language) => reasonWord(row.reason, language) },
  { key: "at", title: both("时间", "At"), kind: "moment", value: (row) => row.endedAt },
  { key: "text", title: both("发出的文字", "Text"), seenIn: null, value: (row) => row.body?.text ?? null },
];

const quota: readonly ExportColumn<QuotaRow>[] = [
  { key: "group", title: both("群", "Group"), value: (row) => row.groupName },
  { key: "channel", title: both("渠道", "Channel"), seenIn: "group", value: (row, language) => channelWord(row.channel, language) },
  { key: "people", title: both("成员", "Members"), kind: "count", seenIn: "group", value: (row) => row.people },
  { key: "used", title: both("今天已发", "Sent today"), kind: "count", value: (row) => row.usedToday },
  { key: "planned", title: both("今天还排着", "Planned today"), kind: "count", value: (row) => row.plannedToday },
  { key: "platform", title: both("平台周期已用", "Used of the platform's cap"), kind: "count", value: (row) => row.platform?.used ?? null },
  {
    key: "platformCap",
    title: both("平台周期上限", "The platform's cap"),
    kind: "count",
    seenIn: "platform",
    value: (row) => row.platform?.cap ?? null,
  },
  {
    key: "left",
    title: both("还能发", "Left"),
    kind: "count",
    value: (row) => Math.max(0, leftOf(row)),
  },
];

const owners: readonly ExportColumn<SendOwner>[] = [
  { key: "name", title: both("账号", "Account"), value: (row) => row.name },
  { key: "groups", title: both("群", "Groups"), kind: "count", seenIn: "name", value: (row) => row.groups },
  { key: "planned", title: both("还没交出", "Not handed over"), kind: "count", seenIn: "standing", value: (row) => row.planned },
  { key: "waiting", title: both("待确认", "Waiting"), kind: "count", value: (row) => row.waiting },
  { key: "sent", title: both("已发", "Sent"), kind: "count", value: (row) => row.sent },
  { key: "overCap", title: both("到上限", "Over cap"), kind: "count", value: (row) => row.overCap },
  { key: "failed", title: both("没发成", "Failed"), kind: "count", value: (row) => row.failed },
  { key: "ended", title: both("没确认", "Never confirmed"), kind: "count", seenIn: "standing", value: (row) => row.ended },
  { key: "reminded", title: both("上次提醒", "Last reminded"), kind: "moment", value: (row) => row.remindedAt },
  { key: "reminders", title: both("24 小时内提醒", "Reminders in 24 h"), kind: "count", seenIn: "reminded", value: (row) => row.reminders },
  {
    key: "refusal",
    title: both("平台没做的", "What the platform refused"),
    seenIn: "name",
    value: (row, language) => reasonWord(row.refusal, language),
  },
];

export const sendsExports: readonly Export[] = [
  exportList(listSendsEndpoint, listSends, { name: "sends", title: both("触达", "Sends"), columns: sends }),
  exportList(listDeliveriesEndpoint, listDeliveries, { name: "deliveries", title: both("触达结果", "Outcomes"), columns: deliveries }),
  exportList(listSendOwnersEndpoint, listSendOwners, { name: "send-owners", title: both("谁来确认", "Who confirms"), columns: owners }),
  exportList(listQuotaEndpoint, listQuota, { name: "quota", title: both("触达额度", "Quota"), columns: quota }),
];
