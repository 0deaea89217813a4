import { refusalCodes } from "./refusal-codes.rules.ts";

/** Codes every call may be answered with, by status. */
const common: Readonly<Record<number, readonly string[]>> = {
  400: ["request.invalid", "request.not-json", "request.too-large", "request.key-too-long"],
  401: ["session.missing", "session.key-unknown", "session.key-expired", "session.key-revoked"],
  403: ["session.forbidden", "session.person-only", "request.foreign-origin"],
  404: ["brands.missing", "request.no-such-path"],
  409: ["request.in-progress", "request.key-reused"],
  429: ["request.too-many", "session.key-limited"],
  500: ["server.bug"],
  503: ["server.database-away"],
};

const sentences: Readonly<Record<number, readonly [zh: string, en: string]>> = {
  400: ["请求读不懂或不合规则", "The call cannot be read, or breaks a rule"],
  401: ["没有登录，或密钥不对", "No session, or no key that is valid"],
  403: ["没有这个权限", "The permission is not held"],
  404: ["没有，或看不到", "Not there, or out of sight"],
  409: ["和现在的状态冲突", "In conflict with the present state"],
  429: ["太快了，过 Retry-After 秒再试", "Too fast; try again after Retry-After seconds"],
  500: ["服务器出错，没有保存", "A mistake of ours; nothing was saved"],
  503: ["暂时不能用，稍后再试", "Away for the moment; try again later"],
};

export const statuses = Object.keys(common).map(Number);

export function statusSentence(status: number, language: "zh-CN" | "en"): string {
  return sentences[status]?.[language === "en" ? 1 : 0] ?? "";
}

/** The codes a module's endpoints may answer with a status, its own after those of every call. */
export function codesOf(module: string, status: number): string[] {
  return [...new Set([...(common[status] ?? []), ...(refusalCodes[module]?.[status] ?? [])])];
}
