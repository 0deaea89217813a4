import type { FlowKind, Step } from "./spec.contract.ts";

const all = [1, 2, 3, 4, 5, 6, 7];
const at = (weekdays: readonly number[], minute: number) => weekdays.map((weekday) => ({ weekday, minute }));
const say = (text: string): Step["action"] => ({ kind: "send", content: { kind: "text", text } });
const limits = { minutes: 30, graceMinutes: 60 };

const standardDay: readonly Step[] = [
  {
    id: "morning",
    name: "早打卡",
    direction: "engage",
    slots: at(all, 450),
    ...limits,
    action: say("{昵称}早上好！今天{星期}，回个“早”报到，告诉大家今天想吃点什么。"),
  },
  { id: "arrivals", name: "今日到货", direction: "convert", slots: at(all, 540), ...limits, action: { kind: "send", content: null } },
  {
    id: "share",
    name: "午后分享",
    direction: "engage",
    slots: at([1, 2, 3, 4, 5], 840),
    ...limits,
    action: { kind: "send", content: null },
  },
  {
    id: "patrol",
    name: "晚间答疑",
    direction: "engage",
    slots: at(all, 1200),
    minutes: 45,
    graceMinutes: 90,
    action: { kind: "task", instructions: "看一遍今天没人回的问题，逐条答复" },
  },
];

const weeklyProgramme: readonly Step[] = [
  {
    id: "training",
    name: "周一培训",
    direction: "brand",
    slots: at([1], 1200),
    minutes: 60,
    graceMinutes: 60,
    action: { kind: "send", content: null },
  },
  { id: "best-seller", name: "爆品简报", direction: "convert", slots: at([3], 660), ...limits, action: { kind: "send", content: null } },
  {
    id: "flash-sale",
    name: "周五秒杀",
    direction: "convert",
    slots: at([5], 1200),
    minutes: 60,
    graceMinutes: 30,
    action: { kind: "send", content: null },
  },
  {
    id: "meeting",
    name: "周日例会",
    direction: "engage",
    slots: at([7], 1230),
    minutes: 45,
    graceMinutes: 60,
    action: { kind: "task", instructions: "报本周数、点名表扬、说下周安排" },
  },
];

/** The usual steps of a kind, to begin with. */
export function presetSteps(kind: FlowKind): Step[] {
  return structuredClone(kind === "day" ? [...standardDay] : [...weeklyProgramme]);
}
