import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import type { Doom } from "../../testing/faults/doom.ts";
import { killOnce, outliveLease, startJobWorker } from "../../testing/faults/job-kill.ts";
import { importOf, type StartedImport } from "../../testing/imports.ts";
import { startRun } from "./imports.actions.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

/** Equal rows without a number, and every hundredth row bad; `tail` tells files apart. */
function file(rows: number, tail: string): string {
  const line = (i: number) =>
    i % 100 === 7 ? `x,${i},${tail}` : i % 10 === 3 ? `2026-01-02,5,${tail}` : `2026-01-0${(i % 9) + 1},${i}.25,${tail}`;
  return ["支付时间,实付,备注", ...Array.from({ length: rows }, (_, i) => line(i))].join("\n");
}

const checked = (rows: number, source: string) => importOf(test, file(rows, source), { kind: "orders", options: { source } });

const rowsDone = async (id: string) =>
  Number((await test.rows<{ n: string }>("select rows_done as n from app.imports where id = $1", [id]))[0]?.n);

/** Everything of the file is there once: orders, their events, the rows that were not taken. */
async function expectExact(one: StartedImport, rows: number, source: string): Promise<void> {
  const done = await one.show();
  const bad = rows / 100;
  const taken = rows - bad;
  expect(done).toMatchObject({ state: "done", counts: { read: rows, new: taken, changed: 0, same: 0, bad } });
  const sums = `select count(*)::int as n, count(distinct external_id)::int as ids, sum(paid_fen)::text as fen,
    (select count(*)::int from app.events e where e.kind = 60 and e.data->>'orderId' in (select id::text from app.orders where source = $1)) as events
    from app.orders where source = $1`;
  expect(await test.rows(sums, [source])).toEqual([{ n: taken, ids: taken, fen: String(done.totals?.fen), events: taken }]);
  const badRows = "select count(*)::int as n, count(distinct line)::int as lines from app.import_bad_rows where import_id = $1";
  expect(await test.rows(badRows, [one.id])).toEqual([{ n: bad, lines: bad }]);
}

/** Works in a process of its own until so many rows are in, and kills it there without warning; answers where it stood. */
async function workUntil(id: string, atRows: number): Promise<number> {
  await killOnce(startJobWorker(test), async () => (await rowsDone(id)) >= atRows);
  outliveLease(test);
  return rowsDone(id);
}

it("a run that is killed again and again ends exact", { timeout: 120_000 }, async () => {
  const rows = 9_000;
  const one = await checked(rows, "one");
  await startRun(test.as(), { importId: one.id });
  const stood: number[] = [];
  for (const atRows of [1, 3_000, 6_000]) stood.push(await workUntil(one.id, atRows));
  expect(stood.every((at) => at > 0 && at < rows)).toBe(true);
  await test.work();
  await expectExact(one, rows, "one");
});

const PHASES: Record<string, Doom> = {
  "before a batch": "before",
  "within a batch": { statement: "insert into import_bad_rows" },
  "before its commit": "commit",
  "after its commit": "committed",
};
const HITS = 5;
const MOST_ROUNDS = 8;
const PATIENCE_MS = 60_000;

/** Two processes, each with an import of its own, until both have died of their orders; answers how many did. */
async function letTwoDie(at: Doom): Promise<number> {
  const workers = [1, 2].map(() => startJobWorker(test, { doom: { at, count: 2 }, patienceMs: 5_000 }));
  const limit = setTimeout(() => workers.forEach((one) => one.kill()), PATIENCE_MS);
  const deaths = await Promise.all(workers.map((one) => one.ended));
  clearTimeout(limit);
  outliveLease(test);
  return deaths.filter(Boolean).length;
}

it("two imports of two workers, each killed at every phase of a batch, end exact", { timeout: 600_000 }, async () => {
  const rows = 20_000;
  const [left, right] = [await checked(rows, "left"), await checked(rows, "right")];
  for (const one of [left, right]) await startRun(test.as(), { importId: one.id });
  const hits = new Map<string, number>();
  for (const [phase, at] of Object.entries(PHASES)) {
    for (let round = 1; (hits.get(phase) ?? 0) < HITS && round <= MOST_ROUNDS; round++) {
      hits.set(phase, (hits.get(phase) ?? 0) + (await letTwoDie(at)));
    }
  }
  console.info(`kills: ${[...hits].map(([phase, n]) => `${phase} ${n}`).join(", ")}`);
  expect([...hits.values()].every((n) => n >= HITS)).toBe(true);
  for (const one of [left, right]) expect(await rowsDone(one.id)).toBeLessThan(rows);
  await test.work();
  await expectExact(left, rows, "left");
  await expectExact(right, rows, "right");
});
