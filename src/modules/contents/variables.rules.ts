import type { ContentBody } from "./body.contract.ts";

/** What a text may name, by the word between the braces. `fallback` stands where a target has no such value. */
export const variables = [
  { token: "群名", key: "groupName", fallback: "本群", sample: "柳岸花园 福利群 03" },
  { token: "群主", key: "ownerName", fallback: "群主", sample: "周禾" },
  { token: "昵称", key: "nickname", fallback: "大家", sample: "大家" },
  { token: "成员数", key: "memberCount", fallback: "很多", sample: "268" },
  { token: "城市", key: "city", fallback: "本地", sample: "云溪市" },
  { token: "日期", key: "date", fallback: "今天", sample: "11 月 22 日" },
  { token: "星期", key: "weekday", fallback: "今天", sample: "周日" },
  { token: "品牌", key: "brandName", fallback: "我们", sample: "枝上鲜果" },
] as const;

export type VariableKey = (typeof variables)[number]["key"];
/** Values of one target; a group as a whole has no nickname. */
export type Variables = Partial<Record<VariableKey, string>>;

const byToken = new Map<string, (typeof variables)[number]>(variables.map((one) => [one.token, one]));
const TOKEN = /\{([^{}\s]{1,12})\}/g;

/** Words between braces that name no variable, each once, in order. */
export function findUnknownVariables(text: string): string[] {
  const names = [...text.matchAll(TOKEN)].map((match) => match[1] ?? "");
  return [...new Set(names.filter((name) => !byToken.has(name)))];
}

export function renderText(text: string, values: Variables): string {
  return text.replace(TOKEN, (whole, name: string) => {
    const variable = byToken.get(name);
    return variable ? values[variable.key] || variable.fallback : whole;
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
