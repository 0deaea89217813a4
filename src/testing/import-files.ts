import type { ImportKind } from "../modules/imports/fields.contract.ts";

/** A group that is there before any file, and one more for who sits. */
export const OPEN_GROUPS = ["共用群", "福利群"] as const;

/** One file of a kind: equal rows, rows told twice and rows that are not taken among good ones. */
export interface KindFile {
  kind: ImportKind;
  head: string;
  /** A row; `tail` tells two files of a kind apart. */
  row: (i: number, tail: string) => string;
}

const two = (n: number) => String(n).padStart(2, "0");
/** A moment of half a year, in no order. */
const moment = (i: number) => {
  const minute = (i * 7_919) % 259_000;
  return `2026-0${1 + (Math.floor(minute / 1_440) % 6)}-${two(1 + (Math.floor(minute / 8_640) % 28))} ${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
};

/** Every hundredth row is one of these, in turn. */
function badOf(i: number, rows: readonly string[]): string | undefined {
  return i % 100 === 50 ? rows[Math.floor(i / 100) % rows.length] : undefined;
}

const members: KindFile = {
  kind: "members",
  head: "会员编号,昵称,手机号,城市,标签,所在群,入群时间,首次接触,接受活动消息",
  row: (i, tail) => {
    const bad = badOf(i, [
      `${tail}x${i},街坊,,,,没有的群,,,`,
      ",,,云溪,,,,,",
      `${tail}x${i},街坊,1.38E+10,,,,,,`,
      `${tail}x${i},街坊,,,,,,,也许`,
    ]);
    if (bad) return bad;
    // Every ninth row tells of somebody once more, in another town and with another tag.
    const person = i % 9 === 8 ? i - ((i * 31) % i) : i;
    const phone = `13${tail === "left" ? 1 : 2}${String(10_000_000 + person)}`;
    const told = [
      i % 9 === 8 ? "临江" : "云溪",
      `标签 ${i % 7}、标签 ${7 + (i % 3)}`,
      OPEN_GROUPS[i % 4] ?? "",
      i % 8 === 0 ? moment(i) : "",
    ];
    return [person % 5 === 4 ? "" : `${tail}${person}`, `街坊${person}`, phone, ...told, moment(person), ["是", "否", ""][i % 3]].join(",");
  },
};

const orders: KindFile = {
  kind: "orders",
  head: "订单号,支付时间,实付金额,商品,数量,买家编号,所在群,退款金额,退款时间",
  row: (i, tail) => {
    const bad = badOf(i, [
      `${tail}x${i},昨天,5,草莓,1,,,,`,
      `${tail}x${i},2026-01-02,5,草莓,1,,,6,2026-01-03`,
      `${tail}x${i},2026-01-02,5,草莓,1,,没有的群,,`,
      // Rows of one order that stand apart and differ.
      `${tail}torn,2026-01-02,${i},草莓,1,,,,`,
    ]);
    if (bad) return bad;
    if (i % 10 === 3) return `,2026-01-02,5,草莓,1,,,,`;
    // Two rows to one order, then two orders of a row each.
    const order = i % 4 === 1 ? i - 1 : i;
    const refund = i % 7 === 2 ? `1.25,${moment(order)}` : ",";
    const buyer = order % 40 === 0 ? "" : `${tail}${order % 500}`;
    return `${tail}${order},${moment(order)},${(i % 400) + 2}.25,水果 ${i % 30},${(i % 3) + 1},${buyer},${OPEN_GROUPS[order % 5] ?? ""},${refund}`;
  },
};

const chat: KindFile = {
  kind: "chat",
  head: "群聊,发送时间,发言人编号,发言人昵称,内容,消息编号",
  row: (i, tail) => {
    const bad = badOf(i, [`共用群,昨天,U1,街坊,早,`, `共用群,2027-05-01 10:00,U1,街坊,早,`, `,2026-01-02 10:00,U1,街坊,早,`]);
    if (bad) return bad;
    if (i % 10 === 3) return "共用群,2026-02-03 09:00,U3,街坊3,好,";
    const said = i % 20 === 7 ? i - 3 : i;
    const room = ["共用群", `${tail} 一`, `${tail} 二`][said % 3];
    return `${room},${moment(said)},U${(said * 13) % 300},街坊${(said * 13) % 300},第 ${said} 句,${said % 2 === 0 ? `m${said}` : ""}`;
  },
};

const costs: KindFile = {
  kind: "costs",
  head: "日期,类别,金额,群名,活动,备注",
  row: (i, tail) => {
    const bad = badOf(i, [`2026-01-02,别的,5,共用群,,${tail}`, `2026-01-02,奖品,5,没有的群,,${tail}`, `2027-05-01,奖品,5,共用群,,${tail}`]);
    if (bad) return bad;
    if (i % 10 === 3) return `2026-01-02,奖品,5,共用群,,${tail}`;
    return `${moment(i).slice(0, 10)},${["薪酬", "奖品", "推广"][i % 3]},${i}.25,${OPEN_GROUPS[i % 3] ?? ""},活动 ${i % 5},${tail} ${i}`;
  },
};

export const kindFiles: readonly KindFile[] = [members, orders, chat, costs];

export const textOf = ({ head, row }: KindFile, rows: number, tail: string): string =>
  [head, ...Array.from({ length: rows }, (_, i) => row(i, tail))].join("\n");
