import { z } from "zod";
import { defineEndpoint, Done, Id, Instant } from "../../lib/define.ts";

export const rosterRoles = ["owner", "admin", "assistant", "koc", "volunteer"] as const;
export const RosterRole = z.enum(rosterRoles);
export type RosterRole = z.infer<typeof RosterRole>;

export const RosterPlace = z.object({
  id: Id,
  role: RosterRole,
  kind: z.enum(["staff", "member"]),
  /** Of the colleague or the member. */
  personId: Id,
  name: z.string(),
  duty: z.string(),
  shift: z.string(),
  since: Instant,
  /** Of a colleague: at work or not, and how many groups he owns. */
  staffStatus: z.enum(["active", "away", "left"]).nullable(),
  groups: z.number().int(),
  /** Of a member, over 30 days: messages, and people he brought into this group. */
  messages30d: z.number().int(),
  brought: z.number().int(),
});
export type RosterPlace = z.infer<typeof RosterPlace>;

export const listRosterEndpoint = defineEndpoint({
  method: "GET",
  path: "/groups/:groupId/roster",
  permission: "groups.read",
  input: z.object({ groupId: Id }),
  output: z.object({ items: z.array(RosterPlace) }),
});

const Duty = z.string().trim().max(120).default("");
const Shift = z.string().trim().max(60).default("");

/** Refusals: `groups.roster-twice`, `groups.roster-role` (a member as owner …), `groups.roster-admins-full`, `groups.roster-not-seated`, `groups.staff-missing`. */
export const addToRosterEndpoint = defineEndpoint({
  method: "POST",
  path: "/groups/:groupId/roster",
  permission: "groups.manage",
  input: z.object({
    groupId: Id,
    role: RosterRole.exclude(["owner"]),
    kind: z.enum(["staff", "member"]),
    personId: Id,
    duty: Duty,
    shift: Shift,
  }),
  output: z.object({ id: Id }),
});
export const changeRosterEndpoint = defineEndpoint({
  method: "POST",
  path: "/groups/:groupId/roster/:placeId",
  permission: "groups.manage",
  input: z.object({
    groupId: Id,
    placeId: Id,
    role: RosterRole.exclude(["owner"]).optional(),
    duty: Duty.optional(),
    shift: Shift.optional(),
  }),
  output: Done,
});
export const removeFromRosterEndpoint = defineEndpoint({
  method: "POST",
  path: "/groups/:groupId/roster/:placeId/remove",
  permission: "groups.manage",
  input: z.object({ groupId: Id, placeId: Id }),
  output: Done,
});
/** The ownership of one group: to another colleague, or to nobody. The one before stays as an admin where asked. */
export const handOverEndpoint = defineEndpoint({
  method: "POST",
  path: "/groups/:groupId/owner",
  permission: "groups.manage",
  input: z.object({ groupId: Id, staffId: Id.nullable(), keepAsAdmin: z.boolean().default(false) }),
  output: z.object({ workload: z.enum(["fine", "warn"]) }),
});

export const Workload = z.object({
  staffId: Id,
  name: z.string(),
  orgId: Id,
  orgName: z.string(),
  status: z.enum(["active", "away", "left"]),
  /** Owned and not closed; with how many members in them. */
  groups: z.number().int(),
  people: z.number().int(),
  /** Places as admin or assistant in groups of others. */
  helps: z.number().int(),
  verdict: z.enum(["fine", "warn", "refuse"]),
});
export type Workload = z.infer<typeof Workload>;

/** Colleagues who may own groups, the freest first. `verdict` says how each stands with one group more. */
export const listWorkloadsEndpoint = defineEndpoint({
  method: "GET",
  path: "/groups/workloads",
  permission: "groups.read",
  input: z.object({}),
  output: z.object({ items: z.array(Workload), warnAbove: z.number().int(), refuseAbove: z.number().int() }),
});
