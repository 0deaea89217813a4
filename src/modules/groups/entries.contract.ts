import { z } from "zod";
import { defineEndpoint, Done, Id, Instant } from "../../lib/define.ts";

/** A public way into one group, with what came of it. `path` is the phone page below the server's address. */
export const GroupEntry = z.object({
  id: Id,
  name: z.string(),
  token: z.string(),
  path: z.string(),
  exposures: z.number().int(),
  joins: z.number().int(),
  createdAt: Instant,
  closedAt: Instant.nullable(),
});
export type GroupEntry = z.infer<typeof GroupEntry>;

export const listEntriesEndpoint = defineEndpoint({
  method: "GET",
  path: "/groups/:groupId/entries",
  permission: "groups.read",
  input: z.object({ groupId: Id }),
  output: z.object({ items: z.array(GroupEntry) }),
});
/** The first way into a planned web group opens it. Refusals: `groups.closed`, `groups.entry-web-only`. */
export const createEntryEndpoint = defineEndpoint({
  method: "POST",
  path: "/groups/:groupId/entries",
  permission: "groups.manage",
  input: z.object({ groupId: Id, name: z.string().trim().min(1).max(40), inviterMemberId: Id.nullable().default(null) }),
  output: z.object({ id: Id, token: z.string(), path: z.string() }),
});
export const closeEntryEndpoint = defineEndpoint({
  method: "POST",
  path: "/groups/:groupId/entries/:entryId/close",
  permission: "groups.manage",
  input: z.object({ groupId: Id, entryId: Id }),
  output: Done,
});
/** Takes a closing back, within a minute of it. Refusals: `groups.entry-missing`, `groups.closed`, `groups.entry-web-only`. */
export const reopenEntryEndpoint = defineEndpoint({
  method: "POST",
  path: "/groups/:groupId/entries/:entryId/reopen",
  permission: "groups.manage",
  input: z.object({ groupId: Id, entryId: Id }),
  output: Done,
});
