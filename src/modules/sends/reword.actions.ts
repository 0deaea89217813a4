import { done, type InputOf } from "../../lib/define.ts";
import { Refusal } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { holdDelivery, refuseOnPlatform } from "./confirm.actions.ts";
import * as store from "./confirm.store.ts";
import { decideRewording } from "./reword.rules.ts";
import type { rewordDeliveryEndpoint } from "./sends.contract.ts";

/** Keeps the words a person will really post in one group; null goes back to those that were filled in. */
export async function rewordDelivery(outer: Context, input: InputOf<typeof rewordDeliveryEndpoint>) {
  return outer.transaction(async (ctx) => {
    const delivery = await holdDelivery(ctx, input.deliveryId);
    refuseOnPlatform(delivery);
    if (delivery.state !== "handed-over" || !delivery.body)
      throw new Refusal("conflict", "sends.not-yours-to-confirm", { state: delivery.state });
    const decision = decideRewording({ body: delivery.body, draftedText: delivery.draftedText, text: input.text });
    if (decision.verdict === "refuse") throw new Refusal("invalid", `sends.${decision.reason}`);
    if (decision.verdict === "same") return done;
    const { body, draftedText } = decision;
    await store.writeWords(ctx.db, ctx.brand.id, delivery.id, { body, draftedText });
    await ctx.audit({
      action: "sends.reword",
      targetKind: "delivery",
      targetId: delivery.id,
      before: { text: delivery.body.text },
      after: { text: body.text },
    });
    return done;
  });
}
