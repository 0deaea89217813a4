import { defineReaction, type Reaction } from "../../server/reactions.ts";
import { countExposures } from "./entries.actions.ts";
import { entryExposed } from "./groups.contract.ts";

export const groupsReactions: readonly Reaction[] = [defineReaction("groups.count-exposures", [entryExposed], countExposures)];
