import type { z } from "zod";
import { type Bilingual, both } from "../../lib/language.ts";
import { formFor } from "../../lib/words.ts";
import { defineExport, type Export, type ExportColumn, exportList, wordIn } from "../../server/exports.ts";
import { readBoard } from "./board.actions.ts";
import { type BoardRow, boardEndpoint, cohortsEndpoint, type FunnelPerson, funnelRowsEndpoint } from "./board.contract.ts";
import { readCohorts, readFunnelRows } from "./funnel.actions.ts";
import { readContentUses, readGroupContents } from "./group-contents.actions.ts";
import { type GroupContentRow, groupContentsEndpoint, type GroupContentUse, groupContentUsesEndpoint } from "./group-contents.contract.ts";
import { readHeatRows } from "./heat.actions.ts";
import { heatRowsEndpoint, type SaidMessage } from "./heat.contract.ts";
import { type FigureRow, type MetricKey, metricKeys, rowsEndpoint, trendEndpoint } from "./metrics.contract.ts";
import { readPlatformFigures, readPlatformRows } from "./platform-figures.actions.ts";
import {
  type PlatformFigures,
  platformFiguresEndpoint,
  type PlatformKey,
  platformKeys,
  platformRowsEndpoint,
} from "./platform-figures.contract.ts";
import { readRows } from "./rows.actions.ts";
import { listTalkGroups, showTalkMonths } from "./talk-months.actions.ts";
import { type TalkGroup, talkGroupsEndpoint, talkMonthsEndpoint } from "./talk-months.contract.ts";
import { readTrend } from "./trend.actions.ts";

/** How each metric is called in a file, and what its value is. */
const metrics: Record<MetricKey, { title: Bilingual; kind: "share" | "decimal" | "fen" }> = {
  join: { title: both("进群率", "Join rate"), kind: "share" },
  leave: { title: both("退群率", "Leave rate"), kind: "share" },
  interaction: { title: both("互动率", "Interaction"), kind: "share" },
  messages: { title: both("人均消息", "Messages per member"), kind: "decimal" },
  retention: { title: both("留存率（30 日）", "Retention (30 days)"), kind: "share" },
  conversion: { title: both("转化率", "Conversion"), kind: "share" },
  spend: { title: both("客单价（元）", "Spend per buyer (CNY)"), kind: "fen" },
  roi: { title: both("ROI", "ROI"), kind: "decimal" },
  referral: { title: both("传播系数（30 日）", "Referral (30 days)"), kind: "decimal" },
  arpu: { title: both("ARPU（元）", "ARPU (CNY)"), kind: "fen" },
};
const part = (zh: string, en: string, key: MetricKey): Bilingual =>
  both(`${metrics[key].title["zh-CN"]}${zh}`, `${metrics[key].title.en} ${en}`);

const board: readonly ExportColumn<BoardRow>[] = [
  { key: "group", title: both("群", "Group"), value: (row) => row.group.name },
  { key: "org", title: both("组织", "Org unit"), seenIn: "group", value: (row) => row.group.orgName },
  { key: "stage", title: both("阶段", "Stage"), kind: "count", value: (row) => row.stage },
  { key: "health", title: both("健康分", "Health"), kind: "count", value: (row) => row.health },
  { key: "members", title: both("人数", "Members"), kind: "count", value: (row) => row.group.members },
  ...metricKeys.flatMap((key): ExportColumn<BoardRow>[] => [
    { key, title: metrics[key].title, kind: metrics[key].kind, value: (row) => row.cells[key].value },
    { key: `${key}-of`, title: part("分子", "numerator", key), kind: "decimal", seenIn: null, value: (row) => row.cells[key].numerator },
    {
      key: `${key}-by`,
      title: part("分母", "denominator", key),
      kind: "decimal",
      seenIn: null,
      value: (row) => row.cells[key].denominator,
    },
  ]),
];

const people: readonly ExportColumn<z.infer<typeof FunnelPerson>>[] = [
  { key: "member", title: both("成员", "Member"), value: (row) => row.memberName },
  { key: "group", title: both("群", "Group"), value: (row) => row.groupName },
  { key: "joined", title: both("进群时间", "Joined"), kind: "moment", value: (row) => row.joinedAt },
];

