import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { modules } from "../app.ts";
import { openTestBrand, type TestBrand } from "../testing/brand.ts";
import { letDie, startChild } from "../testing/faults/child.ts";
import type { WorkerOrders } from "../testing/faults/worker.child.ts";
import { importOf } from "../testing/imports.ts";
import { TEST_SECRET } from "../testing/prepared.ts";
import { findFile, keyOf, removeFiles, storeFile } from "./files.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

const isThere = (sha256: string) => buffer(test.runtime.files.read(keyOf(test.brand.id, sha256))).then(Boolean, () => false);
const tickers = modules.flatMap((module) => module.tickers ?? []).filter((one) => one.name.startsWith("exports."));
/** What runs from time to time over files, once. */
async function tidy(): Promise<void> {
  for (const ticker of tickers) await ticker.run(test.system());
}

it("bytes that were to go when the process was killed go with the next round", async () => {
  const one = await importOf(test, "手机号,昵称\n13800132041,柚子\n", { kind: "members" });
  const [file] = await test.rows<{ sha256: string }>("select sha256 from app.imports where id = $1", [one.id]);
  const sha256 = file?.sha256 ?? "";
  const orders: WorkerOrders = {
    ownerUrl: test.ownerUrl,
    secret: TEST_SECRET,
    brandId: test.brand.id,
    nowMs: test.clock.now.getTime() + 31 * 86_400_000,
    dataDir: test.dataDir,
    doom: "committed",
    work: { kind: "ticker", name: "imports.forget" },
  };
  expect(await letDie([startChild("worker.child.ts", orders)])).toBe(1);
  await expect(findFile(test.system(), sha256)).rejects.toMatchObject({ code: "files.missing" });
  expect(await isThere(sha256)).toBe(true);
  await tidy();
  expect(await isThere(sha256)).toBe(false);
});

it("bytes that come again before they went stay, whoever writes them down, and while a removal waits", async () => {
  const ctx = test.system();
  const keep = (text: string) => storeFile(test.system(), ctx.files, { bytes: Buffer.from(text), name: "a.txt", space: "copies" });
  const [again, undone, older] = [(await keep("again")).sha256, (await keep("undone")).sha256, (await keep("older")).sha256];
  const cut = ctx.transaction(async (inside) => {
    await removeFiles(inside, [undone]);
    throw new Error("cut off");
  });
  await expect(cut).rejects.toThrow("cut off");
  await removeFiles(ctx, [again, older]);
  // As the release before does it.
  await test.rows("insert into app.files select $1, $2, 'text/plain', 5, 'a.txt', now()", [test.brand.id, older]);
  await Promise.all([keep("again"), tidy()]);
  await tidy();
  for (const sha256 of [again, undone, older]) {
    expect(await isThere(sha256)).toBe(true);
    expect(await findFile(test.system(), sha256)).toMatchObject({ name: "a.txt" });
  }
  expect(await test.rows("select 1 from app.gone_files")).toEqual([]);
});

it("bytes that cannot be removed hold nothing up and go once they can", async () => {
  const ctx = test.system();
  const keep = async (text: string) =>
    (await storeFile(ctx, ctx.files, { bytes: Buffer.from(text), name: "b.txt", space: "copies" })).sha256;
  const [stuck, free] = [await keep("stuck"), await keep("free")];
  const key = keyOf(test.brand.id, stuck);
  const place = join(test.dataDir, "files", key.slice(0, 2), key);
  await rm(place);
  await mkdir(join(place, "in the way"), { recursive: true });
  await removeFiles(ctx, [stuck, free]);
  await tidy();
  expect(await isThere(free)).toBe(false);
  expect(await test.rows("select sha256 from app.gone_files")).toEqual([{ sha256: stuck }]);
  await rm(place, { recursive: true });
  await tidy();
  expect(await test.rows("select 1 from app.gone_files")).toEqual([]);
});
