import type { Language } from "../../lib/language.ts";
import type { FieldKey } from "./fields.contract.ts";
import type { Problem, RowFault } from "./problems.contract.ts";

type Words = Readonly<Record<Language, string>>;

const fields: Readonly<Record<FieldKey, Words>> = {
  orderId: { "zh-CN": "订单号", en: "Order number" },
  paidAt: { "zh-CN": "支付时间", en: "Paid at" },
  paid: { "zh-CN": "实付金额", en: "Amount paid" },
  title: { "zh-CN": "商品", en: "Product" },
  quantity: { "zh-CN": "数量", en: "Quantity" },
  linePaid: { "zh-CN": "商品金额", en: "Line amount" },
  buyerId: { "zh-CN": "买家编号", en: "Buyer id" },
  buyerName: { "zh-CN": "买家昵称", en: "Buyer name" },
  phone: { "zh-CN": "手机号", en: "Phone" },
  group: { "zh-CN": "社群", en: "Group" },
  source: { "zh-CN": "来源", en: "Source" },
  refundId: { "zh-CN": "退款单号", en: "Refund number" },
  refundedAt: { "zh-CN": "退款时间", en: "Refunded at" },
  refunded: { "zh-CN": "退款金额", en: "Amount refunded" },
  memberId: { "zh-CN": "会员编号", en: "Member id" },
  nickname: { "zh-CN": "昵称", en: "Nickname" },
  name: { "zh-CN": "备注名", en: "Name" },
  city: { "zh-CN": "城市", en: "City" },
  tags: { "zh-CN": "标签", en: "Tags" },
  joinedAt: { "zh-CN": "入群时间", en: "Joined at" },
  firstSeenAt: { "zh-CN": "首次接触", en: "First seen at" },
  marketing: { "zh-CN": "接受活动消息", en: "Accepts marketing" },
  custom: { "zh-CN": "自定义字段", en: "Own field" },
  room: { "zh-CN": "群聊", en: "Room" },
  messageId: { "zh-CN": "消息编号", en: "Message id" },
  sentAt: { "zh-CN": "发送时间", en: "Sent at" },
  userId: { "zh-CN": "发言人编号", en: "Writer id" },
  userName: { "zh-CN": "发言人昵称", en: "Writer name" },
  text: { "zh-CN": "内容", en: "Text" },
  day: { "zh-CN": "日期", en: "Day" },
  costKind: { "zh-CN": "费用类别", en: "Kind of cost" },
  cost: { "zh-CN": "金额", en: "Amount" },
  campaign: { "zh-CN": "活动", en: "Campaign" },
  note: { "zh-CN": "说明", en: "Note" },
};

export const fieldWord = (language: Language, field: FieldKey): string => fields[field][language];

