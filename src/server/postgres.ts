import { join } from "node:path";
import { findBinaries } from "./postgres/binaries.ts";
import { prepareCluster } from "./postgres/cluster.ts";
import { openDataFolder, rememberedPlace, rememberPlace } from "./postgres/folder.ts";
import { choosePort, launchPostmaster } from "./postgres/launch.ts";
import { withLock } from "./postgres/lock.ts";
import { isOwner, leave, markStopped, takeOwnership, wasStopped } from "./postgres/ownership.ts";
import { settlePlace, type Place } from "./postgres/place.ts";
import { adoptPostmaster, createDatabase, stopPostmaster, urlOf, type Postmaster } from "./postgres/postmaster.ts";
import { watchPostmaster, type Death } from "./postgres/watch.ts";

export { StartFailure } from "./postgres/failure.ts";
export type { Death } from "./postgres/watch.ts";

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
  /** True when stopping it is ours to do: we started it, or whoever did is gone. */
  readonly isOwner: boolean;
  /** Hears each unexpected end; the server is started again by itself. */
  onDeath(hear: (death: Death) => void): void;
  /** Stops the server when we are its owner, and only lets go of it otherwise. */
  stop(): Promise<void>;
}

/** A running server for this data folder: the living one, or a new one. Throws StartFailure with what to do. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const dataDir = openDataFolder(options.dataDir);
  const place = await withLock(dataDir, async () => {
    const settled = await settlePlace(dataDir, findBinaries(), options.log);
    rememberPlace(dataDir, { ...rememberedPlace(dataDir), outside: settled.isOutside ? settled.clusterDir : undefined });
    return settled;
  });
  return hold(place, await bringUp(place, options.log, options.port), options);
}

/** Adopts or starts, one process at a time. */
async function bringUp(place: Place, log: (line: string) => void, port: number | undefined): Promise<Postmaster> {
  return withLock(place.dataDir, async () => {
    await prepareCluster(place, log);
    const adopted = await adoptPostmaster(place, log);
    const server = adopted ?? (await launchPostmaster(place, await choosePort(port, rememberedPlace(place.dataDir).port), log));
    try {
      await createDatabase(place, server.port, DATABASE);
    } catch (error) {
      if (adopted === undefined) await stopPostmaster(server.pid);
      throw error;
    }
    takeOwnership(place.dataDir);
    rememberPlace(place.dataDir, { ...rememberedPlace(place.dataDir), port: server.port });
    return server;
  });
}

function hold(place: Place, first: Postmaster, options: PostgresOptions): Postgres {
  let server = first;
  const hearers: ((death: Death) => void)[] = [];
  const watch = watchPostmaster({
    log: options.log,
    logFile: join(place.dataDir, "postgres.log"),
    current: () => server,
    isStopped: () => wasStopped(place.dataDir),
    died: (death) => hearers.forEach((hear) => hear(death)),
    restart: async () => bringUp(place, options.log, first.port),
    back: (next) => {
      server = next;
    },
  });
  return {
    ownerUrl: urlOf(place, first.port, DATABASE),
    port: first.port,
    clusterDir: place.clusterDir,
    get pid() {
      return server.pid;
    },
    get isOwner() {
      return isOwner(place.dataDir);
    },
    onDeath: (hear) => void hearers.push(hear),
    stop: async () => {
      await watch.end();
      await withLock(place.dataDir, async () => {
        if (!isOwner(place.dataDir)) return;
        markStopped(place.dataDir);
        await stopPostmaster(server.pid);
        leave(place.dataDir);
      });
    },
  };
}
