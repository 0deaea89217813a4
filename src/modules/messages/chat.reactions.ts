import { defineReaction } from "../../server/reactions.ts";
import { memberErased } from "../members/events.contract.ts";
import { forgetPicturesOf } from "./chat-pictures.actions.ts";

const forgetErasedPictures = defineReaction("messages.forget-erased-pictures", [memberErased], (ctx, events) =>
  forgetPicturesOf(
    ctx,
    events.flatMap((event) => event.memberId ?? []),
  ),
);

export const chatReactions = [forgetErasedPictures];
