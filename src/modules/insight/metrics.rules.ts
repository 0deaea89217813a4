import type { Coverage, Figure, MetricKey, Quotient, SecondKind } from "./metrics.contract.ts";
import { metricKeys } from "./metrics.contract.ts";

/**
 * What a scope adds up to over a period. A *member* is a seat of kind member, staff and bots left out; a person in two groups is two
 * members, so that groups add up. `Talk` sums hold only groups whose platform tells who speaks, `Seen` only those that tell who is in.
 */
export interface Sums {
  days: number;
  groups: number;
  seenGroups: number;
  talkGroups: number;
  membersStart: number;
  membersEnd: number;
  /** Each day's members, added up; a day's members are all who held a seat at some moment of it. */
  memberDays: number;
  talkMemberDays: number;
  joined: number;
  entryJoins: number;
  exposures: number;
  leftPeople: number;
  activeDays: number;
  messages: number;
  validMessages: number;
  retained: number;
  everJoined: number;
  present: number;
  converted: number;
  buyers: number;
  paidFen: number;
  refundedFen: number;
  anonymousPaidFen: number;
  anonymousRefundedFen: number;
  /** Paid net, of every order the people of the scope made, whatever group it is credited to. */
  allNetFen: number;
  costFen: number;
  /** Paid net in the groups of which it is known who is in. */
  seenNetFen: number;
  referred: number;
}

export const noSums: Sums = {
  days: 1,
  groups: 0,
  seenGroups: 0,
  talkGroups: 0,
  membersStart: 0,
  membersEnd: 0,
  memberDays: 0,
  talkMemberDays: 0,
  joined: 0,
  entryJoins: 0,
  exposures: 0,
  leftPeople: 0,
  activeDays: 0,
  messages: 0,
  validMessages: 0,
  retained: 0,
  everJoined: 0,
  present: 0,
  converted: 0,
  buyers: 0,
  paidFen: 0,
  refundedFen: 0,
  anonymousPaidFen: 0,
  anonymousRefundedFen: 0,
  allNetFen: 0,
  costFen: 0,
  seenNetFen: 0,
  referred: 0,
};

/** The sums of two sets of groups over the same days. */
export function addSums(one: Sums, other: Sums): Sums {
  const names = Object.keys(noSums) as (keyof Sums)[];
  return { ...(Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as unknown as Sums), days: one.days };
}

/** Sums that are added up from groups; the days are given, and all sales are asked for apart. */
export type SumName = Exclude<keyof Sums, "days" | "groups" | "seenGroups" | "talkGroups" | "allNetFen">;

/** Sums that count people, each once in a group: no days' sums add up to them. */
export const peopleSums = ["present", "leftPeople", "retained", "buyers", "converted", "everJoined"] as const satisfies readonly SumName[];
export type PeopleSums = Pick<Sums, (typeof peopleSums)[number]>;

interface Parts {
  numerator: number;
  denominator: number;
}

interface MetricRule {
  /** Which groups can tell it. */
  needs: "seen" | "talk" | "sales";
  /** The sums it is made of, so that nothing else is added up for a trend of it. */
  reads: readonly SumName[];
  of: (sums: Sums) => Parts;
  second?: { kind: SecondKind; of: (sums: Sums) => Parts };
  /** Looks at 30 days where the period is shorter. */
  isLong?: boolean;
  goodWhen: "more" | "less";
  unit: "ratio" | "number" | "fen" | "times";
}

const meanMembers = (sums: Sums) => sums.memberDays / sums.days;

