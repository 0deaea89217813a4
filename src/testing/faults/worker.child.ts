/** A process that does one piece of work after the line `go` and ends itself at its doom. Started by kill tests. */
import { modules } from "../../app.ts";
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
  dataDir?: string;
  doom: Doom;
  work: { kind: "ingest"; talk: TalkAsk } | { kind: "react" } | { kind: "flows" } | { kind: "ticker"; name: string };
}

const orders = ordersOf<WorkerOrders>();

async function react(ctx: Context): Promise<void> {
  const reaction = insightReactions.find((one) => one.name === ROLLUP_REACTION);
  if (!reaction) throw new Error("no such reaction");
  for (let tries = 0; tries < 100; tries++) {
    if ((await runReaction(ctx, reaction)) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function tick(ctx: Context, name: string): Promise<void> {
  const ticker = modules.flatMap((module) => module.tickers ?? []).find((one) => one.name === name);
  if (!ticker) throw new Error("no such ticker");
  await ticker.run(ctx);
}

const { dataDir, nowMs } = orders;
const { runtime } = await openChildPlatform(orders, { now: () => new Date(nowMs), ...(dataDir ? { dataDir } : {}) });
process.stdin.on("end", () => process.exit());
process.stdin.once("data", () => {
  void (async () => {
    const ctx = doomed(await runtime.inBrand(orders.brandId, "worker"), orders.doom, die);
    const { work } = orders;
    if (work.kind === "ingest") await ingest(ctx, talkOf(work.talk));
    else if (work.kind === "react") await react(ctx);
    else if (work.kind === "ticker") await tick(ctx, work.name);
    else await advanceFlows(ctx);
    process.exit();
  })();
});
process.stdout.write("ready\n");
