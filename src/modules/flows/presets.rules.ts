import type { Language } from "../../lib/language.ts";
import type { FlowKind, Step } from "./spec.contract.ts";

const all = [1, 2, 3, 4, 5, 6, 7];
const at = (weekdays: readonly number[], minute: number) => weekdays.map((weekday) => ({ weekday, minute }));
const limits = { minutes: 30, graceMinutes: 60 };
const chosenLater: Step["action"] = { kind: "send", content: null };

interface Words {
  morning: [name: string, text: string];
  arrivals: string;
  share: string;
  patrol: [name: string, instructions: string];
  training: string;
  bestSeller: string;
  flashSale: string;
  meeting: [name: string, instructions: string];
}

const words: Record<Language, Words> = {
  "zh-CN": {
    morning: ["早打卡", "{昵称}早上好！今天{星期}，回个“早”报到，告诉大家今天想吃点什么。"],
    arrivals: "今日到货",
    share: "午后分享",
    patrol: ["晚间答疑", "看一遍今天没人回的问题，逐条答复"],
    training: "周一培训",
    bestSeller: "爆品简报",
    flashSale: "周五秒杀",
    meeting: ["周日例会", "报本周数、点名表扬、说下周安排"],
  },
  en: {
    morning: ["Morning check-in", "Good morning {nickname}! It is {weekday}. Say hello and tell us what you would like today."],
    arrivals: "Today’s arrivals",
    share: "Afternoon share",
    patrol: ["Evening answers", "Look at the questions nobody answered today and answer each"],
    training: "Monday training",
    bestSeller: "Best-seller brief",
    flashSale: "Friday flash sale",
    meeting: ["Sunday meeting", "Report the week’s figures, praise by name, say what comes next week"],
  },
};

const standardDay = ({ morning, arrivals, share, patrol }: Words): Step[] => [
  {
    id: "morning",
    name: morning[0],
    direction: "engage",
    slots: at(all, 450),
    ...limits,
    action: { kind: "send", content: { kind: "text", text: morning[1] } },
  },
  { id: "arrivals", name: arrivals, direction: "convert", slots: at(all, 540), ...limits, action: chosenLater },
  { id: "share", name: share, direction: "engage", slots: at([1, 2, 3, 4, 5], 840), ...limits, action: chosenLater },
  {
    id: "patrol",
    name: patrol[0],
    direction: "engage",
    slots: at(all, 1200),
    minutes: 45,
    graceMinutes: 90,
    action: { kind: "task", instructions: patrol[1] },
  },
];

const weeklyProgramme = ({ training, bestSeller, flashSale, meeting }: Words): Step[] => [
  { id: "training", name: training, direction: "brand", slots: at([1], 1200), minutes: 60, graceMinutes: 60, action: chosenLater },
  { id: "best-seller", name: bestSeller, direction: "convert", slots: at([3], 660), ...limits, action: chosenLater },
  { id: "flash-sale", name: flashSale, direction: "convert", slots: at([5], 1200), minutes: 60, graceMinutes: 30, action: chosenLater },
  {
    id: "meeting",
    name: meeting[0],
    direction: "engage",
    slots: at([7], 1230),
    minutes: 45,
    graceMinutes: 60,
    action: { kind: "task", instructions: meeting[1] },
  },
];

/** The usual steps of a kind, to begin with, in the language of whoever makes the flow. */
export function presetSteps(kind: FlowKind, language: Language): Step[] {
  return structuredClone(kind === "day" ? standardDay(words[language]) : weeklyProgramme(words[language]));
}