/** `{f}` stands for the field. */
const sentences: Readonly<Record<Problem, Words>> = {
  empty: { "zh-CN": "{f}没有填", en: "{f} is empty" },
  "not-a-moment": { "zh-CN": "{f}不是时间，写成 2026-11-22 08:05", en: "{f} is no date and time; write 2026-11-22 08:05" },
  "not-a-day": { "zh-CN": "{f}不是日期，写成 2026-11-22", en: "{f} is no day; write 2026-11-22" },
  "not-an-amount": { "zh-CN": "{f}不是金额，写成 1234.50", en: "{f} is no amount; write 1234.50" },
  negative: { "zh-CN": "{f}是负数；退款请填在退款金额里", en: "{f} is negative; refunds go into the refund column" },
  "not-a-count": { "zh-CN": "{f}不是 1 以上的整数", en: "{f} is no whole number from 1 on" },
  "not-a-phone": { "zh-CN": "{f}不是电话号码", en: "{f} is no phone number" },
  "digits-lost": {
    "zh-CN": "{f}被表格软件变成了数字，后几位已经丢了（如 1.38E+10）；把这一列设成文本，从原系统重新导出",
    en: "{f} was turned into a number and lost digits (like 1.38E+10); make the column text and export it again from where it comes from",
  },
  "not-yes-or-no": { "zh-CN": "{f}写“是”或“否”", en: "{f}: write yes or no" },
  "not-a-kind": {
    "zh-CN": "{f}不在：人工、奖品、物料、场地、推广、红包、工具、其他",
    en: "{f} is none of: pay, prize, material, venue, promotion, red-packet, tool, other",
  },
  "too-long": { "zh-CN": "{f}太长", en: "{f} is too long" },
  unreadable: { "zh-CN": "{f}里有读不出的字符，检查文件编码", en: "{f} holds characters that cannot be read; check the encoding" },
  cells: { "zh-CN": "这一行的格子比表头多", en: "the row has more cells than the header" },
  "header-again": { "zh-CN": "这一行又是表头，不是数据，删掉即可", en: "the row is the header again, no data; remove it" },
  nobody: { "zh-CN": "会员编号、手机号、昵称至少填一个", en: "member id, phone or nickname: one is needed" },
  "no-place": { "zh-CN": "社群和活动至少填一个", en: "group or campaign: one is needed" },
  "order-torn": {
    "zh-CN": "同一个订单号在文件里隔开出现且内容不同，把同一单的行放在一起",
    en: "rows of one order stand apart and differ; put them next to each other",
  },
  "order-long": {
    "zh-CN": "一个订单超过 100 行，把几行并成一行",
    en: "the order has more than 100 rows; make one of several",
  },
  sibling: { "zh-CN": "同一单里另有一行不对，整单没有导入", en: "another row of the same order is wrong; none of it was taken" },
  "refund-over": { "zh-CN": "退款超过实付", en: "refunded more than was paid" },
  "group-missing": { "zh-CN": "没有这个社群，或你看不到它", en: "there is no such group in your sight" },
  "group-unclear": { "zh-CN": "有几个社群叫这个名字，改填群编号", en: "several groups have this name; give the code" },
  "group-needed": {
    "zh-CN": "你只能导入到自己看得到的群，这一行没有写群",
    en: "you may import into groups in your sight only; the row names none",
  },
  "room-skipped": { "zh-CN": "这个群聊选了不导入", en: "this room is left out" },
  "member-missing": { "zh-CN": "没有这个会员", en: "there is no such member" },
  "other-moment": { "zh-CN": "这个订单已有，支付时间不同", en: "the order is there with another time of paying" },
  "told-twice": { "zh-CN": "同一个编号在文件里写了两次，内容不同", en: "the same number stands twice and differs" },
  "moment-unlikely": { "zh-CN": "时间在将来，或早于 1997 年", en: "the time is ahead, or before 1997" },
  "over-refunded": { "zh-CN": "退款超过实付", en: "refunded more than was paid" },
  "order-missing": { "zh-CN": "没有这个订单", en: "there is no such order" },
  "out-of-sight": { "zh-CN": "这个订单属于你看不到的群，不能改", en: "the order belongs to a group out of your sight" },
  "day-ahead": { "zh-CN": "日期在将来", en: "the day is ahead" },
  "too-old": { "zh-CN": "时间早于 1997 年", en: "the time is before 1997" },
  future: { "zh-CN": "时间在将来", en: "the time is ahead" },
  correction: { "zh-CN": "这条消息已有，时间不同", en: "the message is there with another time" },
};

/** What is wrong with a row, in words. */
export function faultWords(language: Language, { field, problem }: RowFault): string {
  return sentences[problem][language].replace("{f}", field ? fieldWord(language, field) : "");
}

/** Columns that a report adds; they are left out when the mended file comes back. */
export const reportColumns: Readonly<Record<Language, readonly [string, string]>> = {
  "zh-CN": ["原文件行号", "没导入的原因"],
  en: ["Line in file", "Why not imported"],
};
