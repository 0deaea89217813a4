import { both } from "../../lib/language.ts";
import { formFor } from "../../lib/words.ts";
import { defineExport, type Export, type ExportColumn, exportList, wordIn } from "../../server/exports.ts";
import { showBuyers } from "./buyers.actions.ts";
import { type BuyerCohort, buyersEndpoint } from "./buyers.contract.ts";
import { listCosts } from "./costs.actions.ts";
import { type CostRow, listCostsEndpoint } from "./costs.contract.ts";
import { listOrderRows } from "./list.actions.ts";
import { listOrdersEndpoint, type OrderRow } from "./orders.contract.ts";
import { listValueRows, showValues } from "./values.actions.ts";
import { listValuesEndpoint, type ModelFit, showValuesEndpoint, type ValueBand, type ValueRow } from "./values.contract.ts";

const orders: readonly ExportColumn<OrderRow>[] = [
  { key: "paidAt", title: both("支付时间", "Paid at"), kind: "moment", value: (row) => row.paidAt },
  { key: "order", title: both("订单号", "Order no."), seenIn: "title", value: (row) => row.externalId },
  { key: "title", title: both("商品", "Goods"), value: (row) => row.title },
  { key: "member", title: both("买家", "Buyer"), value: (row) => row.member?.name ?? null },
  { key: "group", title: both("归到的群", "Credited to"), value: (row) => row.group?.name ?? null },
  { key: "source", title: both("来源", "Source"), value: (row) => row.source },
  { key: "paid", title: both("实付（元）", "Paid (CNY)"), kind: "fen", value: (row) => row.paidFen },
  { key: "refunded", title: both("已退（元）", "Refunded (CNY)"), kind: "fen", value: (row) => row.refundedFen },
  { key: "net", title: both("净额（元）", "Net (CNY)"), kind: "fen", value: (row) => row.paidFen - row.refundedFen },
];

const kindWord = wordIn({
  pay: both("人工", "Pay"),
  prize: both("奖品", "Prizes"),
  material: both("物料", "Material"),
  venue: both("场地", "Venue"),
  promotion: both("推广", "Promotion"),
  "red-packet": both("红包", "Red packets"),
  tool: both("工具", "Tools"),
  other: both("其他", "Other"),
});

const costs: readonly ExportColumn<CostRow>[] = [
  { key: "day", title: both("日期", "Day"), kind: "day", value: (row) => row.day },
  { key: "place", title: both("花在哪", "For"), value: (row) => row.group?.name ?? row.org?.name ?? null },
  { key: "campaign", title: both("活动", "Campaign"), seenIn: "place", value: (row) => row.campaign },
  { key: "kind", title: both("类别", "Kind"), value: (row, language) => kindWord(row.kind, language) },
  { key: "note", title: both("说明", "Note"), value: (row) => row.note },
  { key: "by", title: both("谁记的", "Entered by"), value: (row) => row.enteredBy },
  { key: "fen", title: both("金额（元）", "Amount (CNY)"), kind: "fen", value: (row) => row.fen },
];

const MONTHS = 24;

const cohorts: readonly ExportColumn<BuyerCohort>[] = [
  { key: "month", title: both("首单月", "First order in"), kind: "day", value: (row) => row.month },
  { key: "buyers", title: both("买家", "Buyers"), kind: "count", value: (row) => row.buyers },
  ...Array.from({ length: MONTHS }, (_, n): ExportColumn<BuyerCohort> => ({
    key: `month-${n}`,
    title: n === 0 ? both("当月", "That month") : both(`${n} 月后`, `After ${n} ${formFor(n, "month|months")}`),
    kind: "count",
    value: (row) => row.bought[n] ?? null,
  })),
];

const values: readonly ExportColumn<ValueRow>[] = [
  { key: "member", title: both("买家", "Buyer"), value: (row) => row.member.name },
  { key: "clv", title: both("买家价值（元）", "Lifetime value (CNY)"), kind: "fen", value: (row) => row.clvFen },
  { key: "purchases", title: both("预计再买（天）", "Expected purchase days"), kind: "decimal", value: (row) => row.purchases },
  { key: "active", title: both("还在买的概率", "Still buying"), kind: "share", value: (row) => row.active },
  { key: "order", title: both("预计每次（元）", "Expected per purchase (CNY)"), kind: "fen", value: (row) => row.orderFen },
  { key: "orders", title: both("已下单", "Orders so far"), kind: "count", value: (row) => row.orders },
  { key: "paid", title: both("已买净额（元）", "Net so far (CNY)"), kind: "fen", value: (row) => row.paidFen },
  { key: "lastDay", title: both("最近购买", "Last bought"), kind: "day", value: (row) => row.lastDay },
];

const bands: readonly ExportColumn<ValueBand>[] = [
  { key: "from", title: both("价值从（元）", "Value from (CNY)"), kind: "fen", value: (row) => row.fromFen },
  { key: "to", title: both("到（元）", "To (CNY)"), kind: "fen", value: (row) => row.toFen },
  { key: "buyers", title: both("买家", "Buyers"), kind: "count", value: (row) => row.buyers },
  { key: "purchases", title: both("预计购买次数", "Purchases expected"), kind: "decimal", value: (row) => row.purchases },
  { key: "clv", title: both("预计价值（元）", "Value (CNY)"), kind: "fen", value: (row) => row.clvFen },
];

const modelNames: Record<ModelFit["name"], string> = {
  "bg-nbd": "BG/NBD",
  "pareto-nbd": "Pareto/NBD",
  "gamma-gamma": "Gamma-Gamma",
};
const models: readonly ExportColumn<ModelFit & { parameter: string; value: number }>[] = [
  { key: "model", title: both("模型", "Model"), value: (row) => modelNames[row.name] },
  { key: "used", title: both("采用", "Used"), value: (row) => row.isUsed },
  { key: "parameter", title: both("参数", "Parameter"), value: (row) => row.parameter },
  { key: "value", title: both("值", "Found"), kind: "decimal", value: (row) => row.value },
  { key: "ln", title: both("对数似然", "Log-likelihood"), kind: "decimal", value: (row) => row.lnLikelihood },
];

export const ordersExports: readonly Export[] = [
  exportList(listOrdersEndpoint, listOrderRows, { name: "orders", title: both("订单", "Orders"), columns: orders }),
  defineExport({
    name: "buyers",
    title: both("买家留存", "Buyers by month"),
    permission: buyersEndpoint.permission,
    rowsOf: buyersEndpoint.path,
    input: buyersEndpoint.input,
    columns: cohorts,
    page: async (ctx, input) => ({ items: (await showBuyers(ctx, input)).cohorts, nextCursor: null }),
  }),
  exportList(listValuesEndpoint, listValueRows, {
    name: "buyer-values",
    title: both("买家价值", "Buyers by lifetime value"),
    columns: values,
  }),
  exportList(showValuesEndpoint, async (ctx) => ({ items: (await showValues(ctx)).fit?.bands ?? [] }), {
    name: "value-bands",
    title: both("买家价值分布", "Buyers by value"),
    columns: bands,
  }),
  exportList(
    showValuesEndpoint,
    async (ctx) => {
      const found = (await showValues(ctx)).fit?.models ?? [];
      return {
        items: found.flatMap((model) => model.parameters.map((one) => ({ ...model, parameter: one.name, value: one.value }))),
      };
    },
    { name: "value-models", title: both("买家价值的模型", "Models of buyers' value"), columns: models },
  ),
  exportList(listCostsEndpoint, listCosts, { name: "costs", title: both("费用", "Costs"), columns: costs }),
];
