import type { Command } from "./index.ts";
import { onStopSignal, openGround, say } from "./ground.ts";
import { openWorkers } from "./workers.ts";

/** A worker beside the server: reactions, tickers and jobs only; up to ten may run at once. */
export const workCommand: Command = {
  options: {},
  run: async () => {
    const ground = await openGround({ poolSize: 6 });
    const workers = openWorkers(ground.runtime);
    workers.start();
    onStopSignal(async () => {
      await workers.stop();
      await ground.close();
    });
    say("Working.");
  },
};
