import { both } from "../../lib/language.ts";
import { type Export, type ExportColumn, exportList, wordIn } from "../../server/exports.ts";
import { listExports } from "./exports.actions.ts";
import { type ExportRow, listExportsEndpoint } from "./exports.contract.ts";

const formatWord = wordIn({ xlsx: both("Excel", "Excel"), csv: both("CSV", "CSV") });
const stateWord = wordIn({
  waiting: both("排队", "Waiting"),
  running: both("正在写", "Writing"),
  done: both("可下载", "Ready"),
  failed: both("没做成", "Failed"),
  cancelled: both("已取消", "Cancelled"),
  removed: both("已过期", "Expired"),
});

const records: readonly ExportColumn<ExportRow>[] = [
  { key: "name", title: both("导出了什么", "What"), value: (row) => row.title },
  { key: "file", title: both("文件", "File"), seenIn: "name", value: (row) => row.name },
  { key: "format", title: both("格式", "Format"), value: (row, language) => formatWord(row.format, language) },
  { key: "state", title: both("状态", "State"), value: (row, language) => stateWord(row.state, language) },
  { key: "rows", title: both("行数", "Rows"), kind: "count", value: (row) => row.rows },
  { key: "size", title: both("字节", "Bytes"), kind: "count", value: (row) => row.sizeBytes },
  { key: "who", title: both("谁", "Who"), value: (row) => row.askerName },
  { key: "at", title: both("时间", "When"), kind: "moment", value: (row) => row.createdAt },
  { key: "ended", title: both("结束", "Ended"), kind: "moment", seenIn: null, value: (row) => row.endedAt },
  { key: "goes", title: both("留到", "Kept until"), kind: "moment", value: (row) => row.goesAt },
];

/** What was taken along of these lists. */
export const exportsExports = (lists: readonly Export[]): readonly Export[] => [
  exportList(listExportsEndpoint, (ctx, ask) => listExports(ctx, ask, lists), {
    name: "exports",
    title: both("导出记录", "Exports"),
    alsoNeeds: ({ whose }) => (whose === "all" ? ["brands.audit"] : []),
    columns: records,
  }),
];
