import type { Language } from "../../lib/language.ts";
import type { BlueprintSpec } from "../groups/blueprints.contract.ts";
import type { CommercialType, Positioning } from "../groups/profile.contract.ts";
import { presetSize } from "../groups/profile.rules.ts";
import { blueprintWords } from "./blueprint-words.rules.ts";
import type { Thresholds } from "../insight/thresholds.contract.ts";

export interface BlueprintAsk {
  /** What stands already; its own words stay. */
  base: BlueprintSpec | null;
  type: CommercialType;
  positioning: Positioning;
  marks: Thresholds;
  /** Where they are not, they stay the brand's for the type, unless a person set one. */
  isLifted: boolean;
  /** What was written into it the last time; what differs from it a person set. */
  written: Thresholds | null;
  language: Language;
}

/** Recruited members who keep the talk alive: dense seeding and slow trust need more of them than promotions. */
const kocs: Record<CommercialType, number> = { promotion: 1, refined: 3, service: 2 };

/** The marks a person set: those that are not what was written last. */
function setByHand(marks: Thresholds | null, written: Thresholds | null): Partial<Thresholds> {
  const entries = Object.entries(marks ?? {});
  const last: Partial<Record<string, number>> = written ?? {};
  return Object.fromEntries(entries.filter(([name, value]) => last[name] !== value));
}

/** The blueprint of a line: its type, its marks but for those a person set, and first words for what is still empty. */
export function blueprintOf({ base, type, positioning, marks, isLifted, written, language }: BlueprintAsk): BlueprintSpec {
  const lifted = isLifted ? marks : null;
  if (base) {
    const own = setByHand(base.thresholds, written);
    const isOwn = Object.keys(own).length > 0;
    return { ...base, commercialType: type, thresholds: isOwn ? { ...marks, ...own } : lifted };
  }
  const words = blueprintWords[language][type];
  return {
    positioning,
    commercialType: type,
    ...presetSize(positioning),
    slogan: words.slogan,
    announcement: "",
    profile: {
      logo: null,
      gives: words.gives.map((one) => ({ ...one })),
      rules: { items: [...words.rules], penalty: words.penalty },
      reception: { greeting: words.greeting, steps: [...words.steps], serviceHours: words.serviceHours },
      purpose: { ...words.purpose },
      threshold: { kind: "free", note: "" },
      sheet: words.sheet.map((one) => ({ ...one })),
    },
    crew: { admins: 2, kocs: kocs[type], volunteers: 0 },
    thresholds: lifted,
  };
}
