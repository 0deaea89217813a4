import { modules } from "../app.ts";
import { type Actor, type Brand, type Context, systemActor } from "../server/context.ts";
import { type Reaction, runReaction } from "../server/reactions.ts";
import type { Runtime } from "../server/runtime.ts";

/** Where the demo brand's past is played: the product itself, under a clock that can be set. */
export interface Stage {
  brand: Brand;
  runtime: Runtime;
  /** The clock of everything done from here on. */
  setClock(atMs: number): void;
  as(actor: Actor): Context;
  system(): Context;
  /** Lets every reaction read the log to its end. */
  react(): Promise<void>;
  /** Runs a ticker of the product until it has nothing left to do. */
  tick(name: string): Promise<void>;
}

export function openStage(runtime: Runtime, brand: Brand): Stage {
  const clock = { nowMs: runtime.now().getTime() };
  const as = (actor: Actor) => runtime.begin(brand, actor, "demo", () => new Date(clock.nowMs));
  const system = () => as(systemActor("demo"));
  return {
    brand,
    runtime,
    setClock: (atMs) => {
      clock.nowMs = atMs;
    },
    as,
    system,
    react: async () => {
      const reactions = modules.flatMap((module) => module.reactions ?? []);
      const readToEnd = async (reaction: Reaction) => {
        let count = 0;
        for (let taken = await runReaction(system(), reaction); taken !== 0; taken = await runReaction(system(), reaction)) count++;
        return count;
      };
      // What one reaction writes another may hear, so until none of them found anything.
      while ((await Promise.all(reactions.map(readToEnd))).some((count) => count > 0));
    },
    tick: async (name) => {
      const ticker = modules.flatMap((module) => module.tickers ?? []).find((one) => one.name === name);
      if (!ticker) throw new Error(`no ticker ${name}`);
      while ((await ticker.run(system())) > 0);
    },
  };
}
