import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { markHalf } from "../server/half-restored.ts";
import { StartFailure } from "../server/postgres.ts";
import { copyDatabase } from "../testing/database.ts";
import { openOldPostgres } from "../testing/faults/old-postgres.ts";
import { openGround } from "./ground.ts";

let folder: string;
let ownerUrl: string;
let owner: pg.Client;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "qunce-ground-"));
  ownerUrl = await copyDatabase();
  owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.query("drop role if exists powerless");
  await owner.end();
  rmSync(folder, { recursive: true, force: true });
});

const changed = (change: (url: URL) => void): string => {
  const url = new URL(ownerUrl);
  change(url);
  return url.toString();
};

/** What a start with this address says. */
async function lineOf(url: string, dataDir = join(folder, "data")): Promise<string> {
  const before = { ...process.env };
  Object.assign(process.env, { DATABASE_URL: url, QUNCE_DATA_DIR: dataDir });
  try {
    const ground = await openGround();
    await ground.close();
    return "";
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    expect(error.line.split("\n")).toHaveLength(1);
    expect(error.line).not.toContain(new URL(url).password || "none");
    return error.line;
  } finally {
    process.env = before;
  }
}

it("a folder whose restore was cut off does not start", async () => {
  const half = join(folder, "half");
  mkdirSync(half);
  markHalf(half);
  expect(await lineOf(ownerUrl, half)).toContain("[start.half-restored]");
});

it("a DATABASE_URL that cannot be used is one readable line, which does not tell the password", async () => {
  expect(await lineOf(changed((url) => (url.port = "9")))).toContain("nothing answers there");
  expect(await lineOf("postgres://a:secretword@nowhere.invalid/none")).toMatch(/the host is not known|cannot be looked up/);
  expect(await lineOf(changed((url) => (url.password = "wrongword")))).toContain("the password is wrong");
  expect(await lineOf(changed((url) => (url.pathname = "/none")))).toContain("the database does not exist");
  await owner.query("create role powerless login password 'powerless-word'");
  const powerless = changed((url) => {
    url.username = "powerless";
    url.password = "powerless-word";
  });
  expect(await lineOf(powerless)).toContain("may not create roles or schemas");
});

it("a PostgreSQL that is too old says which it is", async () => {
  const old = await openOldPostgres(160_004);
  expect(await lineOf(old.url)).toMatch(/^The database is PostgreSQL 16; Qunce needs 18 or newer\..*\[postgres\.too-old\]$/);
  await old.close();
});

it("a data folder that cannot be used is one line also beside another PostgreSQL", async () => {
  writeFileSync(join(folder, "file"), "");
  expect(await lineOf(ownerUrl, join(folder, "file"))).toContain("is not a folder");
});