const figure: readonly ExportColumn<FigureRow & { unit: "people" | "count" | "fen" }>[] = [
  { key: "day", title: both("日期", "Day"), kind: "day", value: (row) => row.day },
  { key: "at", title: both("时间", "Time"), kind: "moment", value: (row) => row.at },
  { key: "group", title: both("群", "Group"), value: (row) => row.group?.name ?? null },
  { key: "member", title: both("成员", "Member"), value: (row) => row.member?.name ?? null },
  { key: "note", title: both("说明", "Note"), value: (row) => row.note },
  {
    key: "value",
    title: both("数值（金额为元）", "Value (amounts in CNY)"),
    kind: "decimal",
    value: (row) => (row.unit === "fen" ? row.value / 100 : row.value),
  },
];

const said: readonly ExportColumn<z.infer<typeof SaidMessage>>[] = [
  { key: "at", title: both("时间", "Time"), kind: "moment", value: (row) => row.at },
  { key: "group", title: both("群", "Group"), value: (row) => row.group.name },
  { key: "member", title: both("谁", "Who"), value: (row) => row.member?.name ?? null },
  { key: "text", title: both("内容", "Text"), value: (row) => row.text },
];

const used: readonly ExportColumn<GroupContentRow>[] = [
  { key: "name", title: both("素材", "Content"), value: (row) => row.name },
  { key: "uses", title: both("用过", "Uses"), kind: "count", value: (row) => row.uses },
  { key: "last", title: both("上次", "Last"), kind: "moment", value: (row) => row.lastAt },
  { key: "speakers", title: both("之后说话的人", "Speakers after"), kind: "count", value: (row) => row.speakers },
  { key: "orders", title: both("之后的单", "Orders after"), kind: "count", value: (row) => row.orders },
  { key: "net", title: both("之后的净额（元）", "Net after (CNY)"), kind: "fen", value: (row) => row.netFen },
];

const useWord = wordIn({
  "handed-over": both("交给员工了", "Handed over"),
  sent: both("已发", "Sent"),
  failed: both("没发成", "Failed"),
  "over-cap": both("到上限", "Over cap"),
  expired: both("过时作废", "Expired"),
  unknown: both("不知道", "Unknown"),
});
const uses: readonly ExportColumn<GroupContentUse>[] = [
  { key: "at", title: both("时间", "Time"), kind: "moment", value: (row) => row.at },
  { key: "send", title: both("触达", "Send"), value: (row) => row.sendName },
  { key: "state", title: both("状态", "State"), value: (row, language) => useWord(row.state, language) },
  { key: "speakers", title: both("之后说话的人", "Speakers after"), kind: "count", value: (row) => row.speakers },
  { key: "orders", title: both("之后的单", "Orders after"), kind: "count", value: (row) => row.orders },
  { key: "net", title: both("之后的净额（元）", "Net after (CNY)"), kind: "fen", value: (row) => row.netFen },
];

const platformTitles: Record<PlatformKey, Bilingual> = {
  messages: both("群消息", "Messages"),
  talkingMembers: both("发过言的成员", "Members who talked"),
  newMembers: both("新进群", "Joined"),
  members: both("群成员", "Members"),
};
const platformDays: readonly ExportColumn<PlatformFigures["byDay"][number]>[] = [
  { key: "day", title: both("日期", "Day"), kind: "day", value: (row) => row.day },
  ...platformKeys.map((key): ExportColumn<PlatformFigures["byDay"][number]> => ({
    key,
    title: platformTitles[key],
    kind: "count",
    value: (row) => row.sums[key] ?? null,
  })),
];

const talk: readonly ExportColumn<Pick<TalkGroup, "messages" | "writers">>[] = [
  { key: "messages", title: both("消息", "Messages"), kind: "count", value: (row) => row.messages },
  { key: "writers", title: both("发言的人", "Writers"), kind: "count", value: (row) => row.writers },
];
const months: readonly ExportColumn<{ month: string; messages: number; writers: number }>[] = [
  { key: "month", title: both("月份", "Month"), kind: "day", value: (row) => row.month },
  ...talk,
];
const talkGroups: readonly ExportColumn<TalkGroup>[] = [{ key: "group", title: both("群", "Group"), value: (row) => row.name }, ...talk];

type Point = { day: string; name: string; value: number | null };
type Cohort = { week: string; people: number; kept: (number | null)[] };

