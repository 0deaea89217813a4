import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ImportKind } from "../src/modules/imports/fields.contract.ts";

/** Rows of one kind of file, the same in every run, and what they come to. */
export interface KindRows {
  kind: ImportKind;
  /** As the section tells it. */
  told: string;
  head: readonly string[];
  cells: (i: number) => string[];
  /** A count of rows in schema `app`, and how many a file of so many rows makes. */
  makes: readonly { count: string; rows: (rows: number) => number }[];
}

export const GROUPS = 300;
const PEOPLE = 50_000;
/** Everybody who talks does so in that many groups. */
const GROUPS_EACH = 6;
const YEARS_S = 63_000_000;
const CHAT_S = 180 * 86_400;

const surnames = [..."王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"];
const given = [..."小雨子涵梓轩欣怡浩然思远佳宁晓明春秋海山水禾安宁乐天文静"];
const towns = ["云溪", "临江", "青石", "望海", "松岭"];
const costKinds = ["薪酬", "奖品", "物料", "场地", "推广", "红包", "工具", "其他"];
const groupName = (g: number) => `福利群 ${g + 1}`;

/** Draws that follow no order, the same for the same number. */
const drawn = (i: number, below: number) => (Math.imul(i + 1, 2_654_435_761) >>> 0) % below;
const at = (second: number, from = Date.UTC(2024, 10, 1)) => new Date(from + second * 1_000).toISOString().slice(0, 19).replace("T", " ");
const nameOf = (i: number) =>
  `${surnames[i % surnames.length]}${given[drawn(i, given.length)]}${given[drawn(i * 7 + 3, given.length)]}${i % 97}`;
const money = (i: number, below: number) => `${(i % below) + 9}.${String((i * 37) % 100).padStart(2, "0")}`;
const phoneOf = (person: number) => `13${String(100_000_000 + person)}`;
const upTo = (rows: number, each: number, first = 0) => Math.max(0, Math.ceil((rows - first) / each));

const members: KindRows = {
  kind: "members",
  told: `people, each with a name, a phone, a town and two of 40 tags; two of three with a word on marketing, one of ten with a seat in one of ${GROUPS} groups, nine of ten with a number of their own`,
  head: ["会员编号", "昵称", "手机号", "城市", "标签", "所在群", "入群时间", "首次接触", "接受活动消息"],
  cells: (i) => [
    i % 10 === 9 ? "" : `M${1_000_000 + i}`,
    nameOf(i),
    phoneOf(i),
    towns[i % towns.length] ?? "",
    `标签 ${i % 20}、标签 ${20 + drawn(i, 20)}`,
    i % 10 === 0 ? groupName(drawn(i, GROUPS)) : "",
    i % 10 === 0 ? at((i * 104_729) % YEARS_S) : "",
    at(((i * 104_729) % YEARS_S) - 3_600),
    i % 3 === 0 ? "是" : i % 3 === 1 ? "否" : "",
  ],
  makes: [
    { count: "members", rows: (rows) => rows },
    { count: "member_identities", rows: (rows) => rows },
    { count: "member_tags", rows: (rows) => rows * 2 },
    { count: "seats", rows: (rows) => upTo(rows, 10) },
    { count: "consents", rows: (rows) => upTo(rows, 3) + upTo(rows, 3, 1) },
  ],
};

/** Two rows to every fourth order and one to the next two: three orders in four rows. One row in twenty gave half of its money back. */
const orders: KindRows = {
  kind: "orders",
  told: "lines of orders with buyer and phone, three orders in four lines, one line in twenty with a refund; a fifth as many buyers",
  head: ["订单号", "支付时间", "实付金额", "商品", "数量", "买家编号", "手机号", "退款金额", "退款时间"],
  cells: (i) => {
    const order = i - (i % 4 === 1 ? 1 : 0);
    const person = drawn(order, 200_000);
    const second = (order * 104_729) % YEARS_S;
    const refund = i % 20 === 2 ? ["4.50", at(second + 86_400)] : ["", ""];
    return [
      `E${1_000_000 + order}`,
      at(second),
      money(i, 400),
      `水果礼盒 ${i % 300}`,
      String((i % 4) + 1),
      `C${person}`,
      phoneOf(person),
      ...refund,
    ];
  },
  makes: [
    { count: "orders", rows: (rows) => upTo(rows, 4) + upTo(rows, 4, 2) + upTo(rows, 4, 3) },
    { count: "order_lines", rows: (rows) => rows },
    { count: "order_refunds", rows: (rows) => upTo(rows, 20, 2) },
    { count: "events where kind = 60", rows: (rows) => upTo(rows, 4) + upTo(rows, 4, 2) + upTo(rows, 4, 3) },
  ],
};

const chat: KindRows = {
  kind: "chat",
  told: `messages of half a year in ${GROUPS} groups by ${PEOPLE.toLocaleString("en-US")} people, each in ${GROUPS_EACH} of them, in the order they were said and without numbers of their own`,
  head: ["群聊", "发送时间", "发言人编号", "发言人昵称", "内容"],
  cells: (i) => {
    const g = drawn(i, GROUPS);
    const seat = drawn(i * 31 + 7, (PEOPLE * GROUPS_EACH) / GROUPS);
    const person = seat * (GROUPS / GROUPS_EACH) + Math.floor(g / GROUPS_EACH);
    const second = Math.floor((i * CHAT_S) / 1_000_000);
    return [
      groupName(g),
      at(second, Date.UTC(2025, 2, 1)),
      `U${person}`,
      nameOf(person),
      `今天的草莓到了吗？第 ${i} 句，给我留 ${i % 9} 盒`,
    ];
  },
  makes: [
    { count: "messages", rows: (rows) => rows },
    { count: "messages m join events e using (brand_id, id)", rows: (rows) => rows },
  ],
};

const costs: KindRows = {
  kind: "costs",
  told: `costs of two years, of ${GROUPS} groups and 50 campaigns, each with a note`,
  head: ["日期", "类别", "金额", "群名", "活动", "备注"],
  cells: (i) => [
    at((i * 104_729) % YEARS_S).slice(0, 10),
    costKinds[i % costKinds.length] ?? "",
    money(i, 900),
    i % 5 === 0 ? "" : groupName(drawn(i, GROUPS)),
    i % 5 === 0 ? `活动 ${i % 50}` : "",
    `第 ${i} 笔`,
  ],
  makes: [{ count: "costs", rows: (rows) => rows }],
};

export const kindRows: readonly KindRows[] = [members, orders, chat, costs];

export async function writeCsv(path: string, { head, cells }: KindRows, rows: number): Promise<void> {
  function* pieces() {
    yield `${head.join(",")}\n`;
    for (let i = 0; i < rows; i += 1_000) {
      const part = Array.from({ length: Math.min(1_000, rows - i) }, (_, k) => cells(i + k).join(","));
      yield `${part.join("\n")}\n`;
    }
  }
  await pipeline(Readable.from(pieces()), createWriteStream(path));
}
