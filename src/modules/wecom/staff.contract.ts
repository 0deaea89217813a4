import { z } from "zod";
import { defineEndpoint, Done, Id, ListAsk, pageOf } from "../../lib/define.ts";

/** A member of staff as the platform knows him, and the colleague here he is. */
export const WecomStaff = z.object({
  accountId: Id,
  userId: z.string(),
  name: z.string(),
  position: z.string(),
  state: z.enum(["active", "disabled", "inactive", "left"]),
  follows: z.boolean(),
  /** The platform's code where his customers could not be read. */
  problem: z.number().int().nullable(),
  staffId: Id.nullable(),
  staffName: z.string().nullable(),
  /** The only colleague of the same name who is nobody's yet. */
  suggestedId: Id.nullable(),
  suggestedName: z.string().nullable(),
  customers: z.number().int(),
  groups: z.number().int(),
});
export type WecomStaff = z.infer<typeof WecomStaff>;

export const staffFilters = ["all", "linked", "open", "problem"] as const;

export const listWecomStaffEndpoint = defineEndpoint({
  method: "GET",
  path: "/connections/:connectionId/wecom/staff",
  permission: "wecom.read",
  input: ListAsk.extend({ connectionId: Id, filter: z.enum(staffFilters).default("all") }),
  output: pageOf(WecomStaff),
});
/** Says who a member of staff is here; null: nobody. His groups become the colleague's. Refusals: `wecom.user-missing`, `groups.staff-missing`. */
export const linkWecomStaffEndpoint = defineEndpoint({
  method: "POST",
  path: "/connections/:connectionId/wecom/staff",
  permission: "wecom.manage",
  input: z.object({
    connectionId: Id,
    links: z
      .array(z.object({ accountId: Id, staffId: Id.nullable() }))
      .min(1)
      .max(200),
  }),
  output: Done,
});
/** Links everybody who has exactly one colleague of his name. */
export const linkSuggestedEndpoint = defineEndpoint({
  method: "POST",
  path: "/connections/:connectionId/wecom/staff/suggested",
  permission: "wecom.manage",
  input: z.object({ connectionId: Id }),
  output: z.object({ linked: z.number().int() }),
});
