import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Language } from "../../lib/language.ts";
import { languageOf } from "../../lib/language.ts";
import type { RawServer } from "../../server/module.ts";
import { askExamples } from "./examples.rules.ts";
import { exampleTexts } from "./sample.rules.ts";
import { buildDocument, type Examples } from "./openapi.rules.ts";
import { isObject } from "./schema.rules.ts";

/** Answers of the demo brand, taken by `npm run api -- --examples`. */
export function readExamples(language: Language): Examples {
  const kept: unknown = JSON.parse(readFileSync(join(import.meta.dirname, "examples.json"), "utf8"));
  const part = (name: string) => (isObject(kept) && isObject(kept[name]) ? kept[name] : {});
  return { known: { ...exampleTexts[language], ...part("known") }, answers: part("answers"), asks: askExamples(language) };
}

/** The API's own description, for programs and for the page that reads it; made on first use in each language. */
export function serveDocument(server: RawServer): void {
  const made = new Map<Language, { text: string; tag: string }>();
  const documentIn = (language: Language) => {
    const known = made.get(language);
    if (known) return known;
    const text = JSON.stringify(buildDocument(server.endpoints, language, readExamples(language)));
    const fresh = { text, tag: `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"` };
    made.set(language, fresh);
    return fresh;
  };
  server.app.get<{ Querystring: { lang?: string } }>("/api/v1/openapi.json", async (request, reply) => {
    const { text, tag } = documentIn(languageOf(request.query.lang) ?? "zh-CN");
    void reply.header("etag", tag).header("cache-control", "no-cache");
    if (request.headers["if-none-match"] === tag) return reply.status(304).send();
    return reply.type("application/json; charset=utf-8").header("access-control-allow-origin", "*").send(text);
  });
}
