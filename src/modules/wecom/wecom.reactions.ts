import { defineReaction, type Reaction } from "../../server/reactions.ts";
import { memberErased } from "../members/events.contract.ts";
import { forgetErased } from "./customers.actions.ts";

export const wecomReactions: readonly Reaction[] = [
  defineReaction("wecom.forget-erased", [memberErased], (ctx, events) =>
    forgetErased(
      ctx,
      events.flatMap((event) => event.memberId ?? []),
    ),
  ),
];
