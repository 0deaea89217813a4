import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openBrandOn, type TestBrand } from "../testing/brand-on.ts";
import { standStill } from "../testing/faults/database-ways.ts";
import { type Life, liveThrough, openLife } from "../testing/faults/outage.ts";
import { mountSmallDisk, type SmallDisk } from "../testing/faults/small-disk.ts";
import { passableFolder } from "../testing/passable-folder.ts";
import { type Postgres, StartFailure, startPostgres } from "./postgres.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** Room for a database with its product, and for little more. */
const DISK_MB = 220;
const disk: SmallDisk | undefined = process.platform === "linux" ? mountSmallDisk(DISK_MB) : undefined;
if (!disk) console.info("no small disk can be mounted here: what a full disk does is not tried");

const STATEMENT_MS = 700;

let folder: string;
let postgres: Postgres;
let test: TestBrand;
let life: Life;
beforeAll(async () => {
  folder = disk?.folder ?? passableFolder("outage");
  postgres = await startPostgres({ dataDir: join(folder, "data"), log: () => undefined });
  test = await openBrandOn(postgres.ownerUrl, { now: new Date(), statementMs: STATEMENT_MS });
  life = await openLife(test);
});
let isOpen = true;
async function closeAll(): Promise<void> {
  if (!isOpen) return;
  isOpen = false;
  await life.stop();
  await test.close();
  await postgres.stop();
}
afterAll(async () => {
  await closeAll();
  disk?.drop();
  rmSync(folder, { recursive: true, force: true });
});

const whole = { strange: [], lost: 0, double: 0, broken: 0, unsent: 0 };
const nothing = async () => undefined;

it("a database that stands still: calls end with a refusal in bounded time, and all goes on", async () => {
  const tally = await liveThrough(life, () => standStill(postgres, 2_200), nothing);
  expect(tally).toMatchObject({ ...whole, codes: ["server.database-away"] });
  // A call may ask twice in a row, and wait for a connection before.
  expect(tally.slowestMs).toBeLessThan(3 * 1.17 * STATEMENT_MS + 1_000);
  expect(tally.healedMs).toBeLessThan(10_000);
});

it.skipIf(!disk)("a full disk: nothing is taken that cannot be kept, and all goes on when there is room", async () => {
  const fill = async () => {
    disk?.fill();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  };
  const tally = await liveThrough(life, fill, async () => disk?.clear());
  expect(tally).toMatchObject(whole);
  expect(tally.refused).toBeGreaterThan(0);
  expect(tally.healedMs).toBeLessThan(20_000);
});

it.skipIf(!disk)("a full disk at the start is one readable line, for a new data folder and for an old one", async () => {
  const started = (dataDir: string) =>
    startPostgres({ dataDir: join(folder, dataDir), log: nothing }).then(
      (one) => one.stop(),
      (error: unknown) => error,
    );
  await closeAll();
  disk?.fill(64 * 1024);
  const failures = [await started("new"), await started("data")];
  disk?.clear();
  for (const failure of failures) {
    expect(failure).toBeInstanceOf(StartFailure);
    expect(failure).toMatchObject({ code: "postgres.disk-full" });
  }
  expect(await started("data")).toBeUndefined();
});
