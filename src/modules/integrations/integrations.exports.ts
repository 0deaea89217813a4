import { both, type Language, listJoint } from "../../lib/language.ts";
import { type Export, type ExportColumn, exportList, wordIn } from "../../server/exports.ts";
import { listKeyCalls } from "./calls.actions.ts";
import { listDeliveries } from "./deliveries.actions.ts";
import { type Delivery, listDeliveriesEndpoint } from "./deliveries.contract.ts";
import { listKeys } from "./keys.actions.ts";
import { type ApiKey, type KeyCall, listKeyCallsEndpoint, listKeysEndpoint } from "./keys.contract.ts";
import { listWebhooks } from "./webhooks.actions.ts";
import { listWebhooksEndpoint, type Webhook } from "./webhooks.contract.ts";

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

const keyWord = wordIn({ active: both("可用", "Active"), expired: both("已过期", "Expired"), revoked: both("已停用", "Revoked") });
const brandWord: Record<Language, string> = { "zh-CN": "整个品牌", en: "Whole brand" };

/** Of the secret only the beginning, as the page shows it. */
const keys: readonly ExportColumn<ApiKey>[] = [
  { key: "name", title: both("名字", "Name"), value: (row) => row.name },
  { key: "prefix", title: both("密钥开头", "Beginning of the key"), seenIn: "name", value: (row) => row.prefix },
  { key: "state", title: both("状态", "State"), value: (row, language) => keyWord(row.state, language) },
  { key: "org", title: both("范围", "Reach"), value: (row, language) => (row.isWholeBrand ? brandWord[language] : row.orgName) },
  { key: "permissions", title: both("权限", "Permissions"), value: (row, language) => row.permissions.join(listJoint[language]) },
  { key: "perMinute", title: both("每分钟最多", "Calls a minute"), kind: "count", seenIn: null, value: (row) => row.perMinute },
  { key: "used", title: both("最近用过", "Last used"), kind: "moment", value: (row) => row.lastUsedAt },
  { key: "from", title: both("从哪里", "From"), seenIn: "used", value: (row) => row.lastUsedFrom },
  { key: "expires", title: both("到期", "Expires"), kind: "moment", value: (row) => row.expiresAt },
  { key: "revoked", title: both("停用于", "Revoked at"), kind: "moment", seenIn: "state", value: (row) => row.revokedAt },
  { key: "created", title: both("新建", "Made"), kind: "moment", seenIn: null, value: (row) => row.createdAt },
  { key: "by", title: both("谁建的", "Made by"), seenIn: null, value: (row) => row.createdByName },
];

const hookWord = wordIn({ active: both("在推送", "Active"), paused: both("已暂停", "Paused"), off: both("已停", "Off") });
const sumOf = (row: Webhook, key: "delivered" | "failed") => row.hours.reduce((sum, hour) => sum + hour[key], 0);

/** What stands behind the `?` of an address may let somebody in, and stays out, as it does of the audit. */
const webhooks: readonly ExportColumn<Webhook>[] = [
  { key: "name", title: both("名字", "Name"), value: (row) => row.name },
  { key: "url", title: both("地址", "Address"), seenIn: "name", value: (row) => row.url.split("?")[0] ?? "" },
  { key: "state", title: both("状态", "State"), value: (row, language) => hookWord(row.state, language) },
  { key: "failing", title: both("连续失败", "Failures in a row"), kind: "count", seenIn: "state", value: (row) => row.failuresInRow },
  { key: "events", title: both("事件", "Events"), value: (row, language) => row.events.join(listJoint[language]) },
  { key: "org", title: both("范围", "Reach"), value: (row, language) => (row.orgId ? row.orgName : brandWord[language]) },
  { key: "phones", title: both("带完整手机号", "Full phone numbers"), seenIn: null, value: (row) => row.showsPhones },
  {
    key: "delivered",
    title: both("24 小时送到", "Delivered in 24 h"),
    kind: "count",
    seenIn: "rate",
    value: (row) => sumOf(row, "delivered"),
  },
  { key: "failed", title: both("24 小时失败", "Failed in 24 h"), kind: "count", seenIn: "rate", value: (row) => sumOf(row, "failed") },
  { key: "waiting", title: both("在等", "Waiting"), kind: "count", value: (row) => row.waiting },
  { key: "dead", title: both("没送到", "Undelivered"), kind: "count", value: (row) => row.dead },
  { key: "last", title: both("上次送到", "Last delivered"), kind: "moment", value: (row) => row.lastDeliveredAt },
];

export const integrationsExports: readonly Export[] = [
  exportList(listDeliveriesEndpoint, listDeliveries, {
    name: "webhook-deliveries",
    title: both("推送记录", "Webhook deliveries"),
    columns: deliveries,
  }),
  exportList(listKeysEndpoint, listKeys, { name: "api-keys", title: both("接口密钥", "API keys"), columns: keys }),
  exportList(listWebhooksEndpoint, listWebhooks, { name: "webhooks", title: both("Webhook", "Webhooks"), columns: webhooks }),
  exportList(listKeyCallsEndpoint, listKeyCalls, { name: "key-calls", title: both("密钥的调用", "Calls with a key"), columns: calls }),
];
