import { z } from "zod";

const Share = z.number().min(0).max(1);
const Ms = z.int().min(0);

/** Something that goes wrong for the next calls of an API: a code, or a line that breaks. */
export const Trouble = z.object({
  /** `externalcontact/groupchat/get`, or `*` for all. */
  api: z.string(),
  /** Refuse with this code … */
  errcode: z.int().optional(),
  /** … or break: the call never arrives, its answer is lost, no answer comes, or a gateway answers for us. */
  breaks: z.enum(["request-lost", "answer-lost", "hangs", "http-502"]).optional(),
  times: z.int().min(1).default(1),
});
export type Trouble = z.infer<typeof Trouble>;

const Limits = z.object({
  isOn: z.boolean(),
  perMinute: z.int().min(1),
  perHour: z.int().min(1),
  ipPerMinute: z.int().min(1),
  ipPerHour: z.int().min(1),
  /** Calls of one corp and API under way at once. The platform publishes no number. */
  concurrency: z.int().min(1),
  /** A breach blocks for the window's own length, or until the window has room again. */
  block: z.enum(["own-length", "rest"]),
});

const Callbacks = z.object({
  lost: Share,
  doubled: Share,
  /** Share held back by up to `lateMs`, so that later ones overtake them. */
  reordered: Share,
  lateMs: Ms,
  /** Every one comes this late. */
  delayMs: Ms,
  /** Any answer but 200 is tried again too; without it only a failed connection and a timeout are. */
  retryNon200: z.boolean(),
  timeoutMs: Ms,
  /** How soon an address must answer when it is set. */
  verifyMs: Ms,
  tries: z.int().min(1),
  retryAfterMs: Ms,
  /** Carry fields that do not apply, as the printed sample does (QuitScene 0 in an add); captures leave them out. */
  asSampled: z.boolean(),
  /** The shape of MemChangeList: plain items, items in CDATA, or one text joined by commas. */
  memberList: z.enum(["items", "cdata-items", "joined"]),
  /** Deliveries under way at once; 1 keeps the order strictly. */
  parallel: z.int().min(1),
});

/** All that can be set about how the platform behaves. */
export const Switches = z.object({
  /** Addresses calls may come from; null: any. Others get 60020. */
  trustedIps: z.array(z.string()).nullable(),
  /** How long group details stay as they were after an event. */
  detailLagMs: Ms,
  /** How long a mass send answers 41063 after it was made. */
  dispatchingMs: Ms,
  /** How long an app that comes second hears 41096 before it hears 41051. */
  welcomeSendingMs: Ms,
  /** An administrator has set a welcome in the console: no welcome codes are given out. */
  consoleWelcome: z.boolean(),
  /** Members' phones and mail are shown to apps (only apps made before 2022-06-20 still see them). */
  staffPrivateFields: z.boolean(),
  /** How many mass sends a customer or group may get: as many a month as it has days, 7 a week, or 1 a day. */
  massCap: z.enum(["month", "week", "day"]),
  /** Groups that had their share are reported with status 3, or left out of the results. */
  groupOverCap: z.enum(["status-3", "left-out"]),
  /** Up to how many people codes still let others in, and the most a group holds. */
  scanCap: z.int().min(1),
  groupCap: z.int().min(2),
  contactWayQuota: z.int().min(0),
  /** How long each answer takes. */
  latencyMs: Ms,
  limits: Limits,
  callbacks: Callbacks,
  troubles: z.array(Trouble),
});
export type Switches = z.infer<typeof Switches>;

/** How it behaves when nobody has said anything. */
export const USUAL: Switches = {
  trustedIps: null,
  detailLagMs: 2000,
  dispatchingMs: 2000,
  welcomeSendingMs: 1000,
  consoleWelcome: false,
  staffPrivateFields: false,
  massCap: "month",
  groupOverCap: "status-3",
  scanCap: 200,
  groupCap: 500,
  contactWayQuota: 500_000,
  latencyMs: 0,
  limits: {
    isOn: true,
    perMinute: 10_000,
    perHour: 150_000,
    ipPerMinute: 20_000,
    ipPerHour: 600_000,
    concurrency: 64,
    block: "own-length",
  },
  callbacks: {
    lost: 0,
    doubled: 0,
    reordered: 0,
    lateMs: 3000,
    delayMs: 0,
    retryNon200: false,
    timeoutMs: 5000,
    verifyMs: 1000,
    tries: 3,
    retryAfterMs: 1000,
    asSampled: true,
    memberList: "items",
    parallel: 8,
  },
  troubles: [],
};

/** A part of the switches, as a driver sets it; what is left out stays. */
export const SwitchesPart = Switches.extend({ limits: Limits.partial(), callbacks: Callbacks.partial() }).partial();
export type SwitchesPart = z.input<typeof SwitchesPart>;

export function withSwitches(now: Switches, part: SwitchesPart): Switches {
  return Switches.parse({ ...now, ...part, limits: { ...now.limits, ...part.limits }, callbacks: { ...now.callbacks, ...part.callbacks } });
}