export const insightExports: readonly Export[] = [
  exportList(boardEndpoint, readBoard, { name: "board", title: both("群指标", "Group metrics"), columns: board }),
  exportList(funnelRowsEndpoint, readFunnelRows, {
    name: "funnel-people",
    title: both("漏斗里的人", "People of a funnel step"),
    columns: people,
  }),
  exportList(
    rowsEndpoint,
    async (ctx, input) => {
      const { items, nextCursor, unit } = await readRows(ctx, input);
      return { items: items.map((item) => ({ ...item, unit })), nextCursor };
    },
    { name: "figure-rows", title: both("数字的明细", "Rows of a figure"), columns: figure },
  ),
  exportList(heatRowsEndpoint, readHeatRows, { name: "heat-rows", title: both("一个时段的消息", "Messages of an hour"), columns: said }),
  exportList(groupContentsEndpoint, readGroupContents, {
    name: "group-contents",
    title: both("群用过的素材", "Contents of a group"),
    columns: used,
  }),
  exportList(groupContentUsesEndpoint, readContentUses, {
    name: "content-uses",
    title: both("素材在群里的使用", "Uses of a content"),
    columns: uses,
  }),
  exportList(platformFiguresEndpoint, async (ctx, input) => ({ items: (await readPlatformFigures(ctx, input)).byDay }), {
    name: "platform-figures",
    title: both("企业微信的统计", "WeCom's own figures"),
    columns: platformDays,
  }),
  exportList(platformRowsEndpoint, readPlatformRows, {
    name: "platform-rows",
    title: both("企业微信统计的明细", "Rows of WeCom's own figures"),
    columns: ({ key }) => [
      { key: "day", title: both("日期", "Day"), kind: "day", value: (row) => row.day },
      { key: "owner", title: both("群主", "Owner"), value: (row) => row.owner },
      { key: "groups", title: both("群", "Groups"), kind: "count", value: (row) => row.groups },
      { key: "value", title: platformTitles[key], kind: "count", value: (row) => row.value },
    ],
  }),
  defineExport({
    name: "talk-months",
    title: both("每月发言", "Talk by month"),
    permission: talkMonthsEndpoint.permission,
    rowsOf: talkMonthsEndpoint.path,
    input: talkMonthsEndpoint.input,
    columns: months,
    page: async (ctx, input) => ({ items: (await showTalkMonths(ctx, input)).months, nextCursor: null }),
  }),
  exportList(talkGroupsEndpoint, listTalkGroups, { name: "talk-groups", title: both("各群发言", "Talk by group"), columns: talkGroups }),
  defineExport({
    name: "trend",
    title: both("趋势", "Trend"),
    permission: trendEndpoint.permission,
    rowsOf: trendEndpoint.path,
    input: trendEndpoint.input,
    columns: ({ metric }): ExportColumn<Point>[] => [
      { key: "day", title: both("日期", "Day"), kind: "day", value: (row) => row.day },
      { key: "name", title: both("组织", "Org unit"), value: (row) => row.name },
      { key: "value", title: metrics[metric].title, kind: metrics[metric].kind, value: (row) => row.value },
    ],
    page: async (ctx, input) => {
      const { days, lines } = await readTrend(ctx, input);
      const items = days.flatMap((day, n) => lines.map((line) => ({ day, name: line.name, value: line.values[n] ?? null })));
      return { items, nextCursor: null };
    },
  }),
  defineExport({
    name: "cohorts",
    title: both("同期群留存", "Cohort retention"),
    permission: cohortsEndpoint.permission,
    rowsOf: cohortsEndpoint.path,
    input: cohortsEndpoint.input,
    columns: ({ weeks }): ExportColumn<Cohort>[] => [
      { key: "week", title: both("进群周", "Joined in the week of"), kind: "day", value: (row) => row.week },
      { key: "people", title: both("人数", "People"), kind: "count", value: (row) => row.people },
      ...Array.from({ length: weeks }, (_, n): ExportColumn<Cohort> => ({
        key: `week-${n}`,
        title: n === 0 ? both("当周末", "That week's end") : both(`${n} 周后`, `After ${n} ${formFor(n, "week|weeks")}`),
        kind: "count",
        value: (row) => row.kept[n] ?? null,
      })),
    ],
    page: async (ctx, input) => ({ items: (await readCohorts(ctx, input)).weeks, nextCursor: null }),
  }),
];
