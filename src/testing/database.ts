import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

export interface TestDatabase {
  ownerUrl: string;
  drop: () => Promise<void>;
}

/** A fresh copy of the migrated template, for one test file. */
export async function copyDatabase(): Promise<TestDatabase> {
  const { ownerUrl, template } = inject("postgres");
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
