import { defineReaction, type Reaction } from "../../server/reactions.ts";
import { groupChanged } from "../groups/groups.contract.ts";
import { messageReceived } from "../messages/messages.contract.ts";
import { noteActivity } from "./activity.actions.ts";
import { memberCreated, memberJoined } from "./events.contract.ts";
import { followGroups } from "./orgs.actions.ts";

export const membersReactions: readonly Reaction[] = [
  /** Who spoke twice within the rest is written once. */
  defineReaction("members.activity", [memberCreated], noteActivity, {
    sums: [memberJoined, messageReceived],
    maxBatch: 20_000,
    restMs: 2_000,
  }),
  defineReaction("members.orgs", [groupChanged], followGroups, { maxBatch: 200 }),
];
