import { afterAll, beforeAll, expect, it } from "vitest";
import { takeNextJob } from "../../server/job-runs.ts";
import type { Job } from "../../server/jobs.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { importOf } from "../../testing/imports.ts";
import { cancelImport, showImport, startRun } from "./imports.actions.ts";
import { runJob } from "./imports.jobs.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

const ROWS = 6_000;
const BAD = ROWS / 100;

/** Equal rows without a number, orders of two rows, and every hundredth row bad. */
function file(): string {
  const line = (i: number) => {
    if (i % 100 === 7) return `,x,${i}`;
    return i % 10 === 3 ? ",2026-01-02,5" : `${i % 4 < 2 ? `S${Math.floor(i / 4)}` : ""},2026-01-02,${i % 500}.25`;
  };
  return ["订单号,支付时间,实付", ...Array.from({ length: ROWS }, (_, i) => line(i))].join("\n");
}

/** Works at the import until it is about to write its way past so many rows, and has it stopped by a person just then. */
async function stopAt(id: string, rows: number) {
  let isAsked = false;
  const interrupted: Job<{ importId: string }> = {
    ...runJob,
    run: (ctx, job) =>
      runJob.run(ctx, {
        ...job,
        save: async (inside, progress) => {
          if (progress.done > rows && !isAsked) {
            isAsked = true;
            await cancelImport(test.as(), { importId: id });
          }
          await job.save(inside, progress);
        },
      }),
  };
  await (await takeNextJob(test.runtime, test.brand.id, [interrupted]))?.run();
  return showImport(test.as(), { importId: id });
}

const sums = () =>
  test.rows(
    `select count(*)::int as orders, count(distinct external_id)::int as ids, sum(paid_fen)::text as fen, (select count(*)::int from app.events where kind = 60) as events from app.orders`,
  );

it("a run that is stopped between two batches goes on behind them, and ends with the figures of one that never was", async () => {
  const one = await importOf(test, file(), { kind: "orders" });
  await startRun(test.as(), { importId: one.id });
  const first = await stopAt(one.id, 2_500);
  expect(first).toMatchObject({ state: "cancelled", failure: null, progress: { rows: first.counts.read } });
  expect(first.counts.read).toBeGreaterThan(0);
  expect(first.counts.read).toBeLessThan(ROWS);
  expect(first.counts.new + first.counts.bad).toBe(first.counts.read);
  await expect(cancelImport(test.as(), { importId: one.id })).rejects.toMatchObject({ code: "imports.ended" });
  await test.work();
  expect((await one.show()).counts).toEqual(first.counts);

  await startRun(test.as(), { importId: one.id });
  await cancelImport(test.as(), { importId: one.id });
  expect(await one.show()).toMatchObject({ state: "cancelled", counts: first.counts });
  await startRun(test.as(), { importId: one.id });
  const second = await stopAt(one.id, 4_500);
  expect(second.counts.read).toBeGreaterThan(first.counts.read);
  expect(second.counts.read).toBeLessThan(ROWS);

  const done = await one.run();
  expect(done).toMatchObject({ state: "done", counts: { read: ROWS, new: ROWS - BAD, changed: 0, same: 0, bad: BAD } });
  const [row] = await sums();
  expect(row).toEqual({ orders: done.totals?.units, ids: done.totals?.units, fen: String(done.totals?.fen), events: done.totals?.units });
  expect(await test.rows("select count(*)::int as n, count(distinct line)::int as lines from app.import_bad_rows")).toEqual([
    { n: BAD, lines: BAD },
  ]);
  const again = await (await importOf(test, file(), { kind: "orders" })).run();
  expect(again.counts).toEqual({ read: ROWS, new: 0, changed: 0, same: ROWS - BAD, bad: BAD });
  expect((await sums())[0]).toEqual(row);
});
