import type { Postgres } from "../../server/postgres.ts";
import { compare, drained, finish, ordersOf, type Stage, startSender, type Tally, wishSends } from "./kill-run.ts";

export interface DatabaseKill extends Tally {
  /** Whether the server's process really ended while a call to the platform was under way. */
  hits: number;
}

async function until(isSo: () => boolean | Promise<boolean>, withinMs: number): Promise<void> {
  for (const begun = performance.now(); !(await isSo());) {
    if (performance.now() - begun > withinMs) throw new Error("did not come about in time");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * Ends PostgreSQL in the middle of a sender's given call: at once (`SIGKILL`), or as an administrator stops it (`SIGINT`). It comes back
 * by itself, the sender lives on, and the heirs finish what it left.
 */
export async function endDatabaseAt(stage: Stage, postgres: Postgres, signal: "SIGKILL" | "SIGINT", atCall: number): Promise<DatabaseKill> {
  const { test, platform } = stage;
  const sendIds = await wishSends(stage);
  const sender = startSender(ordersOf(test, platform));
  await sender.ready;
  let calls = 0;
  let hits = 0;
  const { pid } = postgres;
  platform.onSend = () => {
    if (++calls !== atCall) return;
    process.kill(pid, signal);
    hits = 1;
  };
  sender.go();
  const isBack = () => postgres.pid !== pid && canAsk(stage);
  await until(() => hits === 1, 20_000).catch(() => undefined);
  platform.onSend = () => undefined;
  if (hits === 1) await until(isBack, 30_000);
  const tally = await finish(stage, sendIds);
  sender.kill();
  await sender.ended;
  return { hits, ...tally };
}

async function canAsk({ test }: Stage): Promise<boolean> {
  return test.rows("select 1").then(
    () => true,
    () => false,
  );
}

/** Senders that begin at the same moment and all live. */
export async function race(stage: Stage, workers: number): Promise<Tally> {
  const sendIds = await wishSends(stage);
  const senders = Array.from({ length: workers }, () => startSender(ordersOf(stage.test, stage.platform)));
  await Promise.all(senders.map((one) => one.ready));
  for (const sender of senders) sender.go();
  await drained(stage, sendIds);
  for (const sender of senders) sender.kill();
  await Promise.all(senders.map((one) => one.ended));
  return compare(stage.test, stage.platform, sendIds);
}
