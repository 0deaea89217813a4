import type { HashHex } from "../../lib/ids.ts";

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
/** The same time twice means that there are no quiet hours, and then nothing is promised. */
const quiet = ({ quietFromMinute, quietToMinute }: PrivacyFacts) =>
  quietFromMinute === quietToMinute ? "" : `，${clock(quietFromMinute)}–${clock(quietToMinute)} 不发`;

function versioned<T>(prefix: string, body: T, hash: HashHex): Versioned<T> {
  return { version: `${prefix}-${hash(JSON.stringify(body)).slice(0, 12)}`, body };
}

/** 隐私说明. The same facts give the same version. */
export function privacyNotice(facts: PrivacyFacts, hash: HashHex): Versioned<Section[]> {
  const ask =
    facts.contact === "" ? "在“隐私与消息”页里就能办，15 天内办完" : `在“隐私与消息”页里就能办，也可以联系${facts.contact}，15 天内办完`;
  return versioned(
    "n",
    [
      { title: "谁在处理", text: `${facts.brandName}是你个人信息的处理者。` },
      { title: "收集什么", text: "你的昵称、在群里说的话、进群退群的时间、你同意过什么；在本店下过单的，还有订单。进群不用填手机号。" },
      { title: "用来做什么", text: "让你在群里收发消息、得到答复和售后，统计群的活跃程度。不做自动化的差别定价。" },
      { title: "存多久", text: `聊天文字存 ${facts.messageTextDays} 天，之后只留统计数字；其他信息存到你注销为止，订单按法律要求保存。` },
      { title: "给谁看", text: `只有${facts.brandName}负责你所在群的同事看得到，手机号默认打码，查看有记录。不卖给任何人。` },
      { title: "你的权利", text: `随时可以看、改、导出、注销，关掉活动消息不影响在群里说话。${ask}。` },
    ],
    hash,
  );
}

/** The sentence beside the unticked box. */
export function marketingSentence(facts: PrivacyFacts, hash: HashHex): Versioned<string> {
  return versioned("m", `愿意单独收到${facts.brandName}的活动与优惠消息${quiet(facts)}`, hash);
}

export function marketingNote(facts: PrivacyFacts): string {
  return `单独发给你的活动与优惠${quiet(facts)}`;
}

export const eraseFacts: readonly string[] = [
  "昵称、发言、标签和联系方式都会删掉，找不回来",
  "订单和同意记录按法律要求保存，不再和你的昵称放在一起",
];

const purposeNames: Record<string, string> = { marketing: "活动与优惠消息", recommendation: "个性化推荐", rules: "群规和隐私说明" };

/** A row of the log in words. */
export function consentWords(purpose: string): string {
  return purposeNames[purpose] ?? purpose;
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
