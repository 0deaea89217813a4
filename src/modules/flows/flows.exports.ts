import { both } from "../../lib/language.ts";
import { defineExport, type Export, type ExportColumn, exportList, wordIn } from "../../server/exports.ts";
import { type FlowRow, flowStatsEndpoint, listFlowsEndpoint, type StepStats } from "./flows.contract.ts";
import { listFlows, showFlow, showStats } from "./read.actions.ts";

const stateWord = wordIn({
  draft: both("草稿", "Draft"),
  running: both("运行中", "Running"),
  paused: both("已暂停", "Paused"),
  stopped: both("已停止", "Stopped"),
});

const flows: readonly ExportColumn<FlowRow>[] = [
  { key: "name", title: both("SOP", "SOP"), value: (row) => row.name },
  { key: "state", title: both("状态", "State"), value: (row, language) => stateWord(row.state, language) },
  { key: "audience", title: both("给哪些群", "For"), value: (row) => row.audienceName },
  { key: "groups", title: both("群", "Groups"), kind: "count", value: (row) => row.groups },
  { key: "steps", title: both("步骤", "Steps"), kind: "count", seenIn: "week", value: (row) => row.steps },
  { key: "week", title: both("每周次数", "Times a week"), kind: "count", value: (row) => row.perWeek },
  { key: "next", title: both("下一步", "Next"), kind: "moment", value: (row) => row.nextDueAt },
  { key: "updated", title: both("改于", "Updated"), kind: "moment", value: (row) => row.updatedAt },
  { key: "version", title: both("版本", "Version"), kind: "count", seenIn: "state", value: (row) => row.version },
];

const steps: readonly ExportColumn<StepStats & { name: string }>[] = [
  { key: "step", title: both("步骤", "Step"), value: (row) => row.name },
  { key: "made", title: both("执行天数", "Days carried out"), kind: "count", value: (row) => row.made },
  { key: "groups", title: both("群次", "Groups"), kind: "count", value: (row) => row.groups },
  { key: "sent", title: both("已发", "Sent"), kind: "count", value: (row) => row.sent },
  { key: "open", title: both("还没发", "Open"), kind: "count", value: (row) => row.open },
  { key: "failed", title: both("没发成", "Failed"), kind: "count", value: (row) => row.failed },
  { key: "expired", title: both("过时作废", "Expired"), kind: "count", value: (row) => row.expired },
  { key: "empty", title: both("没内容", "Nothing to send"), kind: "count", value: (row) => row.empty },
  { key: "skipped", title: both("跳过", "Skipped"), kind: "count", seenIn: "empty", value: (row) => row.skipped },
  { key: "last", title: both("上次", "Last"), kind: "day", value: (row) => row.lastDay },
];

export const flowsExports: readonly Export[] = [
  exportList(listFlowsEndpoint, listFlows, { name: "flows", title: both("SOP", "SOPs"), columns: flows }),
  defineExport({
    name: "flow-steps",
    title: both("SOP 执行效果", "SOP results"),
    permission: flowStatsEndpoint.permission,
    rowsOf: flowStatsEndpoint.path,
    input: flowStatsEndpoint.input,
    columns: steps,
    page: async (ctx, input) => {
      const { draft, published } = await showFlow(ctx, input);
      const names = new Map([...draft.steps, ...(published?.spec.steps ?? [])].map((step) => [step.id, step.name]));
      const { items } = await showStats(ctx, input);
      return { items: items.map((item) => ({ ...item, name: names.get(item.stepId) ?? item.stepId })), nextCursor: null };
    },
  }),
];
