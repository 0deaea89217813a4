import { z } from "zod";
import { defineEndpoint, Id, Instant } from "../../lib/define.ts";
import { GroupStatus } from "./groups.contract.ts";
import { GroupChannel } from "./profile.contract.ts";

/** Groups of one go; a go is one transaction. */
export const STAMP_LIMIT = 300;

export const StampAsk = z
  .object({
    blueprintId: Id,
    channel: GroupChannel.default("web"),
    /** `{组织}`, `{上级}` and `{序号}` are filled in, `{组织} 福利群 {序号}`. */
    pattern: z.string().trim().min(1).max(80),
    /** The first number in each unit; numbers whose name is taken there are passed over. */
    start: z.number().int().min(0).max(9999).default(1),
    digits: z.number().int().min(1).max(4).default(2),
    units: z
      .array(z.object({ orgId: Id, count: z.number().int().min(1).max(STAMP_LIMIT) }))
      .min(1)
      .max(STAMP_LIMIT),
    /** Among whom the groups are shared out, each to the one over the unit who carries fewest; empty leaves them without owner. */
    ownerStaffIds: z.array(Id).max(300).default([]),
    /** True can be entered at once (web groups only), each with a way in. */
    open: z.boolean().default(false),
  })
  .refine((ask) => ask.units.reduce((sum, unit) => sum + unit.count, 0) <= STAMP_LIMIT, { message: "groups.stamp-too-many" });
export type StampAsk = z.infer<typeof StampAsk>;

export const StampPlan = z.object({
  rows: z.array(z.object({ name: z.string(), orgId: Id, orgName: z.string(), ownerName: z.string().nullable() })),
  loads: z.array(
    z.object({
      staffId: Id,
      name: z.string(),
      before: z.number().int(),
      after: z.number().int(),
      verdict: z.enum(["fine", "warn", "refuse"]),
    }),
  ),
  /** Groups that found no owner with room. */
  unowned: z.number().int(),
  /** Names that would be there twice, or are longer than 60. Either stops it. */
  clashes: z.array(z.string()),
  tooLong: z.array(z.string()),
  capacity: z.number().int(),
  /** True for blueprint and channel together: planned ones wait for their platform. */
  planned: z.boolean(),
});
export type StampPlan = z.infer<typeof StampPlan>;

/** What would be made; writes nothing. */
export const planStampEndpoint = defineEndpoint({
  method: "POST",
  path: "/groups/stamps/plan",
  permission: "groups.manage",
  input: StampAsk,
  output: StampPlan,
});
/** Refusals: `groups.names-clash` { names }, `groups.name-too-long` { names }, `groups.blueprint-missing`, `brands.org-missing`, `groups.staff-missing`. */
export const stampGroupsEndpoint = defineEndpoint({
  method: "POST",
  path: "/groups/stamps",
  permission: "groups.manage",
  perMinute: 20,
  input: StampAsk,
  output: z.object({ stampId: Id, made: z.number().int(), unowned: z.number().int() }),
});

export const Stamp = z.object({
  id: Id,
  blueprintId: Id,
  blueprintName: z.string(),
  blueprintVersion: z.number().int(),
  /** Made; and of these, open and closed by now. */
  made: z.number().int(),
  open: z.number().int(),
  closed: z.number().int(),
  createdBy: z.string().nullable(),
  createdAt: Instant,
  undoneAt: Instant.nullable(),
});
export type Stamp = z.infer<typeof Stamp>;

export const listStampsEndpoint = defineEndpoint({
  method: "GET",
  path: "/groups/stamps",
  permission: "groups.read",
  input: z.object({}),
  output: z.object({ items: z.array(Stamp) }),
});

/** The report of one go, as its groups stand now. */
export const showStampEndpoint = defineEndpoint({
  method: "GET",
  path: "/groups/stamps/:stampId",
  permission: "groups.read",
  input: z.object({ stampId: Id }),
  output: Stamp.extend({
    groups: z.array(
      z.object({
        id: Id,
        code: z.string(),
        name: z.string(),
        orgPath: z.string(),
        ownerName: z.string().nullable(),
        status: GroupStatus,
        channel: z.string(),
        memberCount: z.number().int(),
        joinPath: z.string().nullable(),
      }),
    ),
  }),
});
/** Closes what of it has no member yet. */
export const undoStampEndpoint = defineEndpoint({
  method: "POST",
  path: "/groups/stamps/:stampId/undo",
  permission: "groups.manage",
  input: z.object({ stampId: Id }),
  output: z.object({ closed: z.number().int(), kept: z.number().int() }),
});
