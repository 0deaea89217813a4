import { readCount, readFen, readYes } from "./amount.rules.ts";
import { type FieldKey, fieldsOf, type ImportKind, importKinds, neededFields, neededOneOf, shapeOf } from "./fields.contract.ts";
import { readWhen } from "./when.rules.ts";
import { reportColumns } from "./words.rules.ts";

/** Words that head a column of a field, the surest first. */
const words: Readonly<Record<FieldKey, readonly string[]>> = {
  orderId: ["订单号", "订单编号", "订单", "单号", "交易号", "orderid", "orderno", "ordernumber", "order", "externalid"],
  paidAt: [
    "支付时间",
    "付款时间",
    "下单时间",
    "成交时间",
    "交易时间",
    "购买日期",
    "paidat",
    "orderedon",
    "orderedat",
    "orderdate",
    "paymenttime",
    "purchasedate",
    "日期",
    "时间",
    "date",
    "time",
  ],
  paid: [
    "实付金额",
    "实付",
    "支付金额",
    "付款金额",
    "订单金额",
    "实收",
    "paid",
    "amount",
    "total",
    "amountusd",
    "orderamount",
    "price",
    "金额",
    "总价",
  ],
  title: ["商品名称", "商品", "产品", "宝贝标题", "标题", "title", "product", "goods", "item", "sku"],
  quantity: ["数量", "件数", "购买数量", "quantity", "qty", "count"],
  linePaid: ["商品金额", "小计", "商品实付", "linepaid", "lineamount", "lineprice", "subtotal"],
  buyerId: [
    "会员号",
    "会员编号",
    "买家账号",
    "买家id",
    "客户编号",
    "客户号",
    "用户id",
    "buyerid",
    "buyer",
    "customerid",
    "customer",
    "userid",
    "memberid",
  ],
  buyerName: ["买家昵称", "昵称", "买家", "收货人", "客户", "姓名", "buyername", "customername", "nickname", "name"],
  phone: ["手机号", "手机号码", "手机", "电话", "联系电话", "联系方式", "phone", "mobile", "tel", "telephone"],
  group: ["群编号", "社群编号", "群名", "社群", "归到的群", "所在群", "群", "groupcode", "group", "groupname"],
  source: ["来源", "店铺", "渠道", "平台", "source", "shop", "channel"],
  refundId: ["退款单号", "退款编号", "refundid", "refundno", "refund"],
  refundedAt: ["退款时间", "退款日期", "refundedat", "refunddate"],
  refunded: ["退款金额", "退款", "refunded", "refundamount"],
  memberId: [
    "会员号",
    "会员编号",
    "客户编号",
    "客户号",
    "用户id",
    "会员id",
    "编号",
    "memberid",
    "customerid",
    "userid",
    "externalid",
    "id",
  ],
  nickname: ["昵称", "微信昵称", "微信名", "会员昵称", "nickname", "nick", "wechatname", "会员", "客户"],
  name: ["备注名", "姓名", "真实姓名", "备注", "name", "realname", "fullname"],
  city: ["城市", "所在城市", "地区", "city", "region"],
  tags: ["标签", "客户标签", "tags", "tag", "labels"],
  joinedAt: ["入群时间", "进群时间", "入群日期", "joinedat", "joindate", "joined"],
  firstSeenAt: ["首次接触", "注册时间", "添加时间", "创建时间", "注册日期", "firstseenat", "registeredat", "createdat", "signupdate"],
  marketing: ["接受活动消息", "接受营销", "营销同意", "marketing", "marketingconsent", "optin", "subscribed"],
  custom: [],
  room: ["群聊", "群名", "群", "房间", "聊天室", "会话", "room", "group", "chat", "channel"],
  messageId: ["消息编号", "消息id", "messageid", "msgid", "id"],
  sentAt: ["发送时间", "时间", "消息时间", "日期", "sentat", "sent", "createtime", "createdat", "timestamp", "time", "date"],
  userId: ["发言人编号", "发送人id", "发送人", "发言人", "用户", "userid", "user", "sender", "senderid", "from", "author", "wxid"],
  userName: ["发言人昵称", "发送人昵称", "昵称", "群昵称", "username", "sendername", "nickname", "name"],
  text: ["内容", "消息内容", "消息", "正文", "text", "content", "message", "body"],
  day: ["日期", "费用日期", "时间", "发生日期", "day", "date"],
  costKind: ["类别", "费用类别", "类型", "科目", "kind", "type", "category"],
  cost: ["金额", "费用", "费用金额", "花费", "cost", "amount", "fee"],
  campaign: ["活动", "活动名称", "项目", "campaign", "project"],
  note: ["备注", "说明", "用途", "note", "memo", "remark", "description"],
};

