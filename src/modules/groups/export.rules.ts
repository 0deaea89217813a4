import type { GroupListItem } from "./group-list.contract.ts";
import { channelNames, commercialTypeNames, positioningNames, stageNames, statusNames } from "./names.contract.ts";

type Row = Omit<GroupListItem, "trend">;

const percent = (ratio: number | null) => (ratio === null ? null : Math.round(ratio * 1000) / 10);

const columns: readonly (readonly [string, (row: Row) => string | number | null])[] = [
  ["编号", (row) => row.code],
  ["群名", (row) => row.name],
  ["组织", (row) => row.orgPath],
  ["状态", (row) => statusNames[row.status]],
  ["定位", (row) => positioningNames[row.positioning]],
  ["商业类型", (row) => commercialTypeNames[row.commercialType]],
  ["渠道", (row) => channelNames[row.channel] ?? row.channel],
  ["群主", (row) => row.owner?.name ?? null],
  ["成员", (row) => row.memberCount],
  ["容量", (row) => row.capacity],
  ["阶段", (row) => (row.stage === null ? null : (stageNames[row.stage - 1] ?? null))],
  ["健康", (row) => row.health],
  ["7 日互动率 %", (row) => percent(row.interaction7d)],
  ["前 7 日互动率 %", (row) => percent(row.interactionPrev7d)],
  ["7 日成交 元", (row) => row.paid7dFen / 100],
  ["模板", (row) => (row.blueprint ? `${row.blueprint.name} v${row.blueprint.version}` : null)],
  ["最近发言 UTC", (row) => row.lastMessageAt],
  ["建群 UTC", (row) => row.createdAt],
];

export const exportHead: readonly string[] = columns.map(([name]) => name);

export function exportRow(row: Row): (string | number | null)[] {
  return columns.map(([, value]) => value(row));
}
