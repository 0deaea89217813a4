import { z } from "zod";
import { Day, defineEndpoint, defineEvent, Done, Id, Instant } from "../../lib/define.ts";
import { CommercialType, GroupChannel, GroupProfile, Positioning, StageThresholds } from "./profile.contract.ts";

export const groupStatuses = ["planned", "active", "closed"] as const;
export const GroupStatus = z.enum(groupStatuses);
export type GroupStatus = z.infer<typeof GroupStatus>;

export const GroupName = z.string().trim().min(1).max(60);
const Slogan = z.string().trim().max(60);
const Announcement = z.string().trim().max(2000);
export const Capacity = z.number().int().min(2).max(100_000);

export const groupCreated = defineEvent(
  "groups.created",
  z.object({ groupId: Id, orgId: Id, channel: z.string(), positioning: Positioning, blueprintId: Id.nullable(), status: GroupStatus }),
);
/** It can be entered from now on; also when a closed one is opened again. */
export const groupOpened = defineEvent("groups.opened", z.object({ groupId: Id }));
export const groupClosed = defineEvent("groups.closed", z.object({ groupId: Id, reason: z.string() }));
export const groupRenamed = defineEvent("groups.renamed", z.object({ groupId: Id, from: z.string(), to: z.string() }));
/** `fields` are names of GroupChange and `owner`, `blueprint`. */
export const groupChanged = defineEvent("groups.changed", z.object({ groupId: Id, fields: z.array(z.string()) }));
/** A planned group met its counterpart on the platform. */
export const groupBound = defineEvent("groups.bound", z.object({ groupId: Id, channel: z.string(), externalId: z.string() }));
/** Somebody looked at a way in. */
export const entryExposed = defineEvent("groups.entry-exposed", z.object({ groupId: Id, entryId: Id }));
export const rosterChanged = defineEvent(
  "groups.roster-changed",
  z.object({
    groupId: Id,
    memberId: Id.optional(),
    staffId: Id.optional(),
    role: z.string(),
    change: z.enum(["added", "changed", "removed", "handed-over"]),
  }),
);

export const NewGroup = z.object({
  name: GroupName,
  orgId: Id,
  positioning: Positioning.default("benefit"),
  commercialType: CommercialType.default("promotion"),
  channel: GroupChannel.default("web"),
  /** Gives every field below that is left out. */
  blueprintId: Id.optional(),
  ownerStaffId: Id.nullable().default(null),
  capacity: Capacity.optional(),
  targetMembers: z.number().int().min(1).max(100_000).optional(),
  slogan: Slogan.optional(),
  announcement: Announcement.optional(),
  profile: GroupProfile.optional(),
  /** True can be entered at once; false stays planned. Left out: a web group opens, others wait for their platform. */
  open: z.boolean().optional(),
});
export type NewGroup = z.infer<typeof NewGroup>;

/** Refusals: `brands.org-missing`, `groups.blueprint-missing`, `groups.staff-missing`, `groups.workload-over` { name, count, limit }, `groups.target-over-capacity`. */
export const createGroupEndpoint = defineEndpoint({
  method: "POST",
  path: "/groups",
  permission: "groups.manage",
  input: NewGroup,
  output: z.object({ id: Id, code: z.string(), status: GroupStatus, workload: z.enum(["fine", "warn"]) }),
});

export const GroupChange = z.object({
  name: GroupName.optional(),
  slogan: Slogan.optional(),
  announcement: Announcement.optional(),
  orgId: Id.optional(),
  positioning: Positioning.optional(),
  commercialType: CommercialType.optional(),
  capacity: Capacity.optional(),
  targetMembers: z.number().int().min(1).max(100_000).optional(),
  profile: GroupProfile.optional(),
});
export type GroupChange = z.infer<typeof GroupChange>;

export const changeGroupEndpoint = defineEndpoint({
  method: "POST",
  path: "/groups/:groupId",
  permission: "groups.manage",
  input: GroupChange.extend({ groupId: Id }),
  output: z.object({ changed: z.array(z.string()) }),
});
/** Planned → active. Refusals: `groups.closed`. */
export const openGroupEndpoint = defineEndpoint({
  method: "POST",
  path: "/groups/:groupId/open",
  permission: "groups.manage",
  input: z.object({ groupId: Id }),
  output: Done,
});
export const closeGroupEndpoint = defineEndpoint({
  method: "POST",
  path: "/groups/:groupId/close",
  permission: "groups.manage",
  input: z.object({ groupId: Id, reason: z.string().trim().max(120).default("") }),
  output: Done,
});
/** Names the platform's own group behind a planned one and opens it. Refusals: `groups.binding-taken`, `groups.closed`. */
export const bindGroupEndpoint = defineEndpoint({
  method: "POST",
  path: "/groups/:groupId/bind",
  permission: "groups.manage",
  input: z.object({ groupId: Id, externalId: z.string().trim().min(1).max(120) }),
  output: Done,
});

/** One group whole, as its page shows it. */
export const GroupDetail = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  slogan: z.string(),
  announcement: z.string(),
  status: GroupStatus,
  positioning: Positioning,
  commercialType: CommercialType,
  channel: z.string(),
  externalId: z.string().nullable(),
  /** From the city down, without headquarters. */
  orgs: z.array(z.object({ id: Id, name: z.string() })),
  orgId: Id,
  owner: z.object({ id: Id, name: z.string() }).nullable(),
  memberCount: z.number().int(),
  capacity: z.number().int(),
  targetMembers: z.number().int(),
  profile: GroupProfile,
  logoUrl: z.string().nullable(),
  blueprint: z
    .object({
      id: Id,
      name: z.string(),
      version: z.number().int(),
      latestVersion: z.number().int(),
      differences: z.array(z.string()),
      thresholds: StageThresholds.nullable(),
    })
    .nullable(),
  /** As computed for yesterday; null until there was a whole day. */
  state: z
    .object({
      stage: z.number().int(),
      health: z.number().int().nullable(),
      health7dAgo: z.number().int().nullable(),
      /** Groups of the same unit with a lower score ÷ the others that have one. */
      above: z.number().nullable(),
      dyingSince: Day.nullable(),
      /** The day each stage was last entered, stages that were passed or reached only. */
      entered: z.array(z.object({ stage: z.number().int(), day: Day })),
    })
    .nullable(),
  stampId: Id.nullable(),
  createdAt: Instant,
  openedAt: Instant.nullable(),
  closedAt: Instant.nullable(),
});
export type GroupDetail = z.infer<typeof GroupDetail>;

export const showGroupEndpoint = defineEndpoint({
  method: "GET",
  path: "/groups/:groupId",
  permission: "groups.read",
  input: z.object({ groupId: Id }),
  output: GroupDetail,
});