/** A heading without case, blanks, marks and what stands in brackets. */
function bare(heading: string): string {
  return heading
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/\(.*?\)|\[.*?\]/g, "")
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

const ignored = new Set(Object.values(reportColumns).flatMap((pair) => pair.map(bare)));

/** What a file's columns are known by from one time to the next; what a report of bad rows added is none of them. */
export function headerKey(header: readonly string[]): string {
  return header
    .map(bare)
    .filter((name) => !ignored.has(name))
    .join("|")
    .slice(0, 2_000);
}

/** Columns that a report of bad rows added to the file. */
export function addedColumns(header: readonly string[]): Set<number> {
  return new Set(header.flatMap((heading, column) => (ignored.has(bare(heading)) ? [column] : [])));
}

/** 0–100: how well a heading names a field. */
function scoreHeading(heading: string, field: FieldKey): number {
  const name = bare(heading);
  if (name === "" || ignored.has(name)) return 0;
  const at = words[field].indexOf(name);
  if (at >= 0) return 100 - at;
  const part = words[field].findIndex((word) => word.length > 1 && name.includes(word));
  return part < 0 ? 0 : 55 - part;
}

/** Whether cells look like what a field holds: the share that do, null where the column is empty or anything would do. */
function shareFitting(cells: readonly string[], field: FieldKey): number | null {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  if (filled.length === 0) return null;
  const test = tests[shapeOf[field]];
  return test ? filled.filter(test).length / filled.length : null;
}

const tests: Partial<Record<string, (cell: string) => boolean>> = {
  money: (cell) => readFen(cell, 100) !== null,
  moment: (cell) => readWhen(cell, "dmy") !== null || readWhen(cell, "mdy") !== null,
  day: (cell) => readWhen(cell, "dmy") !== null || readWhen(cell, "mdy") !== null,
  phone: (cell) => /^\+?[\d\s()-]{7,20}$/.test(cell.normalize("NFKC")),
  count: (cell) => readCount(cell) !== null,
  yes: (cell) => readYes(cell) !== null,
};

function scoreColumn(heading: string, cells: readonly string[], field: FieldKey): number {
  const named = scoreHeading(heading, field);
  const share = shareFitting(cells, field);
  if (named === 0) return 0;
  if (share === null) return named;
  return share >= 0.7 ? named + 30 : named - 60;
}

/** What each column most likely means: headings first, then the shape of the values; a field is given to one column. */
export function guessColumns(kind: ImportKind, header: readonly string[], sample: readonly (readonly string[])[]): (FieldKey | null)[] {
  const cells = header.map((_, column) => sample.map((row) => row[column] ?? ""));
  const scores = header.flatMap((heading, column) =>
    fieldsOf[kind].map((field) => ({ column, field, score: scoreColumn(heading, cells[column] ?? [], field) })),
  );
  const columns: (FieldKey | null)[] = header.map(() => null);
  const taken = new Set<FieldKey>();
  for (const { column, field, score } of scores.toSorted((a, b) => b.score - a.score)) {
    if (score < 30 || columns[column] || taken.has(field)) continue;
    columns[column] = field;
    taken.add(field);
  }
  for (const field of neededFields[kind]) if (!taken.has(field)) guessByShape(field, columns, header, cells);
  return columns;
}

/** The first free column whose values are all of the shape, for shapes that say something. */
function guessByShape(
  field: FieldKey,
  columns: (FieldKey | null)[],
  header: readonly string[],
  cells: readonly (readonly string[])[],
): void {
  if (!["moment", "day", "money"].includes(shapeOf[field])) return;
  const at = columns.findIndex(
    (taken, column) => taken === null && !ignored.has(bare(header[column] ?? "")) && (shareFitting(cells[column] ?? [], field) ?? 0) > 0.9,
  );
  if (at >= 0) columns[at] = field;
}

/** What is still missing before a file of the kind can be read. */
export function missingFields(kind: ImportKind, columns: readonly (FieldKey | null)[]): FieldKey[] {
  const missing = neededFields[kind].filter((field) => !columns.includes(field));
  const oneOf = neededOneOf[kind].flatMap((fields) => (fields.some((field) => columns.includes(field)) ? [] : fields.slice(0, 1)));
  return [...missing, ...oneOf];
}

/** The kind whose headings are there most surely. */
export function guessKind(header: readonly string[], sample: readonly (readonly string[])[]): ImportKind {
  const cells = header.map((_, column) => sample.map((row) => row[column] ?? ""));
  const scored = importKinds.map((kind) => {
    const columns = guessColumns(kind, header, sample);
    const sum = columns.reduce(
      (total, field, column) => total + (field ? scoreColumn(header[column] ?? "", cells[column] ?? [], field) : 0),
      0,
    );
    return { kind, score: sum - missingFields(kind, columns).length * 120 };
  });
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).kind;
}
