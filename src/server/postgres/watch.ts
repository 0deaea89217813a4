import { setTimeout as sleep } from "node:timers/promises";
import { StartFailure } from "./failure.ts";
import type { Postmaster } from "./postmaster.ts";
import { isAlive } from "./processes.ts";

const LOOK_EVERY_MS = 250;
const LONGEST_PAUSE_MS = 3_000;

interface Watched {
  log: (line: string) => void;
  logFile: string;
  current: () => Postmaster;
  died: (pid: number) => void;
  /** Starts the server, or adopts the one that another process of ours has started in the meantime. */
  restart: () => Promise<Postmaster>;
  back: (server: Postmaster) => void;
}

/** Looks after the server until `end`, which returns when no restart is under way any more. */
export function watchPostmaster(watched: Watched): { end(): Promise<void> } {
  const ending = new AbortController();
  const looking = look(watched, ending.signal);
  return {
    end: async () => {
      ending.abort();
      await looking;
    },
  };
}

async function look(watched: Watched, ending: AbortSignal): Promise<void> {
  while (await pause(LOOK_EVERY_MS, ending)) {
    const { pid } = watched.current();
    if (isAlive(pid)) continue;
    watched.log(`PostgreSQL (process ${pid}) died; starting it again. Its log: ${watched.logFile}`);
    watched.died(pid);
    await revive(watched, ending);
  }
}

/** False when the wait was cut short. The wait keeps no process alive. */
async function pause(forMs: number, ending: AbortSignal): Promise<boolean> {
  return sleep(forMs, true, { signal: ending, ref: false }).catch(() => false);
}

async function revive(watched: Watched, ending: AbortSignal): Promise<void> {
  let said = "";
  for (let pauseMs = 100; !ending.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      const server = await watched.restart();
      watched.back(server);
      watched.log(`PostgreSQL is back (process ${server.pid}).`);
      return;
    } catch (error) {
      const line = error instanceof StartFailure ? error.line : String(error);
      if (line !== said) watched.log(line);
      said = line;
    }
    await pause(pauseMs, ending);
  }
}
