import { join } from "node:path";
import { findBinaries } from "./postgres/binaries.ts";
import { prepareCluster } from "./postgres/cluster.ts";
import { openDataFolder, rememberedPlace, rememberPlace } from "./postgres/folder.ts";
import { choosePort, launchPostmaster } from "./postgres/launch.ts";
import { withLock } from "./postgres/lock.ts";
import { settlePlace, type Place } from "./postgres/place.ts";
import { adoptPostmaster, createDatabase, stopPostmaster, urlOf, type Postmaster } from "./postgres/postmaster.ts";
import { enter, leave } from "./postgres/users.ts";
import { watchPostmaster } from "./postgres/watch.ts";

export { StartFailure } from "./postgres/failure.ts";

export const DATABASE = "qunce";

export interface PostgresOptions {
  /** Made when missing; holds the database, its password and its log. */
  dataDir: string;
  log: (line: string) => void;
  /** Only when it must be this one; else the last start's port or a free one. */
  port?: number;
}

export interface Postgres {
  /** The owner's connection to the database `qunce`; it stays the same when the server is started again. */
  readonly ownerUrl: string;
  readonly port: number;
  /** The server's process, a new one after a death. */
  readonly pid: number;
  /** PostgreSQL's data directory, outside the data folder for root in a closed folder. */
  readonly clusterDir: string;
  /** Hears the process id at each unexpected end; the server is started again by itself. */
  onDeath(hear: (pid: number) => void): void;
  /** Lets go of the server; the last process of ours that does so stops it. */
  stop(): Promise<void>;
}

/** A running server for this data folder: the living one, or a new one. Throws StartFailure with what to do. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const dataDir = openDataFolder(options.dataDir);
  const [place, first] = await withLock(dataDir, async () => {
    const settled = await settlePlace(dataDir, findBinaries(), options.log);
    rememberPlace(dataDir, { ...rememberedPlace(dataDir), outside: settled.isOutside ? settled.clusterDir : undefined });
    const server = await bringUp(settled, options.log, options.port);
    enter(dataDir);
    return [settled, server] as const;
  });
  return hold(place, first, options);
}

/** Adopts or starts; held under the lock. */
async function bringUp(place: Place, log: (line: string) => void, port: number | undefined): Promise<Postmaster> {
  await prepareCluster(place, log);
  const adopted = await adoptPostmaster(place, log);
  const server = adopted ?? (await launchPostmaster(place, await choosePort(port, rememberedPlace(place.dataDir).port), log));
  try {
    await createDatabase(place, server.port, DATABASE);
  } catch (error) {
    if (adopted === undefined) await stopPostmaster(server.pid);
    throw error;
  }
  rememberPlace(place.dataDir, { ...rememberedPlace(place.dataDir), port: server.port });
  return server;
}

function hold(place: Place, first: Postmaster, options: PostgresOptions): Postgres {
  let server = first;
  const hearers: ((pid: number) => void)[] = [];
  const watch = watchPostmaster({
    log: options.log,
    logFile: join(place.dataDir, "postgres.log"),
    current: () => server,
    died: (pid) => hearers.forEach((hear) => hear(pid)),
    restart: async () => withLock(place.dataDir, async () => bringUp(place, options.log, first.port)),
    back: (next) => {
      server = next;
    },
  });
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await watch.end();
    await withLock(place.dataDir, async () => {
      if (leave(place.dataDir)) await stopPostmaster(server.pid);
    });
  };
  return {
    ownerUrl: urlOf(place, first.port, DATABASE),
    port: first.port,
    clusterDir: place.clusterDir,
    get pid() {
      return server.pid;
    },
    onDeath: (hear) => void hearers.push(hear),
    stop: async () => (stopped ??= stop()),
  };
}
