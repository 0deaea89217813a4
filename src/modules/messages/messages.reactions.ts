import { defineReaction } from "../../server/reactions.ts";
import { groupBound } from "../groups/groups.contract.ts";
import { memberErased } from "../members/events.contract.ts";
import { replayWaiting } from "./inbox.actions.ts";
import { forgetPeople } from "./retention.actions.ts";

/** What was said in a group before we knew it takes effect once it is bound. */
const replayForNewGroups = defineReaction("messages.replay-for-new-groups", [groupBound], async (ctx) => {
  await replayWaiting(ctx, "unknown-group");
});

const forgetErased = defineReaction("messages.forget-erased", [memberErased], (ctx, events) =>
  forgetPeople(
    ctx,
    events.flatMap((event) => event.memberId ?? []),
  ),
);

export const messagesReactions = [replayForNewGroups, forgetErased];
