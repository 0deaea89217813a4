import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

/** The server of this worker. */
export function workersServer(): string {
  const ownerUrls = inject("ownerUrls");
  const url = ownerUrls[(Number(process.env.VITEST_POOL_ID ?? 1) - 1) % ownerUrls.length];
  if (url === undefined) throw new Error("no server for this worker");
  return url;
}

/**
 * The owner's URL of a fresh copy of the migrated database, for one test file. It goes with its server after the run: file
 * systems are slow to make new files where many were just removed.
 */
export async function copyDatabase(): Promise<string> {
  const url = new URL(workersServer());
  const name = `test_${randomBytes(6).toString("hex")}`;
  const original = url.pathname.slice(1);
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.toString() });
  await client.connect();
  try {
    await client.query(`create database ${name} template ${original} strategy file_copy`);
  } finally {
    await client.end();
  }
  url.pathname = `/${name}`;
  return url.toString();
}
