import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { killOnce, startJobWorker } from "../../testing/faults/job-kill.ts";
import { importOf } from "../../testing/imports.ts";
import { startRun } from "./imports.actions.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

const ROWS = 9_000;
/** Longer than a silent process keeps its job. */
const LEASE_MS = 31_000;

/** Equal rows without a number, orders of two rows, and every hundredth row bad. */
function file(): string {
  const line = (i: number) => (i % 100 === 7 ? `x,${i}` : i % 10 === 3 ? "2026-01-02,5" : `2026-01-0${(i % 9) + 1},${i}.25`);
  return ["支付时间,实付", ...Array.from({ length: ROWS }, (_, i) => line(i))].join("\n");
}

const rowsDone = async (id: string) =>
  Number((await test.rows<{ n: string }>("select rows_done as n from app.imports where id = $1", [id]))[0]?.n);

/** Works in a process of its own until so many rows are in, and kills it there without warning; answers where it stood. */
async function workUntil(id: string, atRows: number): Promise<number> {
  await killOnce(startJobWorker(test), async () => (await rowsDone(id)) >= atRows);
  test.clock.now = new Date(test.clock.now.getTime() + LEASE_MS);
  return rowsDone(id);
}

it("a run that is killed again and again ends exact", { timeout: 120_000 }, async () => {
  const one = await importOf(test, file(), { kind: "orders" });
  await startRun(test.as(), { importId: one.id });
  const stood: number[] = [];
  for (const atRows of [1, 3_000, 6_000]) stood.push(await workUntil(one.id, atRows));
  expect(stood.every((rows) => rows > 0 && rows < ROWS)).toBe(true);
  await test.work();
  const done = await one.show();
  const bad = ROWS / 100;
  expect(done).toMatchObject({ state: "done", counts: { read: ROWS, new: ROWS - bad, changed: 0, same: 0, bad } });
  const sums = "select count(*)::int as n, count(distinct external_id)::int as ids, sum(paid_fen)::text as fen from app.orders";
  expect(await test.rows(sums)).toEqual([{ n: ROWS - bad, ids: ROWS - bad, fen: String(done.totals?.fen) }]);
  expect(await test.rows("select count(*)::int as n from app.events where kind = 60")).toEqual([{ n: ROWS - bad }]);
  expect(
    await test.rows("select count(*)::int as n, count(distinct line)::int as lines from app.import_bad_rows where import_id = $1", [
      one.id,
    ]),
  ).toEqual([{ n: bad, lines: bad }]);
});
