import type { Language } from "../../lib/language.ts";

interface StepWords {
  name: string;
  /** What is said, or what a person is asked to do. Empty where a content is still to be chosen. */
  text: string;
}

/** Names and first words of the standard steps: they become the brand's own, in the language of the one who asks. */
export const stepWords = {
  "zh-CN": {
    "morning-deal": { name: "早安特价", text: "{昵称}早上好！今天是{星期}，今日特价马上开始，想要什么先在群里说一声。" },
    "noon-hot": { name: "午间爆款", text: "" },
    "evening-deal": { name: "晚市推荐", text: "" },
    "friday-flash": { name: "周五秒杀", text: "" },
    "evening-answers": { name: "晚间答疑", text: "看一遍今天没人回的问题，逐条答复" },
    "daily-tip": { name: "每日小知识", text: "" },
    "ask-experience": { name: "使用心得", text: "{昵称}，最近用得怎么样？发一张照片或一句感受，小编挑三条放进下期分享。" },
    seeding: { name: "好物种草", text: "" },
    "friday-benefit": { name: "群内专属福利", text: "" },
    "sunday-answers": { name: "周日答疑", text: "集中回答本周的使用问题，把好问题记进素材库" },
    "case-story": { name: "案例分享", text: "" },
    "buying-guide": { name: "选购指南", text: "" },
    "owner-shows": { name: "老客晒单", text: "用上了吗？欢迎老客晒一晒家里的样子，也可以问问别人怎么选的。" },
    visit: { name: "到店预约", text: "" },
    "service-answers": { name: "服务问答", text: "逐条回复售前售后问题，需要上门的登记下来" },
    "live-notice": { name: "直播预告", text: "" },
    "campaign-notice": { name: "活动报名", text: "" },
    "private-talk": { name: "一对一跟进", text: "给近 7 天问过但没下单的人各发一条私聊，记下回应" },
    "members-day": { name: "会员日", text: "" },
    "word-game": { name: "成语接龙", text: "今晚接龙开始：我先来“开门见山”，下一个字接“山”。谁接得多，明天揭晓。" },
  },
  en: {
    "morning-deal": {
      name: "Morning deal",
      text: "Good morning {nickname}! It is {weekday}, today's deals start soon. Tell us what you are after.",
    },
    "noon-hot": { name: "Noon best-seller", text: "" },
    "evening-deal": { name: "Evening pick", text: "" },
    "friday-flash": { name: "Friday flash sale", text: "" },
    "evening-answers": { name: "Evening answers", text: "Go through today's open questions and answer each one" },
    "daily-tip": { name: "Daily tip", text: "" },
    "ask-experience": {
      name: "Your experience",
      text: "{nickname}, how is it going? Share a picture or a line; we feature three next time.",
    },
    seeding: { name: "Worth trying", text: "" },
    "friday-benefit": { name: "Group-only offer", text: "" },
    "sunday-answers": { name: "Sunday answers", text: "Answer this week's questions; keep the good ones as content" },
    "case-story": { name: "Case story", text: "" },
    "buying-guide": { name: "Buying guide", text: "" },
    "owner-shows": { name: "Show yours", text: "Already at home with it? Show us a picture, or ask others how they chose." },
    visit: { name: "Book a visit", text: "" },
    "service-answers": { name: "Service answers", text: "Answer questions before and after the sale; note who needs a visit" },
    "live-notice": { name: "Live tonight", text: "" },
    "campaign-notice": { name: "Sign up", text: "" },
    "private-talk": { name: "One-to-one", text: "Write to those who asked in the last 7 days but did not buy; note what they say" },
    "members-day": { name: "Members' day", text: "" },
    "word-game": {
      name: "Word chain",
      text: "Word chain tonight: I start with “apple”, go on with its last letter. Most words wins tomorrow.",
    },
  },
} satisfies Record<Language, Record<string, StepWords>>;
