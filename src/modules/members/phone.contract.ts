import { z } from "zod";
import { Done, Id, Instant, ListAsk, defineEndpoint, pageOf } from "../../lib/define.ts";
import { NICKNAME_LIMIT, hasTurningMarks, isBlank, isPlain, lengthOf } from "../../lib/plain-text.ts";

/** 1–12 characters that can be seen, in one line and in reading order. */
const Nickname = z
  .string()
  .trim()
  .refine((text) => !isBlank(text) && lengthOf(text) <= NICKNAME_LIMIT && isPlain(text) && !/[\n\t]/.test(text) && !hasTurningMarks(text), {
    message: "members.nickname-unfit",
  });

/** What a member may agree to apart from the rules; service notices are no choice and no row. */
const Purpose = z.enum(["marketing"]);

const Contact = z.object({
  /** What the link says, `联系店长`. */
  label: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  /** `8:30–21:30`, as the brand wrote it. */
  hours: z.string().nullable(),
});

const PhoneBrand = z.object({
  name: z.string(),
  logoUrl: z.string().nullable(),
  /** `#rrggbb`; the server has darkened it until `onColor` on it reads at 4.5:1. */
  color: z.string(),
  onColor: z.string(),
  /** Minutes the brand's zone is ahead of UTC now. */
  offsetMinutes: z.number().int(),
  contact: Contact.nullable(),
});

/** The first call of every phone page: whose pages these are, and who is holding the phone. */
export const phoneOpeningEndpoint = defineEndpoint({
  method: "GET",
  path: "/phone/opening",
  audience: "public",
  input: z.object({}),
  output: z.object({
    brand: PhoneBrand,
    /** Null before the first join and after the session ended. */
    member: z.object({ id: Id, nickname: z.string() }).nullable(),
    now: Instant,
  }),
});

const NoticeSection = z.object({ title: z.string(), text: z.string() });

/** 隐私说明: its version is what a consent row names. */
export const PrivacyNotice = z.object({ version: z.string(), sections: z.array(NoticeSection) });

export const JoinPage = z.object({
  /** `closed` also when the way has run out; `full` as long as no further group of the way is open. */
  state: z.enum(["open", "full", "closed"]),
  group: z.object({
    id: Id,
    name: z.string(),
    slogan: z.string().nullable(),
    logoUrl: z.string().nullable(),
    memberCount: z.number().int(),
    capacity: z.number().int(),
  }),
  /** 进群后: what the group gives, from its profile; the icon is one of the phone's own set. */
  gives: z.array(z.object({ icon: z.enum(["leaf", "bag", "chat", "gift", "cal", "horn"]), title: z.string(), note: z.string() })),
  rules: z.object({ version: z.string(), items: z.array(z.string()), penalty: z.string().nullable() }),
  notice: PrivacyNotice,
  /** The sentence beside the unticked box: what, and how often at most. */
  marketing: z.object({ version: z.string(), text: z.string() }),
  /** True when this phone already holds a seat in the group: the page goes straight in. */
  joined: z.boolean(),
});

export type JoinPage = z.output<typeof JoinPage>;

/** Each call counts one exposure of the way (metric 进群率), so the page asks once a load. Refusals: `members.join-missing`. */
export const joinPageEndpoint = defineEndpoint({
  method: "GET",
  path: "/phone/joins/:token",
  audience: "public",
  perMinute: 60,
  input: z.object({ token: z.string().min(8).max(64) }),
  output: JoinPage,
});

/**
 * Makes the member on first contact (or knows him by his session), his seat, his consent rows, and sets the session cookie.
 * A second join of the same member answers the seat he has.
 * Refusals: `members.join-missing`, `members.join-closed`, `members.join-full`, `members.nickname-reserved` (poses as staff or a bot),
 * `members.text-outdated` (rules or notice have a newer version: load again), `members.barred`.
 */
export const joinEndpoint = defineEndpoint({
  method: "POST",
  path: "/phone/joins/:token",
  audience: "public",
  perMinute: 20,
  input: z.object({
    token: z.string().min(8).max(64),
    nickname: Nickname,
    accepted: z.object({ rulesVersion: z.string().max(40), noticeVersion: z.string().max(40) }),
    /** The version of the marketing sentence when its box was ticked; null when it was not. */
    marketingVersion: z.string().max(40).nullable(),
  }),
  /** `phoneToken` never reaches the page: the server turns it into the session cookie. */
  output: z.object({ groupId: Id, memberId: Id, phoneToken: z.string().optional() }),
});

