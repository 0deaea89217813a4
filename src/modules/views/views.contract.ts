import { z } from "zod";
import { defineEndpoint, Done, Id, Instant } from "../../lib/define.ts";
import { isPlain } from "../../lib/plain-text.ts";

/** Lists that keep views. */
export const viewedLists = [
  "groups",
  "group-members",
  "group-contents",
  "blueprints",
  "blueprint-groups",
  "stamps",
  "workload",
  "members",
  "privacy-requests",
  "consents",
  "contents",
  "flows",
  "plan",
  "sends",
  "quota",
  "deliveries",
  "send-owners",
  "orders",
  "costs",
  "buyers",
  "values",
  "board",
  "talk-groups",
  "imports",
  "exports",
  "staff",
  "audit",
  "inbox",
  "keys",
  "webhook-deliveries",
  "callbacks",
  "wecom-staff",
  "wecom-differences",
  "wecom-welcomes",
] as const;
export const ViewedList = z.enum(viewedLists);
export type ViewedList = z.infer<typeof ViewedList>;

const Name = z
  .string()
  .trim()
  .min(1)
  .max(30)
  .refine((text) => isPlain(text), { message: "views.text-unfit" });
/** As in the page's address, without the question mark. */
const Query = z.string().max(2000);
export const ColumnChoice = z.record(z.string().max(40), z.boolean());
export type ColumnChoice = z.infer<typeof ColumnChoice>;

export const SavedView = z.object({
  id: Id,
  name: z.string(),
  shared: z.boolean(),
  query: z.string(),
  ownerName: z.string(),
  isOwn: z.boolean(),
  /** One's own; and every shared one, for who manages the brand. */
  canChange: z.boolean(),
  updatedAt: Instant,
});
export type SavedView = z.infer<typeof SavedView>;

/** One's own and the shared ones of a list, the oldest first; and how one likes the list. */
export const listViewsEndpoint = defineEndpoint({
  method: "GET",
  path: "/views",
  permission: "groups.read",
  personOnly: true,
  input: z.object({ list: ViewedList }),
  output: z.object({ items: z.array(SavedView), columns: ColumnChoice, defaultViewId: Id.nullable() }),
});
/** Refusals: `views.name-taken`, `views.too-many`. */
export const saveViewEndpoint = defineEndpoint({
  method: "POST",
  path: "/views",
  permission: "groups.read",
  personOnly: true,
  input: z.object({ list: ViewedList, name: Name, query: Query, shared: z.boolean().default(false) }),
  output: z.object({ id: Id }),
});
const ViewId = z.object({ viewId: Id });
/** Refusals: `views.missing`, `views.name-taken`. */
export const changeViewEndpoint = defineEndpoint({
  method: "POST",
  path: "/views/:viewId",
  permission: "groups.read",
  personOnly: true,
  input: ViewId.extend({ name: Name.optional(), query: Query.optional(), shared: z.boolean().optional() }),
  output: Done,
});
export const removeViewEndpoint = defineEndpoint({
  method: "POST",
  path: "/views/:viewId/remove",
  permission: "groups.read",
  personOnly: true,
  input: ViewId,
  output: Done,
});
/** Takes a removal back, within a day. Refusals: `views.missing`, `views.name-taken`. */
export const restoreViewEndpoint = defineEndpoint({
  method: "POST",
  path: "/views/:viewId/restore",
  permission: "groups.read",
  personOnly: true,
  input: ViewId,
  output: Done,
});
/** How the person likes a list; what is left out stays. */
export const likeListEndpoint = defineEndpoint({
  method: "POST",
  path: "/views/preferences",
  permission: "groups.read",
  personOnly: true,
  input: z.object({ list: ViewedList, columns: ColumnChoice.optional(), defaultViewId: Id.nullable().optional() }),
  output: Done,
});
