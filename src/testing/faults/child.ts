import { spawn } from "node:child_process";
import { join } from "node:path";

/** A piece of the product as a process of its own; it works after `go` until `rest`. */
export interface Child {
  ready: Promise<void>;
  go: () => void;
  /** Until it has let go of what it was at, so that it takes nothing of the next round. */
  rest: () => Promise<void>;
  /** Without a signal it is gone at once, and nothing of it is heard. */
  kill: (signal?: "SIGKILL" | "SIGSTOP" | "SIGCONT") => void;
  /** True when it died by its own orders. */
  ended: Promise<boolean>;
}

const restsIn = (output: string) => output.split("resting").length - 1;

/** Starts a script of this folder; it says "ready", and "dying" before it ends itself. */
export function startChild(script: string, orders: unknown): Child {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), JSON.stringify(orders)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let output = "";
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (piece) => {
      output += piece;
      if (output.includes("ready")) resolve();
    });
    child.on("exit", () => reject(new Error(`${script} ended before it began`)));
  });
  child.stdin.on("error", () => undefined);
  return {
    ready,
    go: () => void child.stdin.write("go\n"),
    rest: () =>
      new Promise((resolve) => {
        const before = restsIn(output);
        const look = () => {
          if (restsIn(output) === before && child.exitCode === null && child.signalCode === null) return;
          child.stdout.off("data", look);
          child.off("close", look);
          resolve();
        };
        child.stdout.on("data", look);
        child.once("close", look);
        child.stdin.write("rest\n");
      }),
    kill: (signal = "SIGKILL") => void child.kill(signal),
    ended: new Promise((resolve) => child.on("close", () => resolve(output.includes("dying")))),
  };
}

const PATIENCE_MS = 60_000;
/** What others get to reach the phase too, once one has died at it. */
const AFTER_DEATH_MS = 1_500;

/** Lets the doomed work until each has died or done its work; answers how many really died. */
export async function letDie(doomed: readonly Child[]): Promise<number> {
  await Promise.all(doomed.map((one) => one.ready));
  for (const one of doomed) one.go();
  const endAll = () => doomed.forEach((one) => one.kill());
  const limits = [setTimeout(endAll, PATIENCE_MS)];
  for (const one of doomed) void one.ended.then(() => limits.push(setTimeout(endAll, AFTER_DEATH_MS)));
  const hits = (await Promise.all(doomed.map((one) => one.ended))).filter(Boolean).length;
  limits.forEach(clearTimeout);
  return hits;
}
