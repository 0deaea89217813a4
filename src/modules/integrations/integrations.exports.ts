import { both } from "../../lib/language.ts";
import { type Export, type ExportColumn, exportList, wordIn } from "../../server/exports.ts";
import { listKeyCalls } from "./calls.actions.ts";
import { listDeliveries } from "./deliveries.actions.ts";
import { type Delivery, listDeliveriesEndpoint } from "./deliveries.contract.ts";
import { type KeyCall, listKeyCallsEndpoint } from "./keys.contract.ts";

const stateWord = wordIn({
  waiting: both("在等", "Waiting"),
  calling: both("在推", "Being sent"),
  delivered: both("已送到", "Delivered"),
  dead: both("没送到", "Given up"),
});
const failureWord = wordIn({
  "bad-url": both("地址不对", "Not an address"),
  "not-https": both("不是 https", "Not https"),
  "closed-address": both("不是公网地址", "Not a public address"),
  "unknown-host": both("找不到这个域名", "Unknown host"),
  "connect-timeout": both("3 秒没连上", "No connection in 3 s"),
  timeout: both("10 秒没答完", "No answer in 10 s"),
  refused: both("连不上", "Refused"),
  tls: both("证书有问题", "Bad certificate"),
  broken: both("连接断了", "Connection broke"),
  redirect: both("让我们去别处，不跟随", "Redirect, not followed"),
  status: both("对方没收下", "Not accepted"),
  gone: both("对方不再用这个地址", "Address no longer used"),
  expired: both("等了七天，过期了", "Waited seven days"),
});

const deliveries: readonly ExportColumn<Delivery>[] = [
  { key: "at", title: both("时间", "Time"), kind: "moment", value: (row) => row.createdAt },
  { key: "event", title: both("事件", "Event"), value: (row) => row.event },
  { key: "webhook", title: both("Webhook", "Webhook"), value: (row) => row.webhookName },
  { key: "state", title: both("状态", "State"), value: (row, language) => stateWord(row.state, language) },
  { key: "status", title: both("对方的状态码", "Status"), kind: "count", seenIn: "answer", value: (row) => row.status },
  {
    key: "failure",
    title: both("没送到的原因", "Why not"),
    seenIn: "answer",
    value: (row, language) => failureWord(row.failure, language),
  },
  { key: "tries", title: both("试了几次", "Tries"), kind: "count", value: (row) => row.tries },
  { key: "ended", title: both("结束", "Ended"), kind: "moment", seenIn: null, value: (row) => row.endedAt },
  { key: "eventId", title: both("事件编号", "Event id"), seenIn: null, value: (row) => row.eventId },
];

const calls: readonly ExportColumn<KeyCall>[] = [
  { key: "at", title: both("时间", "Time"), kind: "moment", value: (row) => row.at },
  { key: "method", title: both("方法", "Method"), value: (row) => row.method },
  { key: "path", title: both("路径", "Path"), value: (row) => row.path },
  { key: "status", title: both("状态码", "Status"), kind: "count", value: (row) => row.status },
  { key: "tookMs", title: both("用时（毫秒）", "Took (ms)"), kind: "count", value: (row) => row.tookMs },
  { key: "address", title: both("来自", "From"), value: (row) => row.address },
  { key: "requestId", title: both("请求编号", "Request id"), value: (row) => row.requestId },
];

export const integrationsExports: readonly Export[] = [
  exportList(listDeliveriesEndpoint, listDeliveries, {
    name: "webhook-deliveries",
    title: both("推送记录", "Webhook deliveries"),
    columns: deliveries,
  }),
  exportList(listKeyCallsEndpoint, listKeyCalls, { name: "key-calls", title: both("密钥的调用", "Calls with a key"), columns: calls }),
];
