import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { type Postgres, startPostgres } from "../server/postgres.ts";
import { leftBehind } from "./passable-folder.ts";
import { layPrepared } from "./prepared.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The servers' addresses; their database `qunce` is migrated, and what every test file copies. */
    ownerUrls: readonly string[];
  }
}

const start = (dataDir: string) => startPostgres({ dataDir, log: () => undefined });

/**
 * A real server for each worker. What is read of the log ends at the oldest open transaction of the whole server, so that
 * files on one server would wait for each other's. All go after the run.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftOver();
  const folders = Array.from({ length: project.config.maxWorkers }, (_, i) => join(tmpdir(), `qunce-worker-${process.pid}-${i + 1}`));
  const servers = await Promise.all(folders.map((folder) => startCopy(folder)));
  project.provide(
    "ownerUrls",
    servers.map((server) => server.ownerUrl),
  );
  return async () => {
    await Promise.all(servers.map((server) => server.stop()));
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  };
}

/** Servers of a run that was killed. */
async function removeLeftOver(): Promise<void> {
  for (const folder of leftBehind("worker")) {
    await (await start(folder)).stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startCopy(folder: string): Promise<Postgres> {
  await layPrepared(folder);
  return start(folder);
}
