import { both } from "../../lib/language.ts";
import { type Export, type ExportColumn, exportList, wordIn } from "../../server/exports.ts";
import { listTasks } from "./tasks.actions.ts";
import { listTasksEndpoint, type Task } from "./tasks.contract.ts";

const kindWord = wordIn({
  send: both("发送", "Send"),
  reply: both("回复", "Reply"),
  review: both("审核", "Review"),
  duty: both("值班", "Duty"),
  check: both("核对", "Check"),
  other: both("其他", "Other"),
});
const stateWord = wordIn({
  open: both("待办", "Open"),
  done: both("已完成", "Done"),
  skipped: both("已跳过", "Skipped"),
  expired: both("已作废", "Expired"),
  cancelled: both("已取消", "Cancelled"),
});

const tasks: readonly ExportColumn<Task>[] = [
  { key: "title", title: both("任务", "Task"), value: (row) => row.title },
  { key: "kind", title: both("类别", "Kind"), value: (row, language) => kindWord(row.kind, language) },
  { key: "assignee", title: both("谁做", "Assignee"), value: (row) => row.assigneeName },
  { key: "group", title: both("群", "Group"), value: (row) => row.groupName },
  { key: "people", title: both("人数", "People"), kind: "count", value: (row) => row.people },
  { key: "due", title: both("该在", "Due"), kind: "moment", value: (row) => row.dueAt },
  { key: "state", title: both("状态", "State"), value: (row, language) => stateWord(row.state, language) },
  { key: "ended", title: both("结束于", "Ended"), kind: "moment", value: (row) => row.endedAt },
  { key: "outcome", title: both("结果", "Outcome"), value: (row) => row.outcome },
  { key: "note", title: both("说明", "Note"), value: (row) => row.note },
];

export const tasksExports: readonly Export[] = [
  exportList(listTasksEndpoint, listTasks, { name: "tasks", title: both("任务", "Tasks"), columns: tasks }),
];