/** One nickname for all groups of the brand. Refusals: `members.nickname-reserved`. */
export const renameMyselfEndpoint = defineEndpoint({
  method: "POST",
  path: "/phone/nickname",
  audience: "member",
  perMinute: 10,
  input: z.object({ nickname: Nickname }),
  output: Done,
});

const ConsentEntry = z.object({
  at: Instant,
  granted: z.boolean(),
  /** What was agreed to or closed, in words: `活动与优惠消息`, `群规（第 2 版）`. */
  what: z.string(),
});

const ExportState = z.object({
  state: z.enum(["preparing", "ready", "failed"]),
  askedAt: Instant,
  /** Latest moment it will be there while preparing; end of the download while ready. */
  until: Instant,
  /** Signed, brand-scoped; only while ready. */
  url: z.string().nullable(),
});

const EraseState = z.object({ askedAt: Instant, dueAt: Instant });

export const PrivacyOverview = z.object({
  /** The brand's legal name as 个人信息处理者. */
  handler: z.string(),
  consents: z.array(
    z.object({
      purpose: Purpose,
      title: z.string(),
      /** How often at most and in which hours: `每周最多 3 条，21:00 后不发`. */
      note: z.string(),
      version: z.string(),
      granted: z.boolean(),
    }),
  ),
  /** What is really stored of this member; `value` masked where it could be read over a shoulder. */
  stored: z.array(z.object({ title: z.string(), value: z.string(), purpose: z.string(), kept: z.string() })),
  /** Newest export of the last 7 days. */
  export: ExportState.nullable(),
  /** An erasure asked for and not yet carried out. */
  erase: EraseState.nullable(),
  /** What an erasure takes and what the law keeps, one sentence each. */
  eraseFacts: z.array(z.string()),
  /** Newest three of the log, and how many there are. */
  log: z.array(ConsentEntry),
  logTotal: z.number().int(),
  notice: PrivacyNotice,
});

export type PrivacyOverview = z.output<typeof PrivacyOverview>;

export const privacyEndpoint = defineEndpoint({
  method: "GET",
  path: "/phone/privacy",
  audience: "member",
  input: z.object({}),
  output: PrivacyOverview,
});

/** Holds from the answer on: every send asks for it when it goes out. Answers the overview as it is then. */
export const setConsentEndpoint = defineEndpoint({
  method: "POST",
  path: "/phone/consents",
  audience: "member",
  input: z.object({ purpose: Purpose, granted: z.boolean(), version: z.string().max(40) }),
  output: PrivacyOverview,
});

/** 退订全部活动消息: closes every purpose that is open, each with its own row in the log. */
export const withdrawAllEndpoint = defineEndpoint({
  method: "POST",
  path: "/phone/consents/withdraw-all",
  audience: "member",
  input: z.object({}),
  output: PrivacyOverview,
});

export const consentLogEndpoint = defineEndpoint({
  method: "GET",
  path: "/phone/consents",
  audience: "member",
  input: ListAsk.omit({ q: true }),
  output: pageOf(ConsentEntry),
});

/** Starts the copy, or answers the one being made or still to be fetched. Ready within 24 h, kept for 7 days. */
export const askExportEndpoint = defineEndpoint({
  method: "POST",
  path: "/phone/exports",
  audience: "member",
  perMinute: 5,
  input: z.object({}),
  output: ExportState,
});

/** Sends nothing to the member from now on and erases within 15 days. Refusals: `members.erase-asked`. */
export const askEraseEndpoint = defineEndpoint({
  method: "POST",
  path: "/phone/erase",
  audience: "member",
  perMinute: 5,
  input: z.object({}),
  output: EraseState,
});

/** As long as it is not carried out. Refusals: `members.erase-not-asked`. */
export const cancelEraseEndpoint = defineEndpoint({
  method: "POST",
  path: "/phone/erase/cancel",
  audience: "member",
  perMinute: 5,
  input: z.object({}),
  output: Done,
});
