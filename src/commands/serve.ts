import { modules } from "../app.ts";
import { findDemoPaths, isDemoDue } from "../demo/index.ts";
import { openServer } from "../server/serve.ts";
import { StartFailure } from "../server/postgres.ts";
import { runBeside } from "./beside.ts";
import type { Command } from "./index.ts";
import { type Ground, onStopSignal, openGround, ownHosts, say } from "./ground.ts";
import { openWorkers } from "./workers.ts";

/** Server and worker in one process, until it is told to stop. */
export const serveCommand: Command = {
  options: { "demo-default": { type: "boolean" } },
  run: async (values) => {
    const begun = performance.now();
    const ground = await openGround();
    const { config, runtime } = ground;
    const app = await openServer(runtime, modules, {
      isTrustedOrigin: ground.isTrustedOrigin,
      perMinute: 1_200,
      metricsToken: config.metricsToken,
      trustedProxies: config.trustedProxies,
    });
    const workers = openWorkers(runtime);
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
    const stopping = new AbortController();
    onStopSignal(async () => {
      say("Stopping …");
      stopping.abort();
      await stop();
    });
    if ((config.demo ?? values["demo-default"] === true) && (await isDemoDue(runtime))) {
      await runBeside(["demo", "--beside"], stopping.signal);
      runtime.brands.forget();
    }
    if (stopping.signal.aborted) return;
    workers.start();
    say(`Qunce is up after ${((performance.now() - begun) / 1000).toFixed(1)} s.`);
    await sayAddresses(ground);
  },
};

/** Where the console and a member's page are, for this machine and for a phone on the same network. */
async function sayAddresses({ config, runtime }: Ground): Promise<void> {
  const own = config.publicUrl ?? `http://localhost:${config.port}`;
  const forPhones = config.publicUrl ?? `http://${ownHosts().at(-1)}:${config.port}`;
  const demo = await findDemoPaths(runtime);
  if (demo) {
    say(`  Console (signs you in once):  ${own}${demo.signIn}`);
    say(`  A member's phone:             ${forPhones}${demo.join}`);
    return;
  }
  const isEmpty = (await runtime.brands.list()).length === 0;
  say(isEmpty ? `  Make your brand:  ${own}/first-run` : `  Console:  ${own}/`);
}
