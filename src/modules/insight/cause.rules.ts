import type { Cause, DyingCauseCode } from "./advice.contract.ts";
import { dyingCauses } from "./advice.contract.ts";
import type { Dying } from "./dying.rules.ts";

/** The message of ours after which most people left. */
export interface Exodus {
  left: number;
  at: string;
  text: string;
  messageId: string;
  flowId: string | null;
  stepId: string | null;
}

/** Messages with less than this many people behind them are no exodus; in a large group it takes a share of it. */
export const EXODUS_PEOPLE = 3;

/** What the rows of a dying group say about why. Counts unless the name says otherwise. */
export interface Trail {
  /** From three weeks before it began to die. */
  exodus: (Exodus & { members: number }) | null;
  /** From two weeks before. */
  memberMessages: number;
  adverts: number;
  advertisers: number;
  /** When a colleague last said something; null: never within 60 days. */
  hostLastDay: string | null;
  hostQuietDays: number | null;
  /** Asked since then. */
  questions: number;
  /** The few who said most in the four weeks before it faded, and for how long none of them has spoken. */
  voices: { names: readonly string[]; share: number; messages: number; silentDays: number } | null;
  /** Ours since the week in which it began to die, and how many of them somebody answered within the hour. */
  posts: number;
  answeredPosts: number;
  /** The SOP most of them came from. */
  postsFlowId: string | null;
  /** Days since anything of ours; null: nothing within 60 days. */
  postQuietDays: number | null;
  /** SOPs that run for the group. */
  flows: number;
  /** Of 30 days. */
  newcomers: number;
  leftSoon: number;
}

export interface DyingGroup {
  positioning: "lead-in" | "benefit" | "flash";
  members: number;
  ageDays: number;
  ordersIn7Days: number;
  buyersBefore: number;
  lastOrderDay: string | null;
  dying: Dying;
  trail: Trail;
}

const DYING_EXODUS_SHARE = 0.05;
const DYING_EXODUS_PEOPLE = 5;
const ADVERTS = 10;
const ADVERT_SHARE = 0.15;
const HOST_QUIET_DAYS = 7;
const OPEN_QUESTIONS = 3;
const VOICES_SHARE = 0.6;
const VOICES_MESSAGES = 40;
const VOICES_SILENT_DAYS = 7;
const POSTS = 7;
const ANSWERED_SHARE = 0.1;
const NEWCOMERS = 10;
const LEFT_SOON_SHARE = 0.3;
const POST_QUIET_DAYS = 5;
const FLASH_REST_DAYS = 4;

/** A flash group whose sale is over. */
export function flashOver(f: Omit<DyingGroup, "dying" | "trail">): Cause | null {
  return f.positioning === "flash" && f.ageDays > FLASH_REST_DAYS && f.buyersBefore > 0 && f.ordersIn7Days === 0 && f.lastOrderDay !== null
    ? { lastOrderDay: f.lastOrderDay, members: f.members }
    : null;
}

/** A message's place and numbers as the sentence about it needs them. */
export function exodusCause({ left, at, text, messageId, flowId, stepId }: Exodus): Cause {
  return { left, at, text, messageId, flowId, stepId };
}

/** Each finds its numbers in the rows, or null. */
const finders: Record<DyingCauseCode, (f: DyingGroup) => Cause | null> = {
  "flash-over": flashOver,
  exodus: ({ trail: { exodus } }) =>
    exodus && exodus.left >= Math.max(DYING_EXODUS_PEOPLE, exodus.members * DYING_EXODUS_SHARE) ? exodusCause(exodus) : null,
  adverts: ({ trail: t }) =>
    t.adverts >= ADVERTS && t.adverts >= t.memberMessages * ADVERT_SHARE
      ? { share: t.adverts / t.memberMessages, adverts: t.adverts, people: t.advertisers, messages: t.memberMessages }
      : null,
  "host-silent": ({ trail: t }) =>
    (t.hostQuietDays === null || t.hostQuietDays >= HOST_QUIET_DAYS) && t.questions >= OPEN_QUESTIONS
      ? { quietDays: t.hostQuietDays, hostDay: t.hostLastDay, questions: t.questions }
      : null,
  "few-voices": ({ trail: { voices: v } }) =>
    v && v.share >= VOICES_SHARE && v.messages >= VOICES_MESSAGES && v.silentDays >= VOICES_SILENT_DAYS
      ? { people: v.names.length, names: v.names.join("\n"), share: v.share, silentDays: v.silentDays }
      : null,
  broadcast: ({ trail: t }) =>
    t.posts >= POSTS && t.answeredPosts < t.posts * ANSWERED_SHARE
      ? { posts: t.posts, answered: t.answeredPosts, flowId: t.postsFlowId }
      : null,
  "newcomers-lost": ({ trail: t }) =>
    t.newcomers >= NEWCOMERS && t.leftSoon >= t.newcomers * LEFT_SOON_SHARE ? { newcomers: t.newcomers, leftSoon: t.leftSoon } : null,
  thin: ({ trail: t }) =>
    t.postQuietDays === null || t.postQuietDays >= POST_QUIET_DAYS ? { postDays: t.postQuietDays, flows: t.flows } : null,
};

/** What it comes to, as the second half of the sentence says it. */
function effectOf({ reason, since }: Dying): Cause {
  return reason.kind === "silent"
    ? { effect: "silent", days: reason.days, lastDay: reason.lastDay, since }
    : { effect: "fading", now: reason.now, usual: reason.usual, days: reason.days, since };
}

/**
 * Why a group is dying: the first cause whose numbers are found in its rows, the plainest first (a sale that is over, an exodus, adverts),
 * then what was missing (a host, voices, answers, a welcome, content). Null where the rows name none.
 */
export function decideCause(f: DyingGroup): { code: DyingCauseCode; cause: Cause } | null {
  for (const code of dyingCauses) {
    const found = finders[code](f);
    if (found) return { code, cause: { ...effectOf(f.dying), ...found } };
  }
  return null;
}
