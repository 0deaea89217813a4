import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrandOn, type TestBrand } from "../../testing/brand-on.ts";
import { mountSmallDisk, type SmallDisk } from "../../testing/faults/small-disk.ts";
import { outliveLease } from "../../testing/faults/job-kill.ts";
import { importOf } from "../../testing/imports.ts";
import { type Postgres, startPostgres } from "../../server/postgres.ts";
import { startRun } from "./imports.actions.ts";
import { takeUpload } from "./upload.actions.ts";

/** Room for a database with its product, its files, and some thousand orders. */
const DISK_MB = 320;
const disk: SmallDisk | undefined = process.platform === "linux" ? mountSmallDisk(DISK_MB) : undefined;
if (!disk) console.info("no small disk can be mounted here: what a full disk does to an import is not tried");

let postgres: Postgres;
let test: TestBrand;
beforeAll(async () => {
  if (!disk) return;
  postgres = await startPostgres({ dataDir: join(disk.folder, "data"), log: () => undefined });
  const home = process.env["TMPDIR"];
  process.env["TMPDIR"] = disk.folder;
  test = await openBrandOn(postgres.ownerUrl);
  if (home === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = home;
});
afterAll(async () => {
  if (!disk) return;
  await test.close();
  await postgres.stop();
  disk.drop();
  rmSync(disk.folder, { recursive: true, force: true });
});

const ROWS = 20_000;
const file = () =>
  ["订单号,支付时间,实付,商品", ...Array.from({ length: ROWS }, (_, i) => `D${i},2026-11-02,${i % 500},${"橘".repeat(100)}`)].join("\n");
const imports = async () => (await test.rows<{ n: number }>("select count(*)::int as n from app.imports"))[0]?.n;
const drafts = () =>
  (existsSync(join(test.dataDir, "files")) ? readdirSync(join(test.dataDir, "files")) : []).filter((name) => name.endsWith(".part"));

it.skipIf(!disk)("an upload onto a full disk is refused and leaves nothing; with room again it goes in", async () => {
  const upload = () =>
    takeUpload(test.as(), Readable.from([Buffer.from(file())]), { name: "x.csv", kind: "orders", limitBytes: 100_000_000 });
  disk?.fill(256 * 1024);
  await expect(upload()).rejects.toMatchObject({ code: "ENOSPC" });
  expect(drafts()).toEqual([]);
  disk?.clear();
  expect(await imports()).toBe(0);
  await upload();
  expect(await imports()).toBe(1);
});

it.skipIf(!disk)("a run that fills the disk keeps whole batches, and goes on to the end when there is room", async () => {
  const one = await importOf(test, file(), { kind: "orders" });
  await startRun(test.as(), { importId: one.id });
  disk?.fill(6 * 1024 * 1024);
  // PostgreSQL refuses a statement, or where its log finds no room, ends and is started again.
  await test.work().catch(() => undefined);
  disk?.clear();
  const read = async () => (await one.show().catch(() => undefined))?.counts.read ?? ROWS;
  await expect.poll(read, { timeout: 60_000 }).toBeLessThan(ROWS);
  const stopped = await one.show();
  expect(stopped.failure?.code ?? "jobs.disk-full").toBe("jobs.disk-full");
  expect(stopped.counts.new).toBe(stopped.counts.read);
  const orders = "select count(*)::int as n, (select count(*)::int from app.events where kind = 60) as events from app.orders";
  expect(await test.rows(orders)).toEqual([{ n: stopped.counts.new, events: stopped.counts.new }]);
  outliveLease(test);
  if (stopped.state === "failed") await startRun(test.as(), { importId: one.id });
  await test.work();
  expect(await one.show()).toMatchObject({ state: "done", counts: { read: ROWS, new: ROWS, changed: 0, same: 0, bad: 0 } });
  expect(await test.rows(orders)).toEqual([{ n: ROWS, events: ROWS }]);
});
