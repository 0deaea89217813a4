import { type Bilingual, both, type Language, listJoint } from "../../lib/language.ts";
import { type Export, type ExportColumn, exportList, wordIn } from "../../server/exports.ts";
import { showFigures } from "./figures.actions.ts";
import { type FigureDay, type FigureOwner, showFiguresEndpoint } from "./figures.contract.ts";
import { listWecomStaff } from "./staff-list.actions.ts";
import { listWecomStaffEndpoint, type WecomStaff } from "./staff.contract.ts";
import { problemOf } from "./staff.rules.ts";
import { listCorpDifferences, showCorp } from "./state.actions.ts";
import { type Difference, listDifferencesEndpoint, showCorpEndpoint, type SyncCounts, type SyncRun } from "./sync.contract.ts";

const stateWord = wordIn({
  active: both("在职", "Active"),
  disabled: both("已停用", "Disabled"),
  inactive: both("没激活", "Not activated"),
  left: both("已离职", "Left"),
});
const problemWord = wordIn({
  unlicensed: both("没有互通许可", "No licence"),
  range: both("不在应用可见范围", "Out of the app's range"),
  other: both("别的原因", "Another reason"),
});

const staff: readonly ExportColumn<WecomStaff>[] = [
  { key: "name", title: both("企业微信员工", "WeCom staff"), value: (row) => row.name },
  { key: "user", title: both("账号", "Account"), seenIn: "name", value: (row) => row.userId },
  { key: "position", title: both("职务", "Position"), seenIn: "name", value: (row) => row.position },
  { key: "state", title: both("状态", "State"), value: (row, language) => stateWord(row.state, language) },
  { key: "customers", title: both("客户", "Customers"), kind: "count", value: (row) => row.customers },
  { key: "groups", title: both("客户群", "Customer groups"), kind: "count", value: (row) => row.groups },
  { key: "colleague", title: both("这里的同事", "Colleague here"), value: (row) => row.staffName },
  {
    key: "problem",
    title: both("客户读不到，因为", "Why customers cannot be read"),
    seenIn: "name",
    value: (row, language) => (row.problem === null ? null : problemWord(problemOf(row.problem), language)),
  },
  { key: "code", title: both("错误码", "Error code"), kind: "count", seenIn: "name", value: (row) => row.problem },
];

const kindWord = wordIn({
  staff: both("员工", "Staff"),
  customer: both("客户", "Customer"),
  tag: both("标签", "Tag"),
  group: both("客户群", "Customer group"),
  code: both("活码", "Code"),
});
/** What differs in both; else one side has it and the other has not. */
const partWord = wordIn({
  name: both("群名", "Name"),
  owner: both("群主", "Owner"),
  joined: both("多了（人）", "More people"),
  left: both("少了（人）", "Fewer people"),
  notice: both("公告", "Notice"),
  relation: both("好友", "Contact"),
  tag: both("标签", "Tag"),
  group: both("群", "Group"),
  code: both("活码", "Code"),
});
const sidesOf = (side: "ours" | "theirs") => (row: Difference, language: Language) =>
  Object.entries(row.what)
    .map(([part, sides]) => `${partWord(part, language)}: ${sides[side]}`)
    .join(listJoint[language]);

const differences: readonly ExportColumn<Difference>[] = [
  { key: "found", title: both("发现", "Found"), kind: "moment", value: (row) => row.foundAt },
  { key: "kind", title: both("类别", "Kind"), value: (row, language) => kindWord(row.kind, language) },
  { key: "thing", title: both("哪一个", "Which"), value: (row) => row.name || row.key },
  { key: "ours", title: both("我们这里", "Here"), seenIn: "diff", value: sidesOf("ours") },
  { key: "theirs", title: both("企业微信", "At WeCom"), seenIn: "diff", value: sidesOf("theirs") },
  { key: "since", title: both("上次一致", "Last the same"), kind: "moment", value: (row) => row.since },
  { key: "mended", title: both("改好于", "Mended"), kind: "moment", value: (row) => row.mendedAt },
];

const modeWord = wordIn({ full: both("同步", "Sync"), reconcile: both("夜间核对", "Nightly check") });
const runWord = wordIn({
  waiting: both("排队中", "In line"),
  running: both("进行中", "Running"),
  done: both("完成", "Done"),
  failed: both("没做完", "Not finished"),
  cancelled: both("已停", "Stopped"),
});
const counted = (key: keyof SyncCounts, zh: string, en: string): ExportColumn<SyncRun> => ({
  key,
  title: both(zh, en),
  kind: "count",
  seenIn: "result",
  value: (row) => row.counts?.[key] ?? null,
});

