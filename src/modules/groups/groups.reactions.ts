import { defineReaction, type Reaction } from "../../server/reactions.ts";
import { memberErased } from "../members/events.contract.ts";
import { countExposures } from "./entries.actions.ts";
import { entryExposed } from "./groups.contract.ts";
import { dropFromRosters } from "./roster.actions.ts";

export const groupsReactions: readonly Reaction[] = [
  defineReaction("groups.count-exposures", [], countExposures, { sums: [entryExposed], maxBatch: 20_000 }),
  /** Who is erased has no place in a group's crew any more. */
  defineReaction("groups.drop-erased", [memberErased], (ctx, events) =>
    dropFromRosters(
      ctx,
      events.flatMap((event) => event.memberId ?? []),
    ),
  ),
];
