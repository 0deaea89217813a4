import { isPlain } from "../../lib/plain-text.ts";
import { readAmount, readDay, readMoment } from "./cells.rules.ts";
import type { CostKind, NewCost } from "./costs.contract.ts";
import type { BadRow, ImportKind, RowProblem } from "./import.contract.ts";
import type { NewOrder, NewRefund } from "./orders.contract.ts";

export type Column =
  | "orderId"
  | "paidAt"
  | "paid"
  | "title"
  | "buyerId"
  | "buyerName"
  | "phone"
  | "groupCode"
  | "source"
  | "refundId"
  | "refundedAt"
  | "refunded"
  | "day"
  | "kind"
  | "cost"
  | "campaign"
  | "note";

/** The names a column may have; the first is the one we ask for. */
const columnNames: readonly (readonly [Column, readonly [string, ...string[]]])[] = [
  ["orderId", ["订单号", "订单编号", "order", "order_id", "external_id"]],
  ["paidAt", ["支付时间", "付款时间", "paid_at"]],
  ["paid", ["实付金额", "实付", "支付金额", "paid", "amount"]],
  ["title", ["商品", "商品名称", "title"]],
  ["buyerId", ["会员号", "买家账号", "buyer", "buyer_id"]],
  ["buyerName", ["昵称", "买家昵称", "nickname"]],
  ["phone", ["手机号", "手机", "phone"]],
  ["groupCode", ["群编号", "group", "group_code"]],
  ["source", ["来源", "店铺", "source"]],
  ["refundId", ["退款单号", "退款编号", "refund", "refund_id"]],
  ["refundedAt", ["退款时间", "refunded_at"]],
  ["refunded", ["退款金额", "refunded"]],
  ["day", ["日期", "day", "date"]],
  ["kind", ["类别", "费用类别", "kind"]],
  ["cost", ["金额", "费用", "cost"]],
  ["campaign", ["活动", "campaign"]],
  ["note", ["备注", "说明", "note"]],
];

export const neededColumns: Record<ImportKind, readonly Column[]> = {
  orders: ["orderId", "paidAt", "paid"],
  refunds: ["orderId", "refundId", "refundedAt", "refunded"],
  costs: ["day", "kind", "cost"],
};

const titles = new Map(columnNames.map(([column, [title]]) => [column, title]));
/** The name to ask for. */
const titleOf = (column: Column): string => titles.get(column) ?? column;

const columnByName = new Map(columnNames.flatMap(([column, names]) => names.map((name) => [name, column] as const)));

/** What each cell of a row means by the header above it, and which needed columns are missing. */
export function readHeader(kind: ImportKind, header: readonly string[]): { columns: (Column | null)[]; missing: string[] } {
  const read = header.map((name) => columnByName.get(name.trim().toLowerCase()) ?? null);
  return { columns: read, missing: neededColumns[kind].filter((column) => !read.includes(column)).map(titleOf) };
}

export interface RowAsk {
  /** Stands for the shop where the file has no such column. */
  source: string;
  zone: string;
}

export type Row<T> = { verdict: "row"; value: T } | { verdict: "bad"; field: string | null; problem: RowProblem };

export type Cells = Partial<Record<Column, string>>;

const bad = (column: Column, problem: RowProblem): Row<never> => ({ verdict: "bad", field: titleOf(column), problem });

/** A first look at the cells: what is needed is there, and all of it can be kept. */
function checkCells(kind: ImportKind, cells: Cells): Row<never> | undefined {
  for (const column of neededColumns[kind]) if (!cells[column]) return bad(column, "empty");
  for (const [column] of columnNames) {
    const text = cells[column];
    if (text && (!isPlain(text) || text.length > 200)) return bad(column, "text-unfit");
  }
  return undefined;
}

