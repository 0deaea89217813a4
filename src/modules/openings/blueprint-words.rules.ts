import type { Language } from "../../lib/language.ts";
import type { CommercialType, GroupProfile } from "../groups/profile.contract.ts";

interface BlueprintWords {
  slogan: string;
  gives: GroupProfile["gives"];
  rules: readonly string[];
  penalty: string;
  greeting: string;
  steps: readonly string[];
  serviceHours: string;
  purpose: GroupProfile["purpose"];
  sheet: GroupProfile["sheet"];
}

const zh = {
  rules: ["不发广告、外部链接和二维码", "不刷屏，不人身攻击", "价格和售后问题先问客服"],
  penalty: "第一次提醒，第二次请出群",
  steps: ["把群设为置顶", "改群昵称", "看一遍群公告"],
  serviceHours: "9:00–21:00",
  sheet: [
    { kind: "reward" as const, when: "晒单带图并说出感受", then: "当周福利名额一个" },
    { kind: "penalty" as const, when: "发广告或外部链接", then: "撤回并提醒，再犯移出" },
  ],
};
const en = {
  rules: ["No advertisements, outside links or QR codes", "No flooding, no abuse", "Ask service first about prices and returns"],
  penalty: "A reminder first, then removal",
  steps: ["Pin the group", "Set your group nickname", "Read the announcement"],
  serviceHours: "9:00–21:00",
  sheet: [
    { kind: "reward" as const, when: "A post with a picture and your view", then: "A place in this week's offer" },
    { kind: "penalty" as const, when: "Advertisements or outside links", then: "Taken back and reminded; removed if repeated" },
  ],
};

/** First words of a new blueprint: they become the brand's own, in the language of the one who asks. */
export const blueprintWords: Record<Language, Record<CommercialType, BlueprintWords>> = {
  "zh-CN": {
    promotion: {
      ...zh,
      slogan: "天天有好价，进群先知道",
      gives: [
        { icon: "bag", title: "每日群内特价", note: "每天两场，先到先得" },
        { icon: "gift", title: "新人见面礼", note: "进群当天有效" },
      ],
      greeting: "{昵称}你好，欢迎来到{群名}！每天早上和傍晚各有一场特价，看到喜欢的直接回复就行。",
      purpose: { beforePayment: "天天看到好价，下第一单", afterPayment: "一周回来买两次" },
    },
    refined: {
      ...zh,
      slogan: "先用明白，再买合适的",
      gives: [
        { icon: "leaf", title: "每日使用小知识", note: "工作日早上一条" },
        { icon: "gift", title: "群内专属福利", note: "每周五晚上" },
      ],
      greeting: "{昵称}你好，欢迎来到{群名}！这里每天分享一条使用小知识，有问题随时问，周五晚上有群内福利。",
      purpose: { beforePayment: "看懂适不适合自己", afterPayment: "用出效果，按时复购" },
    },
    service: {
      ...zh,
      slogan: "选得放心，用得安心",
      gives: [
        { icon: "chat", title: "专人答疑", note: "每周五集中回答" },
        { icon: "cal", title: "到店预约", note: "周六优先安排" },
      ],
      greeting: "{昵称}你好，欢迎来到{群名}！选购、安装、售后都可以在这里问，每周有一篇案例和一份选购指南。",
      purpose: { beforePayment: "看案例、比方案，放心做决定", afterPayment: "服务到位，愿意推荐给朋友" },
    },
  },
  en: {
    promotion: {
      ...en,
      slogan: "Good prices daily, here first",
      gives: [
        { icon: "bag", title: "Daily group deals", note: "Two rounds a day" },
        { icon: "gift", title: "Welcome gift", note: "On your first day" },
      ],
      greeting: "Hello {nickname}, welcome to {group}! Deals start every morning and evening; just reply to what you like.",
      purpose: { beforePayment: "See good prices daily, place a first order", afterPayment: "Come back twice a week" },
    },
    refined: {
      ...en,
      slogan: "Know it first, then choose",
      gives: [
        { icon: "leaf", title: "A tip a day", note: "Weekday mornings" },
        { icon: "gift", title: "Group-only offer", note: "Friday evenings" },
      ],
      greeting: "Hello {nickname}, welcome to {group}! One tip a day, ask anything, and an offer for the group every Friday.",
      purpose: { beforePayment: "Find out what suits you", afterPayment: "See results, buy again in time" },
    },
    service: {
      ...en,
      slogan: "Choose with care, use in peace",
      gives: [
        { icon: "chat", title: "A person who answers", note: "Every Friday" },
        { icon: "cal", title: "Book a visit", note: "Saturdays first" },
      ],
      greeting: "Hello {nickname}, welcome to {group}! Ask about choosing, fitting and service; a case and a guide every week.",
      purpose: { beforePayment: "Compare cases, decide at ease", afterPayment: "Well served, glad to recommend" },
    },
  },
};
