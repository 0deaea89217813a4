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

/** All that can be set about how the platform behaves. */
export const Switches = z.object({
  /** Addresses calls may come from; null: any. Others get 60020. */
  trustedIps: z.array(z.string()).nullable().default(null),
  /** How long group details stay as they were after an event. */
  detailLagMs: Ms.default(2000),
  /** How long a mass send answers 41063 after it was made. */
  dispatchingMs: Ms.default(2000),
  /** How long an app that comes second hears 41096 before it hears 41051. */
  welcomeSendingMs: Ms.default(1000),
  /** An administrator has set a welcome in the console: no welcome codes are given out. */
  consoleWelcome: z.boolean().default(false),
  /** Members' phones and mail are shown to apps (only apps made before 2022-06-20 still see them). */
  staffPrivateFields: z.boolean().default(false),
  /** How many mass sends a customer or group may get: as many a month as it has days, 7 a week, or 1 a day. */
  massCap: z.enum(["month", "week", "day"]).default("month"),
  /** Groups that had their share are reported with status 3, or left out of the results. */
  groupOverCap: z.enum(["status-3", "left-out"]).default("status-3"),
  /** Newest people in a group that codes still let in, and the most it holds. */
  scanCap: z.int().min(1).default(200),
  groupCap: z.int().min(2).default(500),
  contactWayQuota: z.int().min(0).default(500_000),
  /** How long each answer takes. */
  latencyMs: Ms.default(0),
  limits: z
    .object({
      isOn: z.boolean().default(true),
      perMinute: z.int().min(1).default(10_000),
      perHour: z.int().min(1).default(150_000),
      ipPerMinute: z.int().min(1).default(20_000),
      ipPerHour: z.int().min(1).default(600_000),
      /** Calls of one corp and API under way at once. The platform publishes no number. */
      concurrency: z.int().min(1).default(64),
      /** A breach blocks for the window's own length, or until the window has room again. */
      block: z.enum(["own-length", "rest"]).default("own-length"),
    })
    .prefault({}),
  callbacks: z
    .object({
      lost: Share.default(0),
      doubled: Share.default(0),
      /** Share held back by up to `lateMs`, so that later ones overtake them. */
      reordered: Share.default(0),
      lateMs: Ms.default(3000),
      /** Every one comes this late. */
      delayMs: Ms.default(0),
      /** Any answer but 200 is tried again too; without it only a failed connection and a timeout are. */
      retryNon200: z.boolean().default(false),
      timeoutMs: Ms.default(5000),
      tries: z.int().min(1).default(3),
      retryAfterMs: Ms.default(1000),
      /** Carry fields that do not apply, as the printed sample does (QuitScene 0 in an add); captures leave them out. */
      asSampled: z.boolean().default(true),
      /** The shape of MemChangeList: plain items, items in CDATA, or one text joined by commas. */
      memberList: z.enum(["items", "cdata-items", "joined"]).default("items"),
      /** Deliveries under way at once; 1 keeps the order strictly. */
      parallel: z.int().min(1).default(8),
    })
    .prefault({}),
  troubles: z.array(Trouble).default([]),
});
export type Switches = z.infer<typeof Switches>;

/** A part of the switches, as a driver sets it; what is left out stays. */
export const SwitchesPart = z.object({
  ...Switches.partial().shape,
  limits: z.record(z.string(), z.unknown()).optional(),
  callbacks: z.record(z.string(), z.unknown()).optional(),
});
export type SwitchesPart = z.input<typeof SwitchesPart>;

export function withSwitches(now: Switches, part: SwitchesPart): Switches {
  const given = Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined));
  return Switches.parse({
    ...now,
    ...given,
    limits: { ...now.limits, ...part.limits },
    callbacks: { ...now.callbacks, ...part.callbacks },
  });
}
