import { both } from "../../lib/language.ts";
import { type Export, type ExportColumn, exportList, wordIn } from "../../server/exports.ts";
import { listImports } from "./imports.actions.ts";
import { type ImportRow, listImportsEndpoint } from "./imports.contract.ts";

const kindWord = wordIn({
  orders: both("订单", "Orders"),
  refunds: both("退款", "Refunds"),
  members: both("会员", "Members"),
  chat: both("聊天记录", "Chat log"),
  costs: both("费用", "Costs"),
});
const stateWord = wordIn({
  draft: both("待对列", "Match columns"),
  checking: both("检查中", "Checking"),
  checked: both("待导入", "Ready"),
  waiting: both("排队中", "In line"),
  running: both("导入中", "Importing"),
  done: both("完成", "Done"),
  failed: both("没做完", "Not finished"),
  cancelled: both("已停下", "Stopped"),
});

const imports: readonly ExportColumn<ImportRow>[] = [
  { key: "file", title: both("文件", "File"), value: (row) => row.fileName },
  { key: "kind", title: both("导入什么", "Kind"), seenIn: "file", value: (row, language) => kindWord(row.kind, language) },
  { key: "size", title: both("字节", "Bytes"), kind: "count", seenIn: "file", value: (row) => row.sizeBytes },
  { key: "state", title: both("状态", "State"), value: (row, language) => stateWord(row.state, language) },
  { key: "rows", title: both("行数", "Rows"), kind: "count", value: (row) => row.counts.read },
  { key: "new", title: both("新增", "New"), kind: "count", seenIn: "taken", value: (row) => row.counts.new },
  { key: "changed", title: both("更改", "Changed"), kind: "count", seenIn: "taken", value: (row) => row.counts.changed },
  { key: "same", title: both("没变", "The same"), kind: "count", seenIn: "taken", value: (row) => row.counts.same },
  { key: "bad", title: both("没导入", "Not taken"), kind: "count", value: (row) => row.counts.bad },
  { key: "by", title: both("谁导的", "By"), value: (row) => row.by },
  { key: "at", title: both("时间", "When"), kind: "moment", value: (row) => row.createdAt },
  { key: "ended", title: both("结束", "Ended"), kind: "moment", seenIn: null, value: (row) => row.endedAt },
];

export const importsExports: readonly Export[] = [
  exportList(listImportsEndpoint, listImports, { name: "imports", title: both("导入记录", "Imports"), columns: imports }),
];
