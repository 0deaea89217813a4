import i18next from "i18next";
import { fill } from "../../lib/words.ts";
import { ApiError } from "../client.ts";

/** The codes have dots of their own, so the sentences are looked up by hand. */
function sentenceOf(code: string): string | undefined {
  const sentences: unknown = i18next.getResourceBundle(i18next.language, "errors");
  const sentence: unknown = Object(sentences)[code];
  return typeof sentence === "string" ? sentence : undefined;
}

/** The sentence for what went wrong; an unknown code is named in a general sentence. */
export function errorText(error: unknown): string {
  const code = error instanceof ApiError ? error.code : "client.unknown";
  const details = error instanceof ApiError ? error.details : {};
  const sentence = sentenceOf(code);
  if (sentence !== undefined) return fill(sentence, { code: "client.unknown", ...details });
  return fill(sentenceOf("client.unknown") ?? "{{code}}", { code });
}

/** The number to give to an administrator, empty where nothing reached the server. */
export function problemNumber(error: unknown): string {
  return error instanceof ApiError ? error.requestId : "";
}
