import { both, listJoint } from "../../lib/language.ts";
import { type Export, type ExportColumn, exportList, wordIn } from "../../server/exports.ts";
import { listMembersToExport } from "./list.actions.ts";
import { listMembersEndpoint, type MemberItem } from "./members.contract.ts";
import { type ConsentLogItem, listConsentsEndpoint, listPrivacyRequestsEndpoint, type PrivacyRequest } from "./privacy.contract.ts";
import { listConsents, listRequests } from "./privacy-lists.actions.ts";
import { listTags } from "./tag.actions.ts";
import { listTagsEndpoint, type Tag } from "./tags.contract.ts";

const sourceWord = wordIn({
  web: both("网页群", "Web group"),
  shop: both("店铺订单", "Shop order"),
  phone: both("手机号", "Phone number"),
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
];
