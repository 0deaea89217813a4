import { z } from "zod";
import { defineEndpoint, Id } from "../../lib/define.ts";
import { BlueprintField, blueprintFields } from "./blueprints.contract.ts";

/** Groups that one change may be of. */
export const MOST_AT_ONCE = 2_000;
const GroupIds = z.array(Id).min(1).max(MOST_AT_ONCE);
/** What was changed, and by what it can be taken back. */
const Changed = z.object({ bulkId: Id.nullable(), changed: z.number().int() });

/**
 * New owners for many groups: one person for all of them, several who share them out by what they carry, nobody where the list
 * is empty. Refusals: `groups.workload-over`, `groups.staff-missing`, `groups.owners-full` { unowned }.
 */
export const assignOwnersEndpoint = defineEndpoint({
  method: "POST",
  path: "/groups/bulk/owner",
  permission: "groups.manage",
  input: z.object({ groupIds: GroupIds, ownerStaffIds: z.array(Id).max(50), keepAsAdmin: z.boolean().default(false) }),
  output: Changed,
});
/** Puts groups on a version of a blueprint and writes the chosen fields of it into them. */
export const applyBlueprintEndpoint = defineEndpoint({
  method: "POST",
  path: "/groups/bulk/blueprint",
  permission: "groups.manage",
  input: z.object({
    groupIds: GroupIds,
    blueprintId: Id,
    version: z.number().int().optional(),
    fields: z.array(BlueprintField).default([...blueprintFields]),
  }),
  output: Changed,
});
export const closeGroupsEndpoint = defineEndpoint({
  method: "POST",
  path: "/groups/bulk/close",
  permission: "groups.manage",
  input: z.object({ groupIds: GroupIds, reason: z.string().trim().max(120).default("") }),
  output: Changed,
});
/** Takes one bulk action back where nobody changed the group since. Refusals: `groups.bulk-missing`, `groups.bulk-undone`, `groups.workload-over`. */
export const undoBulkEndpoint = defineEndpoint({
  method: "POST",
  path: "/groups/bulk/:bulkId/undo",
  permission: "groups.manage",
  input: z.object({ bulkId: Id }),
  output: z.object({ restored: z.number().int(), left: z.number().int() }),
});
