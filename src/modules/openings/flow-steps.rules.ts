import type { Language } from "../../lib/language.ts";
import type { Direction } from "../contents/body.contract.ts";
import type { Step } from "../flows/spec.contract.ts";
import type { CommercialType } from "../groups/profile.contract.ts";
import { stepWords } from "./flow-words.rules.ts";
import type { Combination } from "./openings.contract.ts";

const day = [1, 2, 3, 4, 5, 6, 7];
const work = [1, 2, 3, 4, 5];

interface Plan {
  id: keyof (typeof stepWords)["zh-CN"];
  direction: Direction;
  weekdays: readonly number[];
  /** Hours of the day, 7.5 for half past seven. */
  hour: number;
  /** A send of words, of something still to be chosen, or a task. */
  does: "text" | "content" | "task";
}

/** A2: promotions for the frequent and cheap; dense seeding, then benefits; slow nurturing and referral. */
const ofType: Record<CommercialType, readonly Plan[]> = {
  promotion: [
    { id: "morning-deal", direction: "engage", weekdays: day, hour: 7.5, does: "text" },
    { id: "noon-hot", direction: "convert", weekdays: day, hour: 11, does: "content" },
    { id: "evening-deal", direction: "convert", weekdays: day, hour: 17.5, does: "content" },
    { id: "friday-flash", direction: "convert", weekdays: [5], hour: 20, does: "content" },
    { id: "evening-answers", direction: "engage", weekdays: day, hour: 20.5, does: "task" },
  ],
  refined: [
    { id: "daily-tip", direction: "brand", weekdays: work, hour: 9, does: "content" },
    { id: "ask-experience", direction: "engage", weekdays: [2, 4], hour: 14, does: "text" },
    { id: "seeding", direction: "brand", weekdays: [1, 3], hour: 20, does: "content" },
    { id: "friday-benefit", direction: "convert", weekdays: [5], hour: 20, does: "content" },
    { id: "sunday-answers", direction: "engage", weekdays: [7], hour: 20, does: "task" },
  ],
  service: [
    { id: "case-story", direction: "brand", weekdays: [1], hour: 10, does: "content" },
    { id: "buying-guide", direction: "brand", weekdays: [3], hour: 15, does: "content" },
    { id: "owner-shows", direction: "engage", weekdays: [7], hour: 20, does: "text" },
    { id: "visit", direction: "convert", weekdays: [6], hour: 10, does: "content" },
    { id: "service-answers", direction: "engage", weekdays: [5], hour: 16, does: "task" },
  ],
};

const ofCombination: Record<Combination, readonly Plan[]> = {
  shop: [{ id: "live-notice", direction: "convert", weekdays: [2, 5], hour: 19, does: "content" }],
  campaign: [{ id: "campaign-notice", direction: "engage", weekdays: [4], hour: 12, does: "content" }],
  private: [{ id: "private-talk", direction: "convert", weekdays: work, hour: 16, does: "task" }],
  tiers: [{ id: "members-day", direction: "convert", weekdays: [3], hour: 12, does: "content" }],
  games: [{ id: "word-game", direction: "engage", weekdays: [2, 4], hour: 21, does: "text" }],
};

function stepOf(plan: Plan, language: Language): Step {
  const { name, text } = stepWords[language][plan.id];
  return {
    id: plan.id,
    name,
    direction: plan.direction,
    slots: plan.weekdays.map((weekday) => ({ weekday, minute: plan.hour * 60 })),
    minutes: 30,
    graceMinutes: 60,
    action:
      plan.does === "task"
        ? { kind: "task", instructions: text }
        : { kind: "send", content: plan.does === "text" ? { kind: "text", text } : null },
  };
}

/** The standard flow of a line: its type's steps, what each combination adds, and talk one to one where a group does not pay. */
export function standardSteps(
  type: CommercialType,
  combinations: readonly Combination[],
  way: "group" | "one-to-one",
  language: Language,
): Step[] {
  const all = way === "one-to-one" ? [...new Set<Combination>([...combinations, "private"])] : combinations;
  return [...ofType[type], ...all.flatMap((one) => ofCombination[one])].map((plan) => stepOf(plan, language));
}
