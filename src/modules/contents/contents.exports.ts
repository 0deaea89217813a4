import { clockOf } from "../../lib/clock.ts";
import { both } from "../../lib/language.ts";
import { type Export, type ExportColumn, exportList, wordIn } from "../../server/exports.ts";
import { showColumnWeek } from "./columns.actions.ts";
import { type ColumnCell, columnWeekEndpoint, type ContentColumn } from "./columns.contract.ts";
import { type ContentRow, listContentsEndpoint } from "./contents.contract.ts";
import { listContents } from "./library.actions.ts";

const directionWord = wordIn({ engage: both("促活", "Engage"), convert: both("转化", "Convert"), brand: both("品牌", "Brand") });
const formatWord = wordIn({ text: both("文字", "Text"), image: both("图文", "Pictures"), link: both("链接", "Link") });
const stateWord = wordIn({
  draft: both("草稿", "Draft"),
  pending: both("待审核", "In review"),
  approved: both("可用", "Approved"),
  retired: both("已下架", "Retired"),
});

const contents: readonly ExportColumn<ContentRow>[] = [
  { key: "name", title: both("素材", "Content"), value: (row) => row.name },
  { key: "summary", title: both("内容", "Text"), seenIn: "name", value: (row) => row.summary },
  { key: "direction", title: both("方向", "Direction"), value: (row, language) => directionWord(row.direction, language) },
  { key: "format", title: both("形式", "Format"), seenIn: "direction", value: (row, language) => formatWord(row.format, language) },
  { key: "state", title: both("状态", "State"), value: (row, language) => stateWord(row.state, language) },
  { key: "version", title: both("版本", "Version"), kind: "count", value: (row) => row.latestVersion },
  { key: "folder", title: both("文件夹", "Folder"), value: (row) => row.folderName },
  { key: "uses", title: both("用过", "Uses"), kind: "count", value: (row) => row.uses },
  { key: "used", title: both("上次用", "Last used"), kind: "moment", value: (row) => row.lastUsedAt },
  { key: "updated", title: both("改于", "Updated"), kind: "moment", value: (row) => row.updatedAt },
  { key: "expires", title: both("到期", "Expires"), kind: "day", seenIn: "state", value: (row) => row.expiresOn },
  { key: "author", title: both("作者", "Author"), seenIn: "updated", value: (row) => row.authorName },
];

interface Slot {
  column: ContentColumn;
  cell: ColumnCell;
}

const slots: readonly ExportColumn<Slot>[] = [
  { key: "column", title: both("栏目", "Column"), value: ({ column }) => column.name },
  { key: "direction", title: both("方向", "Direction"), value: ({ column }, language) => directionWord(column.direction, language) },
  { key: "purpose", title: both("为了什么", "What for"), value: ({ column }) => column.purpose },
  { key: "day", title: both("日期", "Day"), kind: "day", value: ({ cell }) => cell.day },
  { key: "time", title: both("几点", "Time"), value: ({ cell }) => clockOf(cell.minute) },
  { key: "content", title: both("素材", "Content"), value: ({ cell }) => cell.content?.name ?? null },
  { key: "state", title: both("状态", "State"), value: ({ cell }, language) => stateWord(cell.content?.state, language) },
  { key: "usable", title: both("能发", "Can be sent"), value: ({ cell }) => cell.content?.isUsable ?? null },
  { key: "clash", title: both("撞时间的栏目", "Clashes with"), value: ({ cell }) => cell.clashesWith },
];

export const contentsExports: readonly Export[] = [
  exportList(listContentsEndpoint, listContents, { name: "contents", title: both("素材", "Contents"), columns: contents }),
  exportList(
    columnWeekEndpoint,
    async (ctx, input) => {
      const { columns } = await showColumnWeek(ctx, input);
      return { items: columns.flatMap((column) => column.cells.map((cell) => ({ column, cell }))) };
    },
    { name: "content-columns", title: both("栏目排期", "Columns of a week"), columns: slots },
  ),
];
