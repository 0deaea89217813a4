import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

export interface TestDatabase {
  ownerUrl: string;
  drop: () => Promise<void>;
}

/** The server of this worker. */
export function workersServer(): string {
  const { ownerUrls } = inject("postgres");
  const url = ownerUrls[(Number(process.env.VITEST_POOL_ID ?? 1) - 1) % ownerUrls.length];
  if (url === undefined) throw new Error("no server for this worker");
  return url;
}

/** A fresh copy of the migrated template, for one test file. */
export async function copyDatabase(): Promise<TestDatabase> {
  const { template } = inject("postgres");
  const ownerUrl = workersServer();
  const name = `test_${randomBytes(6).toString("hex")}`;
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await run(`create database ${name} template ${template}`);
  const url = new URL(ownerUrl);
  url.pathname = `/${name}`;
  return { ownerUrl: url.toString(), drop: () => run(`drop database if exists ${name} with (force)`) };
}
