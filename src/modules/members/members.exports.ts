import { both, type Language, listJoint } from "../../lib/language.ts";
import { type Export, type ExportColumn, exportList, wordIn } from "../../server/exports.ts";
import { listMembersToExport } from "./list.actions.ts";
import { listMembersEndpoint, listNotesEndpoint, type MemberItem, type MemberNote } from "./members.contract.ts";
import { type ConsentLogItem, listConsentsEndpoint, listPrivacyRequestsEndpoint, type PrivacyRequest } from "./privacy.contract.ts";
import { listConsents, listRequests } from "./privacy-lists.actions.ts";
import { listNotes } from "./profile.actions.ts";
import { listTags } from "./tag.actions.ts";
import { listTagsEndpoint, type Tag } from "./tags.contract.ts";
import { showTimeline } from "./timeline.actions.ts";
import { timelineEndpoint, type TimelineItem } from "./timeline.contract.ts";

const sourceWord = wordIn({
  web: both("网页群", "Web group"),
  shop: both("店铺订单", "Shop order"),
  phone: both("手机号", "Phone number"),
  "wecom-external": both("企业微信客户", "WeCom customer"),
  "wecom-user": both("企业微信员工", "WeCom staff"),
  unknown: both("", ""),
});

const members: readonly ExportColumn<MemberItem & { phone: string | null }>[] = [
  { key: "who", title: both("昵称", "Nickname"), value: (row) => row.nickname },
  { key: "name", title: both("备注名", "Name"), seenIn: "who", value: (row) => row.name },
  { key: "phone", title: both("手机号", "Phone"), seenIn: "who", value: (row) => row.phoneMasked },
  { key: "phoneFull", title: both("完整手机号", "Phone in full"), seenIn: null, permission: "members.phone", value: (row) => row.phone },
  { key: "tags", title: both("标签", "Tags"), value: (row, language) => row.tags.map((tag) => tag.name).join(listJoint[language]) },
  { key: "city", title: both("城市", "City"), value: (row) => row.city },
  { key: "source", title: both("来源", "Source"), value: (row, language) => row.source.entry ?? sourceWord(row.source.kind, language) },
  { key: "marketing", title: both("接受活动消息", "Takes marketing"), value: (row) => row.marketing },
  { key: "joined", title: both("首次接触", "First seen"), kind: "moment", value: (row) => row.firstSeenAt },
  { key: "spend", title: both("90 天消费（元）", "90-day spend (CNY)"), kind: "fen", value: (row) => row.spend90Fen },
  { key: "orders", title: both("90 天单数", "90-day orders"), kind: "count", value: (row) => row.orders90 },
  { key: "groups", title: both("所在群数", "Groups"), kind: "count", value: (row) => row.groups },
  { key: "active", title: both("最近互动", "Last active"), kind: "moment", value: (row) => row.lastActiveAt },
];

const purposeWord = wordIn({
  rules: both("群规和隐私说明", "Rules and privacy"),
  marketing: both("活动与优惠消息", "Offers"),
  recommendation: both("个性化推荐", "Recommendations"),
});

const consents: readonly ExportColumn<ConsentLogItem>[] = [
  { key: "at", title: both("时间", "Time"), kind: "moment", value: (row) => row.at },
  { key: "member", title: both("会员", "Member"), value: (row) => row.nickname },
  { key: "purpose", title: both("用途", "Purpose"), value: (row, language) => purposeWord(row.purpose, language) },
  { key: "granted", title: both("同意", "Granted"), value: (row) => row.granted },
  { key: "text", title: both("文本版本", "Text version"), value: (row) => row.textVersion },
  { key: "channel", title: both("渠道", "Channel"), value: (row) => row.channel },
  { key: "id", title: both("会员编号", "Member id"), value: (row) => row.memberId },
];

const requestWord = wordIn({
  export: both("导出副本", "Copy"),
  erase: both("删除", "Erase"),
  asked: both("已提出", "Asked"),
  ready: both("可取", "Ready"),
  done: both("已办", "Done"),
  withdrawn: both("已撤回", "Withdrawn"),
});
const requests: readonly ExportColumn<PrivacyRequest>[] = [
  { key: "asked", title: both("提出于", "Asked"), kind: "moment", value: (row) => row.askedAt },
  { key: "member", title: both("会员", "Member"), value: (row) => row.nickname },
  { key: "kind", title: both("要什么", "What"), value: (row, language) => requestWord(row.kind, language) },
  { key: "state", title: both("状态", "State"), value: (row, language) => requestWord(row.state, language) },
  { key: "due", title: both("最晚", "Due"), kind: "moment", value: (row) => row.dueAt },
  { key: "done", title: both("办完于", "Done"), kind: "moment", value: (row) => row.doneAt },
];

