import { readdirSync, readFileSync } from "node:fs";
import type { Postgres } from "../../server/postgres.ts";

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The server's process and every process it began. */
function familyOf(pid: number): number[] {
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((one) => parentOf(one) === pid);
  return [pid, ...children];
}

function parentOf(pid: number): number | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(line.slice(line.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}

function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended in the meantime.
    }
  }
}

/** PostgreSQL stands still with all its processes for so long, as under a frozen disk or a paused machine. */
export async function standStill(postgres: Postgres, ms: number): Promise<void> {
  const family = familyOf(postgres.pid);
  signalAll(family, "SIGSTOP");
  await rest(ms);
  signalAll(family, "SIGCONT");
}

/** Fills what PostgreSQL has set aside for its log, so that a full disk is felt by every commit and not only by new pages. */
export async function useUpLog(ask: (sql: string) => Promise<unknown>): Promise<void> {
  for (let megabytes = 0; megabytes < 600; megabytes += 4) {
    const isUsedUp = await ask("select pg_logical_emit_message(false, 'filler', repeat(md5(random()::text), 131072), true)").then(
      () => false,
      () => true,
    );
    if (isUsedUp) return;
  }
}

/** PostgreSQL's main process is killed; it comes back by itself. */
export async function killServer(postgres: Postgres): Promise<void> {
  const { pid } = postgres;
  process.kill(pid, "SIGKILL");
  for (let i = 0; i < 600 && postgres.pid === pid; i++) await rest(50);
}
