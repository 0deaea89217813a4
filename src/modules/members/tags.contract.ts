import { z } from "zod";
import { defineEndpoint, Done, Id, Instant } from "../../lib/define.ts";
import { MemberFilter } from "./members.contract.ts";

/** `members`: how many of the whole brand carry it; null where that was not asked for. */
export const Tag = z.object({ id: Id, name: z.string(), members: z.number().int().nullable(), createdAt: Instant });
export type Tag = z.infer<typeof Tag>;

/** Every tag of the brand with how many carry it, the most used first; without `counted` by name alone, for who only chooses one. */
export const listTagsEndpoint = defineEndpoint({
  method: "GET",
  path: "/tags",
  permission: "members.read",
  input: z.object({ counted: z.stringbool().default(true) }),
  output: z.object({ items: z.array(Tag) }),
});

const TagName = z.string().trim().min(1).max(30);

/** Answers the tag that is there where the name is taken. */
export const addTagEndpoint = defineEndpoint({
  method: "POST",
  path: "/tags",
  permission: "members.manage",
  input: z.object({ name: TagName }),
  output: z.object({ id: Id }),
});
/** Refusals: `members.tag-missing`, `members.tag-taken`. */
export const renameTagEndpoint = defineEndpoint({
  method: "POST",
  path: "/tags/:tagId/rename",
  permission: "members.manage",
  input: z.object({ tagId: Id, name: TagName }),
  output: Done,
});
/**
 * Takes the tag off everybody. Refusals: `members.tag-missing`, `members.tag-used` { members } where anybody has it, also by a part
 * merged into them, without `evenUsed`.
 */
export const removeTagEndpoint = defineEndpoint({
  method: "POST",
  path: "/tags/:tagId/remove",
  permission: "members.manage",
  input: z.object({ tagId: Id, evenUsed: z.boolean().default(false) }),
  output: Done,
});

/** At most this many members in one change. */
export const TAG_LIMIT = 50_000;

/**
 * Tags or untags members by their ids or all that fit a filter; those out of sight are left alone, those who have it already are
 * not counted. Answers the tag's name. Refusals: `members.tag-missing`, `members.too-many` { limit }.
 */
export const changeTagsEndpoint = defineEndpoint({
  method: "POST",
  path: "/tags/:tagId/members",
  permission: "members.manage",
  input: z.object({
    tagId: Id,
    direction: z.enum(["add", "remove"]),
    who: z.union([z.object({ memberIds: z.array(Id).min(1).max(1000) }), z.object({ filter: MemberFilter })]),
  }),
  output: z.object({ changeId: Id, changed: z.number().int(), name: z.string() }),
});
/** Takes a change back whole, within a day and by who made it. Refusals: `members.change-missing`. */
export const undoTagsEndpoint = defineEndpoint({
  method: "POST",
  path: "/tags/changes/:changeId/undo",
  permission: "members.manage",
  input: z.object({ changeId: Id }),
  output: z.object({ changed: z.number().int() }),
});
