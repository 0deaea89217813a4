import type { EndpointWords } from "../endpoint-words.rules.ts";

/** What the endpoints about other platforms are called: name for programs, Chinese, English. */
export const platformWords: Readonly<Record<string, EndpointWords>> = {
  "GET /connections": ["listConnections", "渠道接入列表", "List connections"],
  "POST /connections": ["createConnection", "接入一个渠道", "Connect a platform"],
  "POST /connections/:connectionId": ["changeConnection", "改渠道接入", "Change a connection"],
  "POST /connections/:connectionId/callback": ["renewCallback", "换回调的 Token 和 Key", "Renew a callback's token and key"],
  "POST /connections/:connectionId/state": ["switchConnection", "停用或恢复渠道接入", "Turn a connection off or on"],
  "POST /connections/:connectionId/remove": ["removeConnection", "删渠道接入", "Remove a connection"],
  "POST /connections/:connectionId/check": ["checkConnection", "检查渠道接入", "Check a connection step by step"],
  "GET /connections/:connectionId/health": ["showConnectionHealth", "渠道接入的状态", "Show how a connection fares"],
  "GET /connections/:connectionId/callbacks": ["listAstrayCallbacks", "读不懂或没处理成的回调", "List callbacks that went astray"],
  "POST /connections/:connectionId/callbacks/retry": ["retryCallbacks", "重新处理回调", "Handle callbacks again"],
};