function buyerOf(cells: Cells, source: string): NewOrder["buyer"] {
  const phone = cells.phone?.replace(/\D/g, "");
  const externalId = cells.buyerId || phone;
  if (!externalId) return undefined;
  const kind = cells.buyerId ? `shop:${source}`.slice(0, 40) : "phone";
  return {
    kind,
    scope: "",
    externalId,
    ...(cells.buyerName ? { nickname: cells.buyerName.slice(0, 60) } : {}),
    ...(phone ? { phone: phone.slice(0, 30) } : {}),
  };
}

const cell = (cells: Cells, column: Column): string => cells[column] ?? "";

export function readOrderRow(cells: Cells, ask: RowAsk): Row<NewOrder> {
  const fault = checkCells("orders", cells);
  if (fault) return fault;
  const paidAtMs = readMoment(cell(cells, "paidAt"), ask.zone);
  if (paidAtMs === null) return bad("paidAt", "not-a-moment");
  const paidFen = readAmount(cell(cells, "paid"));
  if (paidFen === null) return bad("paid", "not-an-amount");
  const source = cell(cells, "source") || ask.source;
  const buyer = buyerOf(cells, source);
  return {
    verdict: "row",
    value: {
      source: source.slice(0, 80),
      externalId: cell(cells, "orderId").slice(0, 120),
      ...(buyer ? { buyer } : {}),
      ...(cells.groupCode ? { groupCode: cells.groupCode } : {}),
      title: cell(cells, "title"),
      paidAt: new Date(paidAtMs),
      paidFen,
      lines: [],
    },
  };
}

export function readRefundRow(cells: Cells, ask: RowAsk): Row<NewRefund> {
  const fault = checkCells("refunds", cells);
  if (fault) return fault;
  const refundedAtMs = readMoment(cell(cells, "refundedAt"), ask.zone);
  if (refundedAtMs === null) return bad("refundedAt", "not-a-moment");
  const fen = readAmount(cell(cells, "refunded"));
  if (!fen) return bad("refunded", "not-an-amount");
  const source = (cell(cells, "source") || ask.source).slice(0, 80);
  return {
    verdict: "row",
    value: {
      source,
      orderExternalId: cell(cells, "orderId"),
      externalId: cell(cells, "refundId"),
      refundedAt: new Date(refundedAtMs),
      fen,
    },
  };
}

const kindByName = new Map<string, CostKind>([
  ["薪酬", "pay"],
  ["奖品", "prize"],
  ["物料", "material"],
  ["场地", "venue"],
  ["推广", "promotion"],
  ["红包", "red-packet"],
  ["工具", "tool"],
  ["其他", "other"],
]);
export type CostRowRead = Omit<NewCost, "groupId"> & { groupCode?: string };

export function readCostRow(cells: Cells): Row<CostRowRead> {
  const fault = checkCells("costs", cells);
  if (fault) return fault;
  const day = readDay(cell(cells, "day"));
  if (day === null) return bad("day", "not-a-day");
  const kind = kindByName.get(cell(cells, "kind"));
  if (!kind) return bad("kind", "not-a-kind");
  const fen = readAmount(cell(cells, "cost"));
  if (!fen) return bad("cost", "not-an-amount");
  const place = placeOfCost(cells);
  return place ? { verdict: "row", value: { day, kind, fen, note: cell(cells, "note"), ...place } } : bad("groupCode", "empty");
}

/** What the money was spent for: a group, a campaign, or one within the other. */
function placeOfCost({ groupCode, campaign }: Cells): { groupCode?: string; campaign?: string } | undefined {
  if (!groupCode && !campaign) return undefined;
  return { ...(groupCode ? { groupCode } : {}), ...(campaign ? { campaign: campaign.slice(0, 60) } : {}) };
}

/** Of the bad rows this many are told. */
export const BAD_ROWS_TOLD = 1_000;

export function badRow(line: number, field: string | null, problem: BadRow["problem"], cells: readonly string[]): BadRow {
  return { line, field, problem, sample: cells.join(",").toWellFormed().slice(0, 120) };
}
