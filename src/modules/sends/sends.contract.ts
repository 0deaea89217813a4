import { z } from "zod";
import { Day, defineEndpoint, defineEvent, Done, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";
import { isPlain } from "../../lib/plain-text.ts";
import { ContentBody, Direction, TEXT_LIMIT } from "../contents/body.contract.ts";

export const SendState = z.enum(["scheduled", "paused", "finished", "cancelled"]);
export type SendState = z.infer<typeof SendState>;

export const deliveryStates = [
  "planned",
  "handed-over",
  "sent",
  "failed",
  "over-cap",
  "left-out",
  "expired",
  "cancelled",
  "unknown",
] as const;
export const DeliveryState = z.enum(deliveryStates);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** Why a group does not get a send. */
export const leaveOutReasons = [
  "group-planned",
  "group-closed",
  "no-owner",
  "no-account",
  "format",
  "no-channel",
  "quiet-hours",
  "group-day-cap",
  "channel-day-cap",
  "platform-cap",
] as const;
export const LeaveOutReason = z.enum(leaveOutReasons);
export type LeaveOutReason = z.infer<typeof LeaveOutReason>;

/** Which groups: by their ids, or all open ones the caller sees that fit. */
export const Audience = z.object({
  groupIds: z.array(Id).max(20_000).optional(),
  orgId: Id.optional(),
  blueprintId: Id.optional(),
  positioning: z.enum(["lead-in", "benefit", "flash"]).optional(),
  stage: z.number().int().min(1).max(5).optional(),
});
export type Audience = z.infer<typeof Audience>;

/** Either a content of the library or a text of its own. */
export const SendDraft = z.object({
  name: z.string().trim().min(1).max(100),
  contentId: Id.optional(),
  body: ContentBody.optional(),
  audience: Audience,
  /** Left out: now. */
  dueAt: Instant.optional(),
});
export type SendDraft = z.infer<typeof SendDraft>;

export const SendPreview = z.object({
  groups: z.number().int(),
  /** Different people in the groups that will get it. */
  people: z.number().int(),
  /** Of them, those who sit in several of these groups and will see it more than once. */
  peopleTwice: z.number().int(),
  leftOut: z.array(z.object({ reason: LeaveOutReason, groups: z.number().int(), people: z.number().int(), names: z.array(z.string()) })),
  /** How many go out by themselves, and how many a person must tap, by person. */
  direct: z.number().int(),
  byPerson: z.array(
    z.object({
      /** Null where the account is no colleague's who is known here. */
      staffId: Id.nullable(),
      name: z.string(),
      groups: z.number().int(),
      /** Tasks to confirm on the platform, one for each wording; 0 where groups are tapped one by one. */
      confirms: z.number().int(),
    }),
  ),
  /** What the fullest of the groups has used up of its platform's own cap; null where none of them has such a cap. */
  platformCap: z
    .object({
      rule: z.enum(["month", "week", "day"]),
      cap: z.number().int(),
      used: z.number().int(),
      /** Of these, sends of staff by themselves and of other apps. */
      usedByOthers: z.number().int(),
      /** Until when what others sent is known; null: it was never read. */
      readUntil: Instant.nullable(),
    })
    .nullable(),
  samples: z.array(z.object({ groupId: Id, groupName: z.string(), body: ContentBody })),
  /** Signed links to the pictures of the samples by their hash. */
  urls: z.record(z.string(), z.string()),
  dueAt: Instant,
  expiresAt: Instant,
});
export type SendPreview = z.infer<typeof SendPreview>;

export const previewSendEndpoint = defineEndpoint({
  method: "POST",
  path: "/sends/preview",
  permission: "sends.create",
  input: SendDraft,
  output: SendPreview,
});
export const createSendEndpoint = defineEndpoint({
  method: "POST",
  path: "/sends",
  permission: "sends.create",
  input: SendDraft,
  output: z.object({ sendId: Id, groups: z.number().int(), undoUntil: Instant }),
});

export const Counts = z.record(DeliveryState, z.number().int());

export const Send = z.object({
  id: Id,
  name: z.string(),
  sourceKind: z.enum(["adhoc", "flow"]),
  flowId: Id.nullable(),
  flowName: z.string().nullable(),
  stepId: z.string().nullable(),
  contentId: Id.nullable(),
  direction: Direction,
  format: z.enum(["text", "image", "link"]),
  state: SendState,
  dueAt: Instant,
  expiresAt: Instant,
  createdAt: Instant,
  createdByName: z.string().nullable(),
  finishedAt: Instant.nullable(),
  groups: z.number().int(),
  people: z.number().int(),
  counts: Counts,
});
export type Send = z.infer<typeof Send>;

export const listSendsEndpoint = defineEndpoint({
  method: "GET",
  path: "/sends",
  permission: "sends.read",
  input: ListAsk.extend({
    when: z.enum(["coming", "past"]).default("past"),
    state: SendState.optional(),
    sourceKind: z.enum(["adhoc", "flow"]).optional(),
    flowId: Id.optional(),
    groupId: Id.optional(),
    day: Day.optional(),
  }),
  output: pageOf(Send),
});
export const showSendEndpoint = defineEndpoint({
  method: "GET",
  path: "/sends/:sendId",
  permission: "sends.read",
  input: z.object({ sendId: Id }),
  output: Send.extend({ body: ContentBody, urls: z.record(z.string(), z.string()) }),
});

export const Delivery = z.object({
  id: Id,
  groupId: Id,
  groupName: z.string(),
  ownerName: z.string().nullable(),
  channel: z.string(),
  people: z.number().int(),
  state: DeliveryState,
  reason: z.string().nullable(),
  body: ContentBody.nullable(),
  /** The words before a person changed them; null where they left as they were. */
  draftedText: z.string().nullable(),
  endedAt: Instant.nullable(),
});
export type Delivery = z.infer<typeof Delivery>;
export const listDeliveriesEndpoint = defineEndpoint({
  method: "GET",
  path: "/sends/:sendId/deliveries",
  permission: "sends.read",
  input: ListAsk.extend({ sendId: Id, state: DeliveryState.optional() }),
  output: pageOf(Delivery),
});

export const cancelSendEndpoint = defineEndpoint({
  method: "POST",
  path: "/sends/:sendId/cancel",
  permission: "sends.create",
  input: z.object({ sendId: Id }),
  /** `stopping`: the platform is being told; how many of them its people had confirmed already is seen a moment later. */
  output: z.object({ cancelled: z.number().int(), stopping: z.number().int(), alreadySent: z.number().int() }),
});
export const pauseSendEndpoint = defineEndpoint({
  method: "POST",
  path: "/sends/:sendId/pause",
  permission: "sends.create",
  input: z.object({ sendId: Id }),
  output: Done,
});
export const resumeSendEndpoint = defineEndpoint({
  method: "POST",
  path: "/sends/:sendId/resume",
  permission: "sends.create",
  input: z.object({ sendId: Id }),
  output: Done,
});

/** What a person carries out: one dispatch with each group's own text. */
export const Handover = z.object({
  dispatchId: Id,
  sendId: Id,
  name: z.string(),
  assigneeId: Id,
  assigneeName: z.string(),
  dueAt: Instant,
  expiresAt: Instant,
  /** It waits in the platform's own app and is confirmed there, all groups at once. */
  onPlatform: z.boolean(),
  /** When the platform was last asked what came of it. */
  askedAt: Instant.nullable(),
  /** The words before their variables were filled in. */
  template: ContentBody,
  targets: z.array(
    z.object({
      deliveryId: Id,
      groupId: Id,
      groupName: z.string(),
      people: z.number().int(),
      channel: z.string(),
      state: DeliveryState,
      body: ContentBody.nullable(),
      draftedText: z.string().nullable(),
      pictureUrls: z.array(z.string()),
      sentToday: z.number().int(),
      capPerDay: z.number().int(),
    }),
  ),
});
export type Handover = z.infer<typeof Handover>;
export const showHandoverEndpoint = defineEndpoint({
  method: "GET",
  path: "/handovers/:dispatchId",
  permission: "tasks.read",
  input: z.object({ dispatchId: Id }),
  output: Handover,
});
export const confirmDeliveryEndpoint = defineEndpoint({
  method: "POST",
  path: "/deliveries/:deliveryId/confirm",
  permission: "tasks.do",
  input: z.object({ deliveryId: Id, outcome: z.enum(["sent", "failed"]), reason: z.string().max(200).default("") }),
  output: Done,
});
/** What a person will really post in one group; null takes back what was changed. The first words stay beside it. */
export const rewordDeliveryEndpoint = defineEndpoint({
  method: "POST",
  path: "/deliveries/:deliveryId/reword",
  permission: "tasks.do",
  input: z.object({
    deliveryId: Id,
    text: z.string().trim().max(TEXT_LIMIT).refine(isPlain, { message: "messages.text-unfit" }).nullable(),
  }),
  output: Done,
});
/** Takes a confirmation back while its send has not run out. */
export const unconfirmDeliveryEndpoint = defineEndpoint({
  method: "POST",
  path: "/deliveries/:deliveryId/unconfirm",
  permission: "tasks.do",
  input: z.object({ deliveryId: Id }),
  output: Done,
});
/** A person has looked and says what became of an unknown delivery. */
export const decideDeliveryEndpoint = defineEndpoint({
  method: "POST",
  path: "/deliveries/:deliveryId/decide",
  permission: "sends.create",
  input: z.object({ deliveryId: Id, outcome: z.enum(["sent", "failed"]) }),
  output: Done,
});

export const sendCreated = defineEvent("sends.created", z.object({ sendId: Id, contentId: Id.nullable(), value: z.int() }));
/** `value` is how many groups got it. */
export const sendFinished = defineEvent("sends.finished", z.object({ sendId: Id, contentId: Id.nullable(), value: z.int() }));
export const sendCancelled = defineEvent("sends.cancelled", z.object({ sendId: Id, value: z.int() }));
export const deliveryEnded = defineEvent(
  "deliveries.ended",
  z.object({ sendId: Id, groupId: Id, contentId: Id.nullable(), deliveryId: Id, state: DeliveryState, reason: z.string().nullable() }),
);
