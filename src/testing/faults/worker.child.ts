/** A process that does one piece of work after the line `go` and ends itself at its doom. Started by `ingest-kill.ts` and `flow-kill.ts`. */
import { advanceFlows } from "../../modules/flows/advance.actions.ts";
import { insightReactions } from "../../modules/insight/insight.reactions.ts";
import { ROLLUP_REACTION } from "../../modules/insight/days.actions.ts";
import { ingest } from "../../modules/messages/index.ts";
import type { Context } from "../../server/context.ts";
import { runReaction } from "../../server/reactions.ts";
import { type ChildOrders, die, openChildPlatform, ordersOf } from "./child-platform.ts";
import { type Doom, doomed } from "./doom.ts";
import { type TalkAsk, talkOf } from "./talk.ts";

export interface WorkerOrders extends ChildOrders {
  brandId: number;
  nowMs: number;
  doom: Doom;
  work: { kind: "ingest"; talk: TalkAsk } | { kind: "react" } | { kind: "flows" };
}

const orders = ordersOf<WorkerOrders>();

async function react(ctx: Context): Promise<void> {
  const reaction = insightReactions.find((one) => one.name === ROLLUP_REACTION);
  if (!reaction) throw new Error("no such reaction");
  for (let tries = 0; tries < 100; tries++) {
    if ((await runReaction(ctx, reaction)) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const { runtime } = await openChildPlatform(orders, { now: () => new Date(orders.nowMs) });
process.stdin.on("end", () => process.exit());
process.stdin.once("data", () => {
  void (async () => {
    const ctx = doomed(await runtime.inBrand(orders.brandId, "worker"), orders.doom, die);
    const { work } = orders;
    if (work.kind === "ingest") await ingest(ctx, talkOf(work.talk));
    else if (work.kind === "react") await react(ctx);
    else await advanceFlows(ctx);
    process.exit();
  })();
});
process.stdout.write("ready\n");
