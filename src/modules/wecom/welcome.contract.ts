import { z } from "zod";
import { defineEndpoint, Done, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";

const read = { permission: "wecom.read" } as const;
const write = { permission: "wecom.codes", asksOutside: true } as const;
const OfConnection = z.object({ connectionId: Id });

export const MINUTES_A_DAY = 1_440;
export const WELCOME_TEXT_BYTES = 4_000;
export const GROUP_WELCOME_TEXT_BYTES = 3_000;
const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** What a new customer gets at once. `codeId` and the hours narrow whom it is for; nothing goes out while it is off. */
export const Welcome = z.object({
  id: Id,
  name: z.string(),
  isOn: z.boolean(),
  codeId: Id.nullable(),
  codeName: z.string().nullable(),
  fromMinute: z.number().int().nullable(),
  toMinute: z.number().int().nullable(),
  text: z.string(),
  contents: z.array(z.object({ id: Id, name: z.string(), usable: z.boolean() })),
  changedAt: Instant,
  sent: z.number().int(),
  failed: z.number().int(),
});
export type Welcome = z.infer<typeof Welcome>;

const Minute = z.number().int().min(0).max(MINUTES_A_DAY);
export const WelcomeAsk = z
  .object({
    name: z.string().trim().min(1).max(30),
    isOn: z.boolean().default(false),
    codeId: Id.nullable().default(null),
    fromMinute: Minute.nullable().default(null),
    toMinute: Minute.nullable().default(null),
    text: z
      .string()
      .trim()
      .refine((text) => bytesOf(text) <= WELCOME_TEXT_BYTES)
      .default(""),
    contentIds: z.array(Id).max(9).default([]),
  })
  .refine((ask) => (ask.fromMinute === null) === (ask.toMinute === null) && (ask.fromMinute === null || ask.fromMinute !== ask.toMinute), {
    path: ["toMinute"],
  });
export type WelcomeAsk = z.output<typeof WelcomeAsk>;

export const listWelcomesEndpoint = defineEndpoint({
  method: "GET",
  path: "/connections/:connectionId/wecom/welcomes",
  ...read,
  input: OfConnection,
  output: z.object({ items: z.array(Welcome) }),
});
/** Makes one, or changes the named one. Refusals: `wecom.welcome-missing`, `wecom.code-missing`, `wecom.welcome-empty`, `wecom.too-much`, those of contents. */
export const saveWelcomeEndpoint = defineEndpoint({
  method: "POST",
  path: "/connections/:connectionId/wecom/welcomes",
  ...write,
  input: z.object({ connectionId: Id, welcomeId: Id.nullable().default(null), welcome: WelcomeAsk }),
  output: z.object({ id: Id }),
});
export const removeWelcomeEndpoint = defineEndpoint({
  method: "POST",
  path: "/connections/:connectionId/wecom/welcomes/:welcomeId/remove",
  ...write,
  input: z.object({ connectionId: Id, welcomeId: Id }),
  output: Done,
});

/**
 * `sent`; `taken`: another app or the platform itself had welcomed already; `expired`: the 20 seconds were over; `failed`; `none`: nothing
 * was set for this one.
 */
export const welcomeStatuses = ["waiting", "sent", "taken", "expired", "failed", "none"] as const;
export const WelcomeStatus = z.enum(welcomeStatuses);
export type WelcomeStatus = z.infer<typeof WelcomeStatus>;

export const WelcomeSend = z.object({
  id: Id,
  status: WelcomeStatus,
  errcode: z.number().int().nullable(),
  staffName: z.string(),
  memberId: Id.nullable(),
  memberName: z.string(),
  welcomeName: z.string().nullable(),
  toldAt: Instant,
  endedAt: Instant.nullable(),
});
export type WelcomeSend = z.infer<typeof WelcomeSend>;

export const listWelcomeSendsEndpoint = defineEndpoint({
  method: "GET",
  path: "/connections/:connectionId/wecom/welcome-sends",
  ...read,
  input: ListAsk.omit({ q: true }).extend({ connectionId: Id, status: WelcomeStatus.optional() }),
  output: pageOf(WelcomeSend),
});

/** Material that an owner applies to his group on the phone; no call of the platform's does that. */
export const GroupWelcome = z.object({
  id: Id,
  text: z.string(),
  contentId: Id.nullable(),
  contentName: z.string().nullable(),
  changedAt: Instant,
});
export type GroupWelcome = z.infer<typeof GroupWelcome>;

export const listGroupWelcomesEndpoint = defineEndpoint({
  method: "GET",
  path: "/connections/:connectionId/wecom/group-welcomes",
  ...read,
  input: OfConnection,
  output: z.object({ items: z.array(GroupWelcome) }),
});
/** Refusals: `wecom.group-welcome-missing`, `wecom.too-much`, `wecom.refused` { errcode }. With `notify` owners are told of new material. */
export const saveGroupWelcomeEndpoint = defineEndpoint({
  method: "POST",
  path: "/connections/:connectionId/wecom/group-welcomes",
  ...write,
  asksOutside: true,
  input: z.object({
    connectionId: Id,
    groupWelcomeId: Id.nullable().default(null),
    text: z
      .string()
      .trim()
      .refine((text) => bytesOf(text) <= GROUP_WELCOME_TEXT_BYTES)
      .default(""),
    contentId: Id.nullable().default(null),
    notify: z.boolean().default(true),
  }),
  output: z.object({ id: Id }),
});
export const removeGroupWelcomeEndpoint = defineEndpoint({
  method: "POST",
  path: "/connections/:connectionId/wecom/group-welcomes/:groupWelcomeId/remove",
  ...write,
  asksOutside: true,
  input: z.object({ connectionId: Id, groupWelcomeId: Id }),
  output: Done,
});
