/** A sender as a process of its own: it works between the lines `go` and `rest`, and may be told to die at a phase of its work. Started by `kill-run.ts`. */
import type { Channel, Outgoing } from "../../channels/channel.ts";
import { openFakePlatform } from "../../channels/fake/fake.channel.ts";
import { registerChannel } from "../../channels/index.ts";
import { type Phase, runDispatches, watchPhases } from "../../modules/sends/run.actions.ts";
import { isPassing } from "../../server/db.ts";
import { type ChildOrders, dieAt, openChildPlatform, ordersOf } from "./child-platform.ts";

export interface SenderOrders extends ChildOrders {
  brandId: number;
  /** The platform of the tests; null: the real channel over the brand's connection. */
  platformUrl: string | null;
  /** Added to the clock, so that a lease of the dead is over. */
  clockOffsetMs: number;
  dieAt: Phase | null;
  /** At which time the phase is reached. */
  dieAtCount: number;
}

const orders = ordersOf<SenderOrders>();

async function ask(path: string, outgoing: Outgoing): Promise<ReadonlySet<string>> {
  const answer = await fetch(`${orders.platformUrl ?? ""}${path}`, {
    method: "POST",
    body: JSON.stringify({ deliveryIds: outgoing.targets.map((target) => target.deliveryId) }),
  });
  return new Set(((await answer.json()) as { has: string[] }).has);
}

const channel: Channel = {
  ...openFakePlatform("wecom").channel,
  send: async (outgoing) => {
    await ask("/send", outgoing);
    return { verdict: "sent" };
  },
  reconcile: async (outgoing) => {
    const has = await ask("/has", outgoing);
    return {
      verdict: "told",
      targets: outgoing.targets.map(({ deliveryId }) => ({ deliveryId, outcome: has.has(deliveryId) ? "sent" : "not-sent" })),
    };
  },
};
if (orders.platformUrl !== null) registerChannel(channel);
const nowMs = () => Date.now() + orders.clockOffsetMs;

watchPhases(dieAt(orders.dieAt, orders.dieAtCount));
const { runtime } = await openChildPlatform(orders, { now: () => new Date(nowMs()), outside: { nowMs }, poolSize: 6 });
let works = false;
let tells = false;
process.stdin.on("data", (piece) => {
  works = String(piece).trim().endsWith("go");
  tells = !works;
});
process.stdin.on("end", () => process.exit());
process.stdout.write("ready\n");
for (;;) {
  if (!works) {
    if (tells) process.stdout.write("resting\n");
    tells = false;
    await new Promise((resolve) => setTimeout(resolve, 10));
    continue;
  }
  try {
    const done = await runDispatches(await runtime.inBrand(orders.brandId, "sender"));
    if (done === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  } catch (error) {
    if (!isPassing(error)) throw error;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
