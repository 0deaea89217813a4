import type { GroupListItem } from "./group-list.contract.ts";
import type { Language } from "../../lib/language.ts";
import { type GroupNames, groupNames } from "./names.contract.ts";

type Row = Omit<GroupListItem, "trend">;

const percent = (ratio: number | null) => (ratio === null ? null : Math.round(ratio * 1000) / 10);

const stages = ["1", "2", "3", "4", "5"] as const;
const stageName = (names: GroupNames, stage: number | null) => {
  const known = stages.find((each) => each === String(stage));
  return known ? names.stage[known] : null;
};
const channelName = (names: GroupNames, channel: string) => new Map(Object.entries(names.channel)).get(channel) ?? channel;

export const exportName: Record<Language, string> = { "zh-CN": "社群", en: "groups" };

interface ExportColumn {
  head: Record<Language, string>;
  value: (row: Row, names: GroupNames) => string | number | null;
}

const columns: readonly ExportColumn[] = [
  { head: { "zh-CN": "编号", en: "Code" }, value: (row) => row.code },
  { head: { "zh-CN": "群名", en: "Group" }, value: (row) => row.name },
  { head: { "zh-CN": "组织", en: "Org unit" }, value: (row) => row.orgPath },
  { head: { "zh-CN": "状态", en: "Status" }, value: (row, names) => names.status[row.status] },
  { head: { "zh-CN": "定位", en: "Positioning" }, value: (row, names) => names.positioning[row.positioning] },
  { head: { "zh-CN": "商业类型", en: "Commercial type" }, value: (row, names) => names.commercialType[row.commercialType] },
  { head: { "zh-CN": "渠道", en: "Channel" }, value: (row, names) => channelName(names, row.channel) },
  { head: { "zh-CN": "群主", en: "Owner" }, value: (row) => row.owner?.name ?? null },
  { head: { "zh-CN": "成员", en: "Members" }, value: (row) => row.memberCount },
  { head: { "zh-CN": "容量", en: "Capacity" }, value: (row) => row.capacity },
  { head: { "zh-CN": "阶段", en: "Stage" }, value: (row, names) => stageName(names, row.stage) },
  { head: { "zh-CN": "健康", en: "Health" }, value: (row) => row.health },
  { head: { "zh-CN": "7 日互动率 %", en: "7-day interaction %" }, value: (row) => percent(row.interaction7d) },
  { head: { "zh-CN": "前 7 日互动率 %", en: "Previous 7-day interaction %" }, value: (row) => percent(row.interactionPrev7d) },
  { head: { "zh-CN": "7 日成交 元", en: "7-day sales CNY" }, value: (row) => row.paid7dFen / 100 },
  {
    head: { "zh-CN": "模板", en: "Blueprint" },
    value: (row) => (row.blueprint ? `${row.blueprint.name} v${row.blueprint.version}` : null),
  },
  { head: { "zh-CN": "最近发言 UTC", en: "Last message UTC" }, value: (row) => row.lastMessageAt },
  { head: { "zh-CN": "建群 UTC", en: "Created UTC" }, value: (row) => row.createdAt },
];

export const exportHead = (language: Language): readonly string[] => columns.map(({ head }) => head[language]);

export function exportRow(row: Row, language: Language): (string | number | null)[] {
  return columns.map(({ value }) => value(row, groupNames[language]));
}
