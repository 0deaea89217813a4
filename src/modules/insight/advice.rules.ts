import { type CommercialType, enteredFromHere } from "../groups/profile.contract.ts";
import type { AdviceAct, AdviceCode, Cause } from "./advice.contract.ts";
import { adviceCodes } from "./advice.contract.ts";
import { decideCause, EXODUS_PEOPLE, type Exodus, exodusCause, flashOver, type Trail } from "./cause.rules.ts";
import type { Dying } from "./dying.rules.ts";

/** All that the next best actions of a group are decided by. Counts unless the name says otherwise. */
export interface GroupFacts {
  positioning: "lead-in" | "benefit" | "flash";
  commercialType: CommercialType;
  channel: string;
  stage: number;
  members: number;
  targetMembers: number;
  ageDays: number;
  dying: Dying | null;
  /** What the rows of a dying group say about why; null for the others. */
  trail: Trail | null;
  ownerName: string | null;
  /** Nobody, or somebody who is away or has left. */
  isOwnerGone: boolean;
  admins: number;
  /** Last 7 days to yesterday. */
  exposures: number;
  entryJoins: number;
  /** Median of the groups of the same blueprint, ratio. */
  peerJoinRate: number | null;
  newcomers: number;
  unwelcomed: number;
  /** The message of ours after which most people left lately. */
  exodus: Exodus | null;
  /** The hour members talk most in, over 28 days, and whether anything of ours went out around it in the last 7. */
  bestHour: { hour: number; perDay: number; isServed: boolean } | null;
  buyersBefore: number;
  buyersGone: number;
  ordersIn7Days: number;
  lastOrderDay: string | null;
  invitedIn14Days: number;
}

/** Why a dying group is dying, where its rows name a cause. */
type Why = ReturnType<typeof decideCause>;

interface AdviceRule {
  act: AdviceAct;
  /** The numbers that cause it; null where there is no cause. */
  find: (facts: GroupFacts, why: Why) => Cause | null;
}

const whyIs = (code: AdviceCode) => (_facts: GroupFacts, why: Why) => (why?.code === code ? why.cause : null);

/** 14 days to half of the target's seats. */
const START_DAYS = 14;
const START_SHARE = 0.5;
const ENTRY_LOOKS = 30;
const ENTRY_SHARE = 0.5;
const WELCOME_PEOPLE = 3;
const BUYERS_GONE = 5;
const REFERRAL_MEMBERS = 30;
/** From this many members on, one pair of hands is a risk. */
const ONE_HAND_MEMBERS = 20;

/** One declared value for each: when it holds, and what is to be done. */
const adviceRules: Record<AdviceCode, AdviceRule> = {
  "no-owner": { act: "owner", find: (f) => (f.isOwnerGone && f.members > 0 ? { owner: f.ownerName, members: f.members } : null) },
  exodus: {
    act: "flow",
    find: (f, why) =>
      whyIs("exodus")(f, why) ?? (why === null && f.exodus && f.exodus.left >= EXODUS_PEOPLE ? exodusCause(f.exodus) : null),
  },
  adverts: { act: "send", find: whyIs("adverts") },
  "host-silent": { act: "roster", find: whyIs("host-silent") },
  "few-voices": { act: "task", find: whyIs("few-voices") },
  broadcast: { act: "flow", find: whyIs("broadcast") },
  "newcomers-lost": { act: "task", find: whyIs("newcomers-lost") },
  thin: { act: "flow", find: whyIs("thin") },
  silent: {
    act: "send",
    find: (f, why) =>
      why === null && f.dying?.reason.kind === "silent"
        ? { days: f.dying.reason.days, lastDay: f.dying.reason.lastDay, members: f.members }
        : null,
  },
  fading: {
    act: "send",
    find: (f, why) =>
      why === null && f.dying?.reason.kind === "fading"
        ? { usual: f.dying.reason.usual, now: f.dying.reason.now, days: f.dying.reason.days, since: f.dying.since }
        : null,
  },
  "flash-over": { act: "close", find: (f, why) => whyIs("flash-over")(f, why) ?? flashOver(f) },
  unwelcomed: { act: "task", find: (f) => (f.unwelcomed >= WELCOME_PEOPLE ? { newcomers: f.newcomers, unwelcomed: f.unwelcomed } : null) },
  "one-hand": {
    act: "roster",
    find: (f) => (f.admins === 0 && !f.isOwnerGone && f.members >= ONE_HAND_MEMBERS ? { owner: f.ownerName, members: f.members } : null),
  },
  "slow-start": {
    act: "entry",
    find: (f) =>
      f.ageDays >= START_DAYS && f.ageDays < 60 && f.members < f.targetMembers * START_SHARE
        ? { days: f.ageDays, members: f.members, target: f.targetMembers, channel: f.channel }
        : null,
  },
  "weak-entry": {
    act: "entry",
    find: (f) => {
      if (f.exposures < ENTRY_LOOKS || f.peerJoinRate === null) return null;
      const rate = f.entryJoins / f.exposures;
      return rate < f.peerJoinRate * ENTRY_SHARE ? { exposures: f.exposures, joins: f.entryJoins, rate, peerRate: f.peerJoinRate } : null;
    },
  },
  "quiet-hour": {
    act: "flow",
    find: (f) =>
      f.bestHour && f.bestHour.perDay >= 3 && !f.bestHour.isServed ? { hour: f.bestHour.hour, perDay: f.bestHour.perDay } : null,
  },
  "buyers-gone": {
    act: "send",
    find: (f) =>
      f.buyersGone >= BUYERS_GONE && f.buyersGone * 2 >= f.buyersBefore ? { gone: f.buyersGone, buyers: f.buyersBefore } : null,
  },
  "no-referral": {
    act: "task",
    find: (f) => (f.stage === 5 && f.members >= REFERRAL_MEMBERS && f.invitedIn14Days === 0 ? { members: f.members } : null),
  },
};

/** A2: what a type lives on comes before what else a group could do better; what is on fire comes first in all. */
const dearest: Record<CommercialType, readonly AdviceCode[]> = {
  promotion: ["buyers-gone", "quiet-hour", "weak-entry"],
  refined: ["unwelcomed", "quiet-hour", "buyers-gone"],
  service: ["unwelcomed", "one-hand", "no-referral"],
};

/** Every next best action, most pressing first for groups of the type. */
export function adviceOrder(type: CommercialType): AdviceCode[] {
  const urgent = adviceCodes.slice(0, adviceCodes.indexOf("flash-over") + 1);
  return [...new Set([...urgent, ...dearest[type], ...adviceCodes])];
}

/** What a press does: the rule's act, or a task where the rule leads to the ways in and none can be made here. */
export function actOf({ code, cause }: { code: AdviceCode; cause: Cause }): AdviceAct {
  const { act } = adviceRules[code];
  return act === "entry" && typeof cause.channel === "string" && !enteredFromHere.includes(cause.channel) ? "task" : act;
}

export interface FoundAdvice {
  code: AdviceCode;
  act: AdviceAct;
  rank: number;
  cause: Cause;
}

/** What is to be done for a group, most pressing first for its type; each names the numbers that caused it and is gone when they are. */
export function findAdvice(facts: GroupFacts): FoundAdvice[] {
  const { dying, trail } = facts;
  const why = dying && trail ? decideCause({ ...facts, dying, trail }) : null;
  return adviceOrder(facts.commercialType).flatMap((code, rank) => {
    const cause = adviceRules[code].find(facts, why);
    return cause ? [{ code, act: actOf({ code, cause }), rank, cause }] : [];
  });
}
