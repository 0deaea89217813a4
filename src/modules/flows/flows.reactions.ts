import { defineReaction } from "../../server/reactions.ts";
import { groupChanged, groupClosed, groupOpened } from "../groups/groups.contract.ts";
import { followGroups } from "./runs.actions.ts";

export const flowsReactions = [
  /** Groups enter the flows that mean them as they open or change, and leave them as they close. */
  defineReaction("flows.follow-groups", [groupOpened, groupClosed, groupChanged], (ctx, events) =>
    followGroups(
      ctx,
      events.flatMap((event) => event.groupId ?? []),
    ),
  ),
];