const tags: readonly ExportColumn<Tag>[] = [
  { key: "name", title: both("标签", "Tag"), value: (row) => row.name },
  { key: "members", title: both("人数", "Members"), kind: "count", value: (row) => row.members },
];

const happened = wordIn({
  message: both("发言", "Message"),
  paid: both("下单", "Ordered"),
  refunded: both("退款", "Refunded"),
  created: both("第一次来", "First seen"),
  joined: both("进群", "Joined"),
  left: both("退群", "Left"),
  tagged: both("打标签", "Tagged"),
  untagged: both("去掉标签", "Untagged"),
  consented: both("同意", "Agreed"),
  refused: both("关闭", "Refused"),
  noted: both("写备注", "Note"),
  merged: both("并入", "Merged into"),
  unmerged: both("分开", "Parted from"),
  changed: both("改资料", "Changed"),
});
const detailWord = wordIn({
  left: both("自己退出", "By own choice"),
  removed: both("被移出", "Removed"),
  closed: both("群已关闭", "Group closed"),
  erased: both("注销", "Erased"),
  name: both("备注名", "Name"),
  city: both("城市", "City"),
  phone: both("手机号", "Phone number"),
  custom: both("自定义资料", "Custom fields"),
  nickname: both("昵称", "Nickname"),
});

const messageWord = wordIn({
  text: both("", ""),
  image: both("图片", "Picture"),
  link: both("链接", "Link"),
  video: both("视频", "Video"),
  file: both("文件", "File"),
  system: both("提示", "Notice"),
  "taken-back": both("已撤回", "Removed"),
});

/** What it was about: the order, the tag, the way in, the other member. */
function aboutIn(row: TimelineItem): string | null {
  if ("title" in row) return row.title;
  if ("tagName" in row) return row.tagName;
  if ("entryName" in row) return row.entryName;
  return "otherName" in row ? row.otherName : null;
}

function detailIn(row: TimelineItem, language: Language): string | null {
  if (row.what === "message") return messageWord(row.isRemoved ? "taken-back" : row.format, language);
  if (row.what === "created") return sourceWord(row.via, language);
  if (row.what === "consented") return purposeWord(row.purpose, language);
  if (row.what === "left") return row.reason === "unknown" ? null : detailWord(row.reason, language);
  return row.what === "changed" ? row.fields.map((field) => detailWord(field, language)).join(listJoint[language]) : null;
}

const timeline: readonly ExportColumn<TimelineItem>[] = [
  { key: "at", title: both("时间", "Time"), kind: "moment", value: (row) => row.at },
  {
    key: "what",
    title: both("什么事", "What"),
    value: (row, language) => happened(row.what === "consented" && !row.granted ? "refused" : row.what, language),
  },
  { key: "group", title: both("群", "Group"), value: (row) => row.groupName },
  { key: "text", title: both("内容", "Text"), value: (row) => ("text" in row ? row.text : null) },
  { key: "about", title: both("对象", "About"), value: aboutIn },
  { key: "detail", title: both("细节", "Detail"), value: detailIn },
  {
    key: "by",
    title: both("经谁", "By"),
    value: (row) => (row.what === "noted" ? row.staffName : row.what === "joined" ? row.inviterName : null),
  },
  {
    key: "amount",
    title: both("金额（元）", "Amount (CNY)"),
    kind: "fen",
    value: (row) => (row.what === "paid" ? row.fen : row.what === "refunded" ? -row.fen : null),
  },
];

const notes: readonly ExportColumn<MemberNote>[] = [
  { key: "at", title: both("时间", "Time"), kind: "moment", value: (row) => row.createdAt },
  { key: "by", title: both("谁写的", "By"), value: (row) => row.staffName },
  { key: "text", title: both("备注", "Note"), value: (row) => row.text },
];

export const membersExports: readonly Export[] = [
  exportList(listMembersEndpoint, listMembersToExport, {
    name: "members",
    title: both("会员", "Members"),
    permission: "members.manage",
    columns: members,
  }),
  exportList(listConsentsEndpoint, listConsents, { name: "consents", title: both("同意记录", "Consent log"), columns: consents }),
  exportList(listPrivacyRequestsEndpoint, listRequests, {
    name: "privacy-requests",
    title: both("隐私请求", "Privacy requests"),
    columns: requests,
  }),
  exportList(listTagsEndpoint, listTags, { name: "tags", title: both("标签", "Tags"), columns: tags }),
  exportList(timelineEndpoint, (ctx, input) => showTimeline(ctx, input, "members.manage"), {
    name: "member-timeline",
    title: both("会员动态", "A member's timeline"),
    permission: "members.manage",
    columns: timeline,
  }),
  exportList(listNotesEndpoint, (ctx, input) => listNotes(ctx, input, "members.manage"), {
    name: "member-notes",
    title: both("会员备注", "Notes on a member"),
    permission: "members.manage",
    columns: notes,
  }),
];
