import { spawn } from "node:child_process";
import type { RunBeside } from "../server/job-workers.ts";
import limits from "./limits.json" with { type: "json" };

/**
 * Runs a command of ours in a process of its own, so that the server does not keep the memory it takes. It is told to stop with the
 * server, and hears by the end of its input when the server is gone.
 */
export function runBeside(args: readonly string[], stopped: AbortSignal, flags: readonly string[] = []): Promise<void> {
  const [main = ""] = process.argv.slice(1);
  const child = spawn(process.execPath, [...process.execArgv, ...flags, main, ...args], { stdio: ["pipe", "inherit", "inherit"] });
  const stop = () => child.kill("SIGTERM");
  if (stopped.aborted) stop();
  stopped.addEventListener("abort", stop, { once: true });
  return new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      if (code === 0 || stopped.aborted) resolve();
      else reject(new Error(`"${args[0]}" beside the server ended with ${signal ?? code}; the lines above say why.`));
    });
  }).finally(() => stopped.removeEventListener("abort", stop));
}

/** Large jobs have the memory that imports by the command have. */
export const runJobBeside: RunBeside = ({ brandId, id, epoch }, stopping) =>
  runBeside(["job", String(brandId), id, String(epoch)], stopping, limits.import);