const runs: readonly ExportColumn<SyncRun>[] = [
  { key: "at", title: both("时间", "Time"), kind: "moment", value: (row) => row.createdAt },
  { key: "mode", title: both("方式", "Mode"), value: (row, language) => modeWord(row.mode, language) },
  { key: "state", title: both("状态", "State"), value: (row, language) => runWord(row.state, language) },
  counted("staff", "读了员工", "Staff read"),
  counted("customers", "读了好友关系", "Contacts read"),
  counted("groups", "读了群", "Groups read"),
  counted("changed", "变了", "Changed"),
  counted("differences", "不一样", "Differed"),
  counted("problems", "读不到的员工", "Staff that cannot be read"),
  { key: "failure", title: both("错误代码", "Error code"), seenIn: "result", value: (row) => row.failure?.code ?? null },
  { key: "started", title: both("开始", "Begun"), kind: "moment", seenIn: "took", value: (row) => row.startedAt },
  { key: "ended", title: both("结束", "Ended"), kind: "moment", seenIn: "took", value: (row) => row.endedAt },
  { key: "by", title: both("谁", "By"), value: (row) => row.askerName },
];

const figureTitles = {
  groups: both("客户群", "Groups"),
  members: both("群成员", "Members"),
  newMembers: both("新进群", "Joined"),
  talkingGroups: both("有消息的群", "Talking groups"),
  talkingMembers: both("发过言的成员", "Talking members"),
  messages: both("群消息", "Group messages"),
  talks: both("单聊客户", "One-to-one talks"),
  sent: both("员工发的消息", "Sent by staff"),
  added: both("新增客户", "Customers added"),
  applied: both("发起申请", "Requests sent"),
  dropped: both("删除拉黑", "Deleted or blocked"),
} satisfies Partial<Record<keyof FigureDay, Bilingual>>;

function figures<Row extends FigureDay | FigureOwner>(): ExportColumn<Row>[] {
  const percent = (row: Row) => (row.replyPercent === null ? null : row.replyPercent / 100);
  return [
    ...(["groups", "members", "newMembers", "talkingGroups", "talkingMembers", "messages"] as const).map(count<Row>),
    ...(["talks", "sent", "added", "applied", "dropped"] as const).map(count<Row>),
    { key: "replyPercent", title: both("回复率", "Replied"), kind: "share", value: percent },
    { key: "replyMinutes", title: both("首次回复（分钟）", "First reply (minutes)"), kind: "decimal", value: (row) => row.replyMinutes },
  ];
}
const count = <Row extends FigureDay | FigureOwner>(key: keyof typeof figureTitles): ExportColumn<Row> => ({
  key,
  title: figureTitles[key],
  kind: "count",
  value: (row) => row[key],
});

const owners: readonly ExportColumn<FigureOwner>[] = [
  { key: "name", title: both("员工", "Staff"), value: (row) => row.name },
  { key: "user", title: both("账号", "Account"), seenIn: "name", value: (row) => row.userId },
  { key: "days", title: both("有数的天", "Days known"), kind: "count", seenIn: "name", value: (row) => row.days },
  ...figures<FigureOwner>(),
];
const days: readonly ExportColumn<FigureDay>[] = [
  { key: "day", title: both("日期", "Day"), kind: "day", value: (row) => row.day },
  { key: "owners", title: both("有数的员工", "Staff known"), kind: "count", value: (row) => row.owners },
  { key: "asked", title: both("问了的员工", "Staff asked for"), kind: "count", value: (row) => row.ownersAsked },
  ...figures<FigureDay>(),
];

export const wecomExports: readonly Export[] = [
  exportList(listWecomStaffEndpoint, listWecomStaff, { name: "wecom-staff", title: both("企业微信员工", "WeCom staff"), columns: staff }),
  exportList(listDifferencesEndpoint, listCorpDifferences, {
    name: "wecom-differences",
    title: both("和企业微信不一样的地方", "Differences from WeCom"),
    columns: differences,
  }),
  exportList(showCorpEndpoint, async (ctx, input) => ({ items: (await showCorp(ctx, input)).runs }), {
    name: "wecom-runs",
    title: both("企业微信同步记录", "WeCom syncs"),
    columns: runs,
  }),
  exportList(showFiguresEndpoint, async (ctx, input) => ({ items: (await showFigures(ctx, input)).byOwner }), {
    name: "wecom-figures",
    title: both("企业微信数据（按员工）", "WeCom figures by staff"),
    columns: owners,
  }),
  exportList(showFiguresEndpoint, async (ctx, input) => ({ items: (await showFigures(ctx, input)).byDay }), {
    name: "wecom-figure-days",
    title: both("企业微信数据（按天）", "WeCom figures by day"),
    columns: days,
  }),
];