/** The nine metrics and ARPU, each as one declared value. Source of every formula: product.md, section K. */
export const metricRules: Record<MetricKey, MetricRule> = {
  /** 进群率: people who joined through an entry ÷ exposures of the scope's entries. */
  join: {
    needs: "seen",
    unit: "ratio",
    goodWhen: "more",
    reads: ["entryJoins", "exposures"],
    of: (s) => ({ numerator: s.entryJoins, denominator: s.exposures }),
  },
  /** 退群率: people who left, once each ÷ (members at start + joined). The seed's plain reading: ÷ members at end. */
  leave: {
    needs: "seen",
    unit: "ratio",
    goodWhen: "less",
    reads: ["leftPeople", "membersStart", "joined", "membersEnd"],
    of: (s) => ({ numerator: s.leftPeople, denominator: s.membersStart + s.joined }),
    second: { kind: "seed", of: (s) => ({ numerator: s.leftPeople, denominator: s.membersEnd }) },
  },
  /** 互动率: members with at least one valid message that day ÷ members that day, days added up on both sides. */
  interaction: {
    needs: "talk",
    unit: "ratio",
    goodWhen: "more",
    reads: ["activeDays", "talkMemberDays"],
    of: (s) => ({ numerator: s.activeDays, denominator: s.talkMemberDays }),
  },
  /** 人均消息量: all member messages of the period ÷ mean daily members; second: valid ones only. */
  messages: {
    needs: "talk",
    unit: "number",
    goodWhen: "more",
    reads: ["messages", "validMessages", "talkMemberDays"],
    of: (s) => ({ numerator: s.messages, denominator: s.talkMemberDays / s.days }),
    second: { kind: "valid", of: (s) => ({ numerator: s.validMessages, denominator: s.talkMemberDays / s.days }) },
  },
  /** 留存率: members at the start still there at the end ÷ members at the start. The seed's: those ÷ all who ever joined. */
  retention: {
    needs: "seen",
    unit: "ratio",
    goodWhen: "more",
    isLong: true,
    reads: ["retained", "membersStart", "everJoined"],
    of: (s) => ({ numerator: s.retained, denominator: s.membersStart }),
    second: { kind: "seed", of: (s) => ({ numerator: s.retained, denominator: s.everJoined }) },
  },
  /** 转化率: members with at least one paid, not fully refunded order ÷ members present at any time in the period, people once each. */
  conversion: {
    needs: "seen",
    unit: "ratio",
    goodWhen: "more",
    reads: ["converted", "present"],
    of: (s) => ({ numerator: s.converted, denominator: s.present }),
  },
  /** 客单价: paid net of refunds ÷ buyers, of orders whose buyer is known; second: gross. Fen. */
  spend: {
    needs: "sales",
    unit: "fen",
    goodWhen: "more",
    reads: ["paidFen", "refundedFen", "anonymousPaidFen", "anonymousRefundedFen", "buyers"],
    of: (s) => ({ numerator: s.paidFen - s.refundedFen - (s.anonymousPaidFen - s.anonymousRefundedFen), denominator: s.buyers }),
    second: { kind: "gross", of: (s) => ({ numerator: s.paidFen - s.anonymousPaidFen, denominator: s.buyers }) },
  },
  /** ROI: net sales credited to the scope's groups ÷ its cost; second: all net sales of its people. Unknown where no cost was entered. */
  roi: {
    needs: "sales",
    unit: "times",
    goodWhen: "more",
    reads: ["paidFen", "refundedFen", "costFen"],
    of: (s) => ({ numerator: s.paidFen - s.refundedFen, denominator: s.costFen }),
    second: { kind: "all", of: (s) => ({ numerator: s.allNetFen, denominator: s.costFen }) },
  },
  /** 传播系数: invited members who were still there after 7 days, those 7 days ending in the period ÷ mean daily members. Ours: the seeds name eight. */
  referral: {
    needs: "seen",
    unit: "number",
    goodWhen: "more",
    isLong: true,
    reads: ["referred", "memberDays"],
    of: (s) => ({ numerator: s.referred, denominator: meanMembers(s) }),
  },
  /** ARPU: net paid ÷ mean daily members. Fen. */
  arpu: {
    needs: "seen",
    unit: "fen",
    goodWhen: "more",
    reads: ["seenNetFen", "memberDays"],
    of: (s) => ({ numerator: s.seenNetFen, denominator: meanMembers(s) }),
  },
};

/** A period shorter than this is too short for retention and referral. */
export const LONG_DAYS = 30;

/** How many days a metric looks at in a period. */
export function spanDaysOf(key: MetricKey, periodDays: number): number {
  return metricRules[key].isLong && periodDays < LONG_DAYS ? LONG_DAYS : periodDays;
}

function quotient({ numerator, denominator }: Parts, isKnown: boolean): Quotient {
  return { value: isKnown && denominator > 0 ? numerator / denominator : null, numerator, denominator };
}

/** Which of the scope's groups tell a metric; sales are our own and always known. */
export function coverageOf(key: MetricKey, sums: Sums): Coverage {
  const { needs } = metricRules[key];
  const groups = needs === "sales" ? sums.groups : needs === "talk" ? sums.talkGroups : sums.seenGroups;
  const level = groups === sums.groups ? "exact" : groups > 0 ? "partial" : "none";
  return { level, groups, of: sums.groups };
}

/** One metric of one scope and period, with its second reading; null where nobody tells it, never zero. */
export function computeQuotients(key: MetricKey, sums: Sums): Pick<Figure, "value" | "numerator" | "denominator" | "second" | "coverage"> {
  const rule = metricRules[key];
  const coverage = coverageOf(key, sums);
  const isKnown = coverage.level !== "none";
  return {
    ...quotient(rule.of(sums), isKnown),
    second: rule.second ? { kind: rule.second.kind, isCounted: true, ...quotient(rule.second.of(sums), isKnown) } : null,
    coverage,
  };
}

/** The value alone, for trends and comparisons. */
export function computeValue(key: MetricKey, sums: Sums | undefined): number | null {
  return sums ? computeQuotients(key, sums).value : null;
}

export const sumsOf = (key: MetricKey): readonly SumName[] => metricRules[key].reads;
export const isLongMetric = (key: MetricKey) => metricRules[key].isLong === true;
export const allMetrics: readonly MetricKey[] = metricKeys;
