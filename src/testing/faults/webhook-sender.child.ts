/** A sender of webhooks as a process of its own, told to die around a call. Started by `webhook-crash.long.test.ts`. */
import { type Phase, sendWebhooks, settleCalls, watchWebhookPhases } from "../../modules/integrations/send.actions.ts";
import { type ChildOrders, dieAt, openChildPlatform, ordersOf } from "./child-platform.ts";

export interface WebhookOrders extends ChildOrders {
  brandId: number;
  dieAt: Phase | null;
  dieAtCount: number;
}

const orders = ordersOf<WebhookOrders>();
watchWebhookPhases(dieAt(orders.dieAt, orders.dieAtCount));
const { runtime, close } = await openChildPlatform(orders, { outbound: { allowPrivate: true } });
while ((await sendWebhooks(await runtime.inBrand(orders.brandId, "sender"))) > 0) await settleCalls();
await close();
process.stdout.write("done\n");
