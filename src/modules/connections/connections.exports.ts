import { both, type Language, listJoint } from "../../lib/language.ts";
import { type Export, type ExportColumn, exportList, wordIn } from "../../server/exports.ts";
import { type CheckStep, type Connection, listConnectionsEndpoint } from "./connections.contract.ts";
import { listAstray, showHealth } from "./health.actions.ts";
import { type ApiHealth, type AstrayCallback, listAstrayEndpoint, showHealthEndpoint } from "./health.contract.ts";
import { listConnections } from "./read.actions.ts";

const stateWord = wordIn({
  unchecked: both("没检查过", "Not checked"),
  ready: both("正常", "Fine"),
  faulty: both("有问题", "Needs attention"),
  off: both("已停用", "Off"),
});
const stepWord = wordIn({
  good: both("好", "Fine"),
  bad: both("不对", "Wrong"),
  warn: both("要看看", "Look at it"),
  skipped: both("没查", "Not checked"),
});
const step = (name: CheckStep["step"], zh: string, en: string): ExportColumn<Connection> => ({
  key: name,
  title: both(zh, en),
  seenIn: "state",
  value: (row, language) => stepWord(row.steps.find((one) => one.step === name)?.state, language),
});

/** What is sealed stays so: neither the app's secret nor anything of the callback's. */
const connections: readonly ExportColumn<Connection>[] = [
  { key: "name", title: both("企业", "Corp"), value: (row) => row.name },
  { key: "scope", title: both("企业 ID", "Corp ID"), seenIn: "name", value: (row) => row.scope },
  { key: "state", title: both("状态", "State"), value: (row, language) => stateWord(row.state, language) },
  step("token", "凭证", "Token"),
  step("trusted-ip", "企业可信 IP", "Trusted IPs"),
  step("app", "可调用接口的应用", "May call the API"),
  step("range", "可见范围", "Visible range"),
  step("callback", "回调", "Callbacks"),
  {
    key: "errcode",
    title: both("错误码", "Error code"),
    kind: "count",
    seenIn: "state",
    value: (row) => row.steps.find((one) => one.errcode !== null)?.errcode ?? null,
  },
  { key: "agent", title: both("应用", "App"), value: (row) => row.agentId },
  { key: "received", title: both("最近回调", "Last callback"), kind: "moment", value: (row) => row.receivedAt },
  { key: "checked", title: both("上次检查", "Last checked"), kind: "moment", value: (row) => row.checkedAt },
];

const outcomeWord = wordIn({ lost: both("没有回答", "No answer"), down: both("连不上", "Not reached") });
const failuresOf = (row: ApiHealth, language: Language) =>
  row.failures.map(({ outcome, count }) => `${outcomeWord(outcome, language)} × ${count}`).join(listJoint[language]);
const breakerWord = wordIn({
  closed: both("正常", "Fine"),
  open: both("已断开", "Cut off"),
  "half-open": both("试探中", "Probing"),
});
const rate = (at: number, key: string, part: "used" | "most", zh: string, en: string): ExportColumn<ApiHealth> => ({
  key: `${key}-${part}`,
  title: both(zh, en),
  kind: "count",
  seenIn: key,
  value: (row) => row.rates[at]?.[part] ?? null,
});

const apis: readonly ExportColumn<ApiHealth>[] = [
  { key: "api", title: both("接口", "API"), value: (row) => row.api },
  { key: "calls", title: both("最近一小时的调用", "Calls in the last hour"), kind: "count", value: (row) => row.calls },
  { key: "failures", title: both("没成的", "Failed"), value: failuresOf },
  { key: "mean", title: both("平均耗时（毫秒）", "Mean time (ms)"), kind: "decimal", value: (row) => row.meanMs },
  rate(0, "minute", "used", "本分钟已用", "Used this minute"),
  rate(0, "minute", "most", "每分钟上限", "Most a minute"),
  rate(1, "hour", "used", "本小时已用", "Used this hour"),
  rate(1, "hour", "most", "每小时上限", "Most an hour"),
  { key: "width", title: both("并发", "At once"), kind: "count", value: (row) => row.width },
  { key: "share", title: both("限频只用", "Part of the rates used"), kind: "share", seenIn: "standing", value: (row) => row.share },
  { key: "standing", title: both("状态", "State"), value: (row, language) => breakerWord(row.breaker, language) },
  { key: "shut", title: both("限频到", "Rate-limited until"), kind: "moment", seenIn: "standing", value: (row) => row.shutUntil },
  { key: "open", title: both("断开到", "Cut off until"), kind: "moment", seenIn: "standing", value: (row) => row.openUntil },
  { key: "last", title: both("上次调用", "Last called"), kind: "moment", seenIn: null, value: (row) => row.lastAt },
];

const astrayWord = wordIn({ unreadable: both("读不懂", "Unreadable"), failed: both("没处理成", "Failed") });

const astray: readonly ExportColumn<AstrayCallback>[] = [
  { key: "at", title: both("收到", "Received"), kind: "moment", value: (row) => row.receivedAt },
  { key: "state", title: both("怎么了", "What happened"), value: (row, language) => astrayWord(row.state, language) },
  { key: "reason", title: both("原因", "Reason"), seenIn: "state", value: (row) => row.reason },
  { key: "tries", title: both("试了几次", "Tries"), kind: "count", seenIn: "state", value: (row) => row.tries },
  { key: "body", title: both("内容", "Content"), value: (row) => row.body },
];

export const connectionsExports: readonly Export[] = [
  exportList(listConnectionsEndpoint, listConnections, { name: "channels", title: both("渠道接入", "Connections"), columns: connections }),
  exportList(showHealthEndpoint, async (ctx, input) => ({ items: (await showHealth(ctx, input)).apis }), {
    name: "channel-apis",
    title: both("渠道的接口调用", "Calls of a connection"),
    columns: apis,
  }),
  exportList(listAstrayEndpoint, listAstray, {
    name: "callbacks",
    title: both("没处理成的回调", "Callbacks gone astray"),
    columns: astray,
  }),
];
