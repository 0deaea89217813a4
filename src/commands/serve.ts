import { modules } from "../app.ts";
import { openServer } from "../server/serve.ts";
import { StartFailure } from "../server/postgres.ts";
import { Workers } from "../server/workers.ts";
import type { Command } from "./index.ts";
import { onStopSignal, openGround, ownHosts, say } from "./ground.ts";

/** Server and worker in one process, until it is told to stop. */
export const serveCommand: Command = {
  options: { "demo-default": { type: "boolean" } },
  run: async () => {
    const begun = performance.now();
    const ground = await openGround();
    const { config, runtime } = ground;
    const app = await openServer(runtime, modules, { isTrustedOrigin: ground.isTrustedOrigin, perMinute: 1_200 });
    const workers = new Workers(
      runtime,
      modules.flatMap((module) => module.reactions ?? []),
      modules.flatMap((module) => module.tickers ?? []),
    );
    const stop = async () => {
      await app.close();
      await workers.stop();
      await ground.close();
    };
    try {
      await app.listen({ port: config.port, host: config.host });
    } catch (error) {
      await stop();
      if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
        throw new StartFailure("serve.port-taken", `Port ${config.port} is taken.`, "Stop what uses it, or start with PORT=7301.");
      }
      throw error;
    }
    workers.start();
    onStopSignal(async () => {
      say("Stopping …");
      await stop();
    });
    say(
      `Qunce is up after ${((performance.now() - begun) / 1000).toFixed(1)} s: ${ownHosts()
        .map((host) => `http://${host}:${config.port}`)
        .join("  ")}`,
    );
  },
};
