import type { HashHex } from "../../lib/ids.ts";
import type { Language } from "../../lib/language.ts";
import { formFor } from "../../lib/words.ts";

/** What the texts of privacy say of the brand: its own settings, so that no sentence promises what is not kept. */
export interface PrivacyFacts {
  brandName: string;
  messageTextDays: number;
  quietFromMinute: number;
  quietToMinute: number;
  contact: string;
}

export interface Versioned<T> {
  version: string;
  body: T;
}

export interface Section {
  title: string;
  text: string;
}

const clock = (minute: number) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;

interface Words {
  quiet: (from: string, to: string) => string;
  notice: (facts: PrivacyFacts) => Section[];
  marketing: (brand: string) => string;
  marketingNote: string;
  eraseFacts: readonly string[];
  purposes: Readonly<Record<string, string>>;
}

/** Law text: each language is a text of its own, so its versions differ. */
const words: Record<Language, Words> = {
  "zh-CN": {
    quiet: (from, to) => `，${from}–${to} 不发`,
    notice: ({ brandName, messageTextDays, contact }) => [
      { title: "谁在处理", text: `${brandName}是你个人信息的处理者。` },
      { title: "收集什么", text: "你的昵称、在群里说的话、进群退群的时间、你同意过什么；在本店下过单的，还有订单。进群不用填手机号。" },
      { title: "用来做什么", text: "让你在群里收发消息、得到答复和售后，统计群的活跃程度。不做自动化的差别定价。" },
      { title: "存多久", text: `聊天文字存 ${messageTextDays} 天，之后只留统计数字；其他信息存到你注销为止，订单按法律要求保存。` },
      { title: "给谁看", text: `只有${brandName}负责你所在群的同事看得到，手机号默认打码，查看有记录。不卖给任何人。` },
      {
        title: "你的权利",
        text: `随时可以看、改、导出、注销，关掉活动消息不影响在群里说话。在“隐私与消息”页里就能办${contact === "" ? "" : `，也可以联系${contact}`}，15 天内办完。`,
      },
    ],
    marketing: (brand) => `愿意单独收到${brand}的活动与优惠消息`,
    marketingNote: "单独发给你的活动与优惠",
    eraseFacts: ["昵称、发言、标签和联系方式都会删掉，找不回来", "订单和同意记录按法律要求保存，不再和你的昵称放在一起"],
    purposes: { marketing: "活动与优惠消息", recommendation: "个性化推荐", rules: "群规和隐私说明" },
  },
  en: {
    quiet: (from, to) => `, never between ${from} and ${to}`,
    notice: ({ brandName, messageTextDays, contact }) => [
      { title: "Who is responsible", text: `${brandName} is responsible for your personal data.` },
      {
        title: "What is collected",
        text: "Your nickname, what you say in groups, when you join and leave, and what you agreed to; if you ordered from us, your orders too. No phone number is needed to join.",
      },
      {
        title: "What for",
        text: "So that you can send and get messages, answers and service, and to see how lively groups are. There is no automated difference in prices.",
      },
      {
        title: "How long",
        text: `The text of messages is kept for ${messageTextDays} ${formFor(messageTextDays, "day|days")}, after that only figures; other data until you ask for erasure, orders as long as the law asks.`,
      },
      {
        title: "Who sees it",
        text: `Only colleagues of ${brandName} who look after your group. Phone numbers are masked, and looking at one is recorded. Nothing is sold to anybody.`,
      },
      {
        title: "Your rights",
        text: `At any time you may see, change, export and erase your data; turning offers off does not keep you from talking. Do it on the page “Privacy and messages”${contact === "" ? "" : ` or contact ${contact}`}; it is done within 15 days.`,
      },
    ],
    marketing: (brand) => `I want to get offers and news of ${brand}`,
    marketingNote: "Offers and news sent to you alone",
    eraseFacts: [
      "Your nickname, messages, tags and contacts are deleted for good",
      "Orders and consents are kept as the law asks, apart from your nickname",
    ],
    purposes: { marketing: "offers and news", recommendation: "personal suggestions", rules: "the rules and the privacy notice" },
  },
};

/** The same time twice means that there are no quiet hours, and then nothing is promised. */
const quiet = ({ quietFromMinute: from, quietToMinute: to }: PrivacyFacts, language: Language) =>
  from === to ? "" : words[language].quiet(clock(from), clock(to));

function versioned<T>(prefix: string, body: T, hash: HashHex): Versioned<T> {
  return { version: `${prefix}-${hash(JSON.stringify(body)).slice(0, 12)}`, body };
}

/** 隐私说明. The same facts give the same version. */
export function privacyNotice(facts: PrivacyFacts, hash: HashHex, language: Language): Versioned<Section[]> {
  return versioned("n", words[language].notice(facts), hash);
}

/** The sentence beside the unticked box. */
export function marketingSentence(facts: PrivacyFacts, hash: HashHex, language: Language): Versioned<string> {
  return versioned("m", words[language].marketing(facts.brandName) + quiet(facts, language), hash);
}

export function marketingNote(facts: PrivacyFacts, language: Language): string {
  return words[language].marketingNote + quiet(facts, language);
}

/** What an erasure takes, and what the law keeps. */
export const eraseFacts = (language: Language): readonly string[] => words[language].eraseFacts;

/** A row of the log in words. */
export function consentWords(purpose: string, language: Language): string {
  return words[language].purposes[purpose] ?? purpose;
}

/** A phone number inside a line such as `店长阿禾 13800132041 8:30–21:30`, the hours after it and the name before. */
export function readContact(line: string): { name: string; phone: string | null; hours: string | null } | null {
  const text = line.trim();
  if (text === "") return null;
  const phone = /(?:\+?86[- ]?)?1[3-9]\d{9}|400-?\d{3}-?\d{4}|0\d{2,3}-?\d{7,8}/.exec(text);
  const hours = /\d{1,2}:\d{2}\s*[-–—~至到]\s*\d{1,2}:\d{2}/.exec(text);
  const name = [phone?.[0], hours?.[0]]
    .reduce<string>((rest, part) => (part ? rest.replace(part, " ") : rest), text)
    .replaceAll(/[\s，,；;、|]+/g, " ")
    .trim();
  return { name: name || text, phone: phone?.[0] ?? null, hours: hours?.[0] ?? null };
}
