import type { Language } from "../../lib/language.ts";
import type { ContentBody } from "./body.contract.ts";

/** What a text may name, by the word between the braces in either language. A fallback stands where a target has no such value. */
export const variables = [
  { key: "groupName", token: { "zh-CN": "群名", en: "group" }, fallback: { "zh-CN": "本群", en: "this group" } },
  { key: "ownerName", token: { "zh-CN": "群主", en: "owner" }, fallback: { "zh-CN": "群主", en: "the owner" } },
  { key: "nickname", token: { "zh-CN": "昵称", en: "nickname" }, fallback: { "zh-CN": "大家", en: "everyone" } },
  { key: "memberCount", token: { "zh-CN": "成员数", en: "members" }, fallback: { "zh-CN": "很多", en: "many" } },
  { key: "city", token: { "zh-CN": "城市", en: "city" }, fallback: { "zh-CN": "本地", en: "here" } },
  { key: "date", token: { "zh-CN": "日期", en: "date" }, fallback: { "zh-CN": "今天", en: "today" } },
  { key: "weekday", token: { "zh-CN": "星期", en: "weekday" }, fallback: { "zh-CN": "今天", en: "today" } },
  { key: "brandName", token: { "zh-CN": "品牌", en: "brand" }, fallback: { "zh-CN": "我们", en: "us" } },
] as const;

type Variable = (typeof variables)[number];
/** Values of one target; a group as a whole has no nickname. The day is a calendar day, `2026-11-22`. */
export type Variables = Partial<Record<Exclude<Variable["key"], "date" | "weekday"> | "day", string>>;

const byToken = new Map<string, { variable: Variable; language: Language }>(
  variables.flatMap((variable) => [
    [variable.token["zh-CN"], { variable, language: "zh-CN" as const }] as const,
    [variable.token.en, { variable, language: "en" as const }] as const,
  ]),
);
const TOKEN = /\{([^{}\s]{1,12})\}/g;

/** Words between braces that name no variable, each once, in order. */
export function findUnknownVariables(text: string): string[] {
  const names = [...text.matchAll(TOKEN)].map((match) => match[1] ?? "");
  return [...new Set(names.filter((name) => !byToken.has(name)))];
}

const dateForms: Record<Language, Intl.DateTimeFormat> = {
  "zh-CN": new Intl.DateTimeFormat("zh-CN", { month: "long", day: "numeric", timeZone: "UTC" }),
  en: new Intl.DateTimeFormat("en-US", { month: "long", day: "numeric", timeZone: "UTC" }),
};
const weekdayForms: Record<Language, Intl.DateTimeFormat> = {
  "zh-CN": new Intl.DateTimeFormat("zh-CN", { weekday: "short", timeZone: "UTC" }),
  en: new Intl.DateTimeFormat("en-US", { weekday: "long", timeZone: "UTC" }),
};
/** `11 月 22 日`: figures stand apart from words, as everywhere. */
const spaced = (text: string) => text.replaceAll(/(?<=\d)(?=[^\d\s,])/g, " ").replaceAll(/(?<=[^\d\s,])(?=\d)/g, " ");

function valueOf({ key }: Variable, values: Variables, language: Language): string | undefined {
  if (key !== "date" && key !== "weekday") return values[key];
  if (!values.day) return undefined;
  const day = new Date(`${values.day}T00:00:00Z`);
  return key === "date" ? spaced(dateForms[language].format(day)) : weekdayForms[language].format(day);
}

export function renderText(text: string, values: Variables): string {
  return text.replace(TOKEN, (whole, name: string) => {
    const hit = byToken.get(name);
    return hit ? valueOf(hit.variable, values, hit.language) || hit.variable.fallback[hit.language] : whole;
  });
}

/** Every text of a body that a reader sees, in order. */
export function textsOf(body: ContentBody): string[] {
  return body.format === "link" ? [body.text, body.title, body.summary] : [body.text];
}

/** The body as one target gets it: each variable in its value, or in its fallback word. */
export function renderContent(body: ContentBody, values: Variables): ContentBody {
  const text = renderText(body.text, values);
  if (body.format !== "link") return { ...body, text };
  return { ...body, text, title: renderText(body.title, values), summary: renderText(body.summary, values) };
}

/** One line for lists: the text, or the card's title. */
export function summaryOf(body: ContentBody): string {
  const text = body.format === "link" ? body.title : body.text;
  return text.replaceAll(/\s+/g, " ").trim().slice(0, 80);
}
