import { enteredFromHere } from "../groups/profile.contract.ts";
import type { Check, CheckName, GuideStep, GuideStepName } from "./openings.contract.ts";

/** What is there of one group, counted. */
export interface GuideFacts {
  /** Of the two lines of purpose, before and after payment. */
  purposes: number;
  /** Applied lines of the group's commercial type. */
  lines: number;
  owners: number;
  admins: number;
  adminsWanted: number;
  kocs: number;
  kocsWanted: number;
  rules: number;
  penalty: number;
  slogan: number;
  logo: number;
  greeting: number;
  /** Open ways in: links into a web group, join codes into a WeCom group. */
  entries: number;
  channel: string;
  /** Approved contents of the direction that has fewest. */
  leastApproved: number;
  /** Moments a week at which running flows send it something. */
  contentTimes: number;
  gives: number;
  rewards: number;
  penalties: number;
  /** Of those moments, the ones that sell. */
  sellingTimes: number;
  /** Paid in the last 30 days. */
  orders: number;
  flows: number;
  /** Steps carried out in the last 7 days. */
  made: number;
}

type Wanted = readonly [CheckName, (facts: GuideFacts) => number, number | ((facts: GuideFacts) => number)];

/** A14: the eight steps, and what each asks of the facts. */
const steps: readonly (readonly [GuideStepName, readonly Wanted[]])[] = [
  [
    "positioning",
    [
      ["purpose", (one) => one.purposes, 2],
      ["line", (one) => one.lines, 1],
    ],
  ],
  [
    "organisation",
    [
      ["owner", (one) => one.owners, 1],
      ["admins", (one) => one.admins, (one) => Math.max(1, one.adminsWanted)],
      ["kocs", (one) => one.kocs, (one) => one.kocsWanted],
    ],
  ],
  [
    "rules",
    [
      ["rules", (one) => one.rules, 3],
      ["penalty", (one) => one.penalty, 1],
    ],
  ],
  [
    "basics",
    [
      ["slogan", (one) => one.slogan, 1],
      ["logo", (one) => one.logo, 1],
      ["greeting", (one) => one.greeting, 1],
      ["entry", (one) => one.entries, (one) => (enteredFromHere.includes(one.channel) ? 1 : 0)],
    ],
  ],
  [
    "content",
    [
      ["library", (one) => one.leastApproved, 3],
      ["times", (one) => one.contentTimes, 5],
    ],
  ],
  [
    "incentives",
    [
      ["gives", (one) => one.gives, 2],
      ["rewards", (one) => one.rewards, 1],
      ["penalties", (one) => one.penalties, 1],
    ],
  ],
  [
    "conversion",
    [
      ["selling", (one) => one.sellingTimes, 1],
      ["orders", (one) => one.orders, 1],
    ],
  ],
  [
    "sop",
    [
      ["flow", (one) => one.flows, 1],
      ["made", (one) => one.made, 1],
    ],
  ],
];

function check([name, have, want]: Wanted, facts: GuideFacts): Check {
  const value = have(facts);
  const wanted = typeof want === "number" ? want : want(facts);
  return { name, value, wanted, ok: value >= wanted };
}

/** The eight steps of a group, each done when all its tests hold. A test that asks for nothing is left out. */
export function guideOf(facts: GuideFacts): GuideStep[] {
  return steps.map(([step, wants]) => {
    const checks = wants.map((want) => check(want, facts)).filter((one) => one.wanted > 0);
    return { step, checks, ok: checks.every((one) => one.ok) };
  });
}
