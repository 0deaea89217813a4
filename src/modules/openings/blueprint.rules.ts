import { isSame } from "../../lib/json.ts";
import { type Language, languages } from "../../lib/language.ts";
import type { BlueprintSpec } from "../groups/blueprints.contract.ts";
import type { CommercialType, Positioning } from "../groups/profile.contract.ts";
import { presetSize } from "../groups/profile.rules.ts";
import { blueprintWords } from "./blueprint-words.rules.ts";
import type { Thresholds } from "../insight/thresholds.contract.ts";

export interface BlueprintAsk {
  /** What stands already; what a person wrote into it stays. */
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

/** The parts that an answer writes, each replaced as a whole. */
function partsOf(type: CommercialType, language: Language) {
  const words = blueprintWords[language][type];
  return {
    slogan: words.slogan,
    gives: words.gives.map((one) => ({ ...one })),
    rules: { items: [...words.rules], penalty: words.penalty },
    reception: { greeting: words.greeting, steps: [...words.steps], serviceHours: words.serviceHours },
    purpose: { ...words.purpose },
    sheet: words.sheet.map((one) => ({ ...one })),
    kocs: kocs[type],
  };
}
type Parts = ReturnType<typeof partsOf>;

/** The parts of what stands, but those nobody changed since they were written for another type: these are the new type's. */
function partsFor(base: BlueprintSpec, type: CommercialType, language: Language): Parts {
  const { gives, rules, reception, purpose, sheet } = base.profile;
  const standing: Parts = { slogan: base.slogan, gives, rules, reception, purpose, sheet, kocs: base.crew.kocs };
  if (base.commercialType === type) return standing;
  const fresh = partsOf(type, language);
  const written = languages.map((each) => partsOf(base.commercialType, each));
  const isUntouched = (part: keyof Parts) => written.some((one) => isSame(one[part], standing[part]));
  const changed = (Object.keys(fresh) as (keyof Parts)[]).filter(isUntouched).map((part) => [part, fresh[part]]);
  return { ...standing, ...Object.fromEntries(changed) };
}

/** The blueprint of a line: its type, its marks but for those a person set, and first words where a person set none. */
export function blueprintOf({ base, type, positioning, marks, isLifted, written, language }: BlueprintAsk): BlueprintSpec {
  const lifted = isLifted ? marks : null;
  const { slogan, kocs: wantedKocs, ...profile } = base ? partsFor(base, type, language) : partsOf(type, language);
  if (base) {
    const own = setByHand(base.thresholds, written);
    const isOwn = Object.keys(own).length > 0;
    return {
      ...base,
      commercialType: type,
      slogan,
      profile: { ...base.profile, ...profile },
      crew: { ...base.crew, kocs: wantedKocs },
      thresholds: isOwn ? { ...marks, ...own } : lifted,
    };
  }
  return {
    positioning,
    commercialType: type,
    ...presetSize(positioning),
    slogan,
    announcement: "",
    profile: { logo: null, threshold: { kind: "free", note: "" }, ...profile },
    crew: { admins: 2, kocs: wantedKocs, volunteers: 0 },
    thresholds: lifted,
  };
}
