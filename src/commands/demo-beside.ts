import { spawn } from "node:child_process";

/**
 * Makes the demo brand in a process of its own, so that the server does not keep the memory the making took. Ends the process when told
 * to stop; what it had made by then is removed at the next start.
 */
export function makeDemoBeside(stopped: AbortSignal): Promise<void> {
  const [main = ""] = process.argv.slice(1);
  const child = spawn(process.execPath, [...process.execArgv, main, "demo", "--beside"], { stdio: ["ignore", "inherit", "inherit"] });
  stopped.addEventListener("abort", () => child.kill("SIGTERM"), { once: true });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0 || stopped.aborted) resolve();
      else reject(new Error("The demo brand could not be made; the lines above say why."));
    });
  });
}
