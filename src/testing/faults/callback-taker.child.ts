/** A server that takes callbacks, as a process of its own: it says what it handles, and is killed from outside. Started by `callback-crash.long.test.ts`. */
import { modules } from "../../app.ts";
import { decodeCallback } from "../../channels/wecom/wecom.decode.ts";
import { onCallback } from "../../modules/connections/index.ts";
import { openServer } from "../../server/serve.ts";
import { listen } from "../phones.ts";
import { type ChildOrders, openChildPlatform, ordersOf } from "./child-platform.ts";

export interface TakerOrders extends ChildOrders {
  /** Handling stands still, so that rows wait when the process dies; or goes on and is told line by line. */
  handles: boolean;
}

const orders = ordersOf<TakerOrders>();
const { runtime } = await openChildPlatform(orders, { poolSize: 6 });
const app = await openServer(runtime, modules, { isTrustedOrigin: () => false, perMinute: 1_000_000 });
onCallback("wecom", {
  decode: decodeCallback,
  handle: async (_ctx, _connection, events) => {
    if (!orders.handles) await new Promise(() => undefined);
    process.stdout.write(`handled ${events.length}\n`);
  },
});
process.stdout.write(`base ${await listen(app)}\n`);
