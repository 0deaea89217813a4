import { ApiError } from "../client.ts";
import { errors } from "./zh-CN/errors.ts";

function fill(sentence: string, details: Record<string, unknown>): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = details[name];
    return typeof value === "number" ? value.toLocaleString("en-US") : String(value ?? "");
  });
}

/** The sentence for what went wrong; an unknown code is named in a general sentence. */
export function errorText(error: unknown): string {
  const code = error instanceof ApiError ? error.code : "client.unknown";
  const details = error instanceof ApiError ? error.details : {};
  const sentence = errors[code];
  if (sentence !== undefined) return fill(sentence, { code: "client.unknown", ...details });
  return fill(errors["client.unknown"] ?? "{{code}}", { code });
}

/** The number to give to an administrator, empty where nothing reached the server. */
export function problemNumber(error: unknown): string {
  return error instanceof ApiError ? error.requestId : "";
}
