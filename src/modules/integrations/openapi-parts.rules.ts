import type { Language } from "../../lib/language.ts";
import { codesOf, statuses, statusSentence } from "./refusal-words.rules.ts";
import type { Schema } from "./schema.rules.ts";

const zh = `每个调用都在一个品牌里：地址是 /api/v1/b/{brand}/…，{brand} 是后台网址里的那一段。

**认证** 请求头 Authorization: Bearer qk_…，密钥在“设置 → 接口”里做，带权限和组织范围，和同事的角色一样管。
**重复提交** POST 带 Idempotency-Key（自己起的，100 字以内）：同一个键只做一次，一天内给同样的答复；同键不同内容是 409 request.key-reused。
**翻页** 列表答 items 和 nextCursor；把 nextCursor 放进 cursor 再要下一页，为 null 就是完了。limit 最多 200。
**出错** 总是 { code, details, requestId }；code 不变，requestId 报给我们查。429 和 503 看 Retry-After。
**时间和钱** 时间是 UTC 的 ISO 8601，日期按品牌的时区，钱是整数分。
**Webhook** 事情一发生就推给你的 https 地址，按 Standard Webhooks 签名；10 秒内答 2xx 就算收到，否则在两天里再试九次。同一个事件的 webhook-id 不变，可能收到两次，按它去重。`;

const en = `Every call is made inside a brand: /api/v1/b/{brand}/…, where {brand} is the part of that name in the console's address.

**Authentication** Header Authorization: Bearer qk_…; keys are made under Settings → API, with permissions and an org unit, and are held to them as a colleague is to a role.
**Idempotency** Send Idempotency-Key (your own, up to 100 characters) with a POST: one key is carried out once and answered the same for a day; the same key with another body is 409 request.key-reused.
**Paging** Lists answer items and nextCursor; send nextCursor as cursor for the next page, null is the end. limit is 200 at most.
**Errors** are always { code, details, requestId }; codes never change, quote requestId to us. With 429 and 503 see Retry-After.
**Time and money** Times are ISO 8601 in UTC, days are the brand's own, money is integer fen.
**Webhooks** What happens is posted to your https address, signed by Standard Webhooks; answer 2xx within 10 s, or it is tried nine more times within two days. An event keeps its webhook-id and may come twice: dedupe by it.`;

const ErrorSchema: Schema = {
  type: "object",
  properties: { code: { type: "string" }, details: { type: "object" }, requestId: { type: "string" } },
  required: ["code", "details", "requestId"],
};

/** What every operation refers to. */
export function commonComponents(language: Language) {
  const say = (chinese: string, english: string) => (language === "en" ? english : chinese);
  return {
    description: say(zh, en),
    schemas: { Error: ErrorSchema },
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", bearerFormat: "qk_…", description: say("接口密钥", "An API key") },
        session: { type: "apiKey", in: "cookie", name: "qunce.session_token", description: say("后台登录", "A session of the console") },
      },
      parameters: {
        Brand: {
          name: "brand",
          in: "path",
          required: true,
          description: say("品牌在网址里的那一段", "The brand's part of the address"),
          schema: { type: "string" },
          example: "zhishang",
        },
        FileName: {
          name: "X-File-Name",
          in: "header",
          required: false,
          description: say("文件名，按 URI 编码", "The file's name, URI-encoded"),
          schema: { type: "string", maxLength: 2_000 },
          example: "orders.csv",
        },
        IdempotencyKey: {
          name: "Idempotency-Key",
          in: "header",
          required: false,
          description: say("同一个键只做一次，一天内给同样的答复", "Carried out once per key, answered the same for a day"),
          schema: { type: "string", minLength: 1, maxLength: 100 },
          example: "0199a3c2-7d10-4c31-9b7e-2f4d5a6b7c8d",
        },
      },
    },
  };
}

const nameOf = (module: string, status: number) => `${module}-${status}`;

/** The refusals of one module's endpoints, by status, each with its codes. */
export function moduleResponses(module: string, language: Language): Record<string, Schema> {
  return Object.fromEntries(
    statuses.map((status) => {
      const codes = codesOf(module, status);
      const schema = {
        allOf: [{ $ref: "#/components/schemas/Error" }, { type: "object", properties: { code: { type: "string", examples: codes } } }],
      };
      const example = { code: codes.at(-1) ?? "", details: {}, requestId: "Q-1A2B3C4D" };
      const headers = status === 429 || status === 503 ? { "Retry-After": { schema: { type: "integer", minimum: 1 } } } : undefined;
      const response = {
        description: statusSentence(status, language),
        content: { "application/json": { schema, example } },
        ...(headers ? { headers } : {}),
        "x-codes": codes,
      };
      return [nameOf(module, status), response];
    }),
  );
}

/** What an operation may refuse with; a read is never in conflict. */
export function responsesOf(module: string, method: "GET" | "POST"): Record<string, Schema> {
  const possible = statuses.filter((status) => method === "POST" || status !== 409);
  return Object.fromEntries(possible.map((status) => [String(status), { $ref: `#/components/responses/${nameOf(module, status)}` }]));
}
