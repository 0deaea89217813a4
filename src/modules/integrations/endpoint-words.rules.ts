import type { Language } from "../../lib/language.ts";
import { peopleWords } from "./words/people.rules.ts";
import { platformWords } from "./words/platforms.rules.ts";
import { talkWords } from "./words/talk.rules.ts";
import { tradeWords } from "./words/trade.rules.ts";

/** The name programs call an endpoint by, and what it does in Chinese and English. */
export type EndpointWords = readonly [id: string, zh: string, en: string];

const words: Readonly<Record<string, EndpointWords>> = { ...peopleWords, ...talkWords, ...tradeWords, ...platformWords };

const keyOf = (endpoint: { method: string; path: string }) => `${endpoint.method} ${endpoint.path}`;

export function hasEndpointWords(endpoint: { method: string; path: string }): boolean {
  return keyOf(endpoint) in words;
}

/** An endpoint without words is called by its method and path. */
export function wordsOf(endpoint: { method: string; path: string }): EndpointWords {
  const known = words[keyOf(endpoint)];
  if (known) return known;
  const parts = endpoint.path.split("/").flatMap((part) => part.replace(":", "by-").split("-"));
  const name = parts.map((part) => part.slice(0, 1).toUpperCase() + part.slice(1)).join("");
  return [`${endpoint.method.toLowerCase()}${name}`, keyOf(endpoint), keyOf(endpoint)];
}

export function titleOf(endpoint: { method: string; path: string }, language: Language): string {
  const [, zh, en] = wordsOf(endpoint);
  return language === "en" ? en : zh;
}

const areas: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  brands: ["品牌与组织", "Brand and org units"],
  groups: ["社群", "Groups"],
  members: ["会员", "Members"],
  messages: ["消息与上报", "Messages and reports"],
  orders: ["订单与成本", "Orders and costs"],
  connections: ["渠道接入", "Connections"],
  contents: ["素材与栏目", "Contents and columns"],
  insight: ["数据", "Insight"],
  tasks: ["任务", "Tasks"],
  sends: ["触达", "Sends"],
  flows: ["SOP", "Flows"],
  openings: ["开群指引", "Opening guide"],
  exports: ["导出", "Exports"],
  imports: ["导入", "Imports"],
};

export function areaTitle(module: string, language: Language): string {
  const words = areas[module];
  return words ? words[language === "en" ? 1 : 0] : module;
}
