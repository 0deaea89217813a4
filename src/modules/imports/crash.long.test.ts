import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ImportKind } from "./fields.contract.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import type { Doom } from "../../testing/faults/doom.ts";
import { killOnce, outliveLease, startJobWorker } from "../../testing/faults/job-kill.ts";
import { type KindFile, kindFiles, OPEN_GROUPS, textOf } from "../../testing/import-files.ts";
import { differencesOf } from "../../testing/import-makings.ts";
import { countOf, importOf, type StartedImport } from "../../testing/imports.ts";
import { createGroup } from "../groups/index.ts";
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

const rowsDone = async (of: TestBrand, id: string) =>
  Number((await of.rows<{ n: string }>("select rows_done as n from app.imports where id = $1", [id]))[0]?.n);

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
  await killOnce(startJobWorker(test), async () => (await rowsDone(test, id)) >= atRows);
  outliveLease(test);
  return rowsDone(test, id);
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

interface Phase {
  at: Doom;
  /** At which of those a process dies; several: one after another. */
  counts?: readonly number[];
}

/** Where a process dies, of the phases that a batch of any kind has. */
const PHASES: Record<string, Phase> = {
  "before a batch": { at: "before" },
  "within a batch": { at: { statement: "insert into import_bad_rows" } },
  "before its commit": { at: "commit" },
  "after its commit": { at: "committed" },
};
const MOST_ROUNDS = 8;
const PATIENCE_MS = 60_000;

interface Plan {
  rows: number;
  hits: number;
  /** Within what only a batch of this kind writes, and what comes before its first batch. */
  phases: Record<string, Phase>;
}

const during = (statement: string): Record<string, Phase> => ({ [`at "${statement}"`]: { at: { statement } } });
const plans: Partial<Record<ImportKind, Plan>> = {
  orders: { rows: 16_000, hits: 5, phases: during("insert into order_refunds") },
  members: { rows: 10_000, hits: 3, phases: during("insert into member_tags") },
  chat: { rows: 10_000, hits: 3, phases: { "between two new rooms": { at: "committed", counts: [1] }, ...during("insert into messages") } },
  costs: { rows: 10_000, hits: 3, phases: during("insert into costs") },
};

/** Two processes, each with an import of its own, until both have died of their orders; answers how many did. */
async function letTwoDie(test: TestBrand, at: Doom, count: number): Promise<number> {
  const workers = [1, 2].map(() => startJobWorker(test, { doom: { at, count }, patienceMs: 5_000 }));
  const limit = setTimeout(() => workers.forEach((one) => one.kill()), PATIENCE_MS);
  const deaths = await Promise.all(workers.map((one) => one.ended));
  clearTimeout(limit);
  outliveLease(test);
  return deaths.filter(Boolean).length;
}

/** A brand with the groups that files name, and two files of a kind that were looked at and are to be taken in. */
async function openSide(file: KindFile, rows: number): Promise<{ test: TestBrand; ids: string[] }> {
  const test = await openTestBrand();
  for (const name of OPEN_GROUPS) await createGroup(test.as(), groupOf(name, test.headquartersId));
  const ids: string[] = [];
  for (const tail of ["left", "right"]) {
    const asked = { name: `${tail}.csv`, kind: file.kind, options: { source: tail } };
    ids.push((await importOf(test, textOf(file, rows, tail), asked)).id);
  }
  for (const importId of ids) await startRun(test.as(), { importId });
  return { test, ids };
}

const groupOf = (name: string, orgId: string) => ({
  name,
  orgId,
  channel: "web" as const,
  positioning: "benefit" as const,
  commercialType: "promotion" as const,
  ownerStaffId: null,
  open: true,
});

/** Kills both at each phase, again and again; answers how often. */
async function killAtEach({ test, ids }: { test: TestBrand; ids: readonly string[] }, plan: Plan): Promise<Map<string, number>> {
  const hits = new Map<string, number>();
  for (const [phase, { at, counts = [2, 1] }] of Object.entries({ ...plan.phases, ...PHASES })) {
    for (let round = 0; (hits.get(phase) ?? 0) < plan.hits && round < MOST_ROUNDS; round++) {
      hits.set(phase, (hits.get(phase) ?? 0) + (await letTwoDie(test, at, counts[round % counts.length] ?? 1)));
    }
  }
  for (const id of ids) expect(await rowsDone(test, id)).toBeLessThan(plan.rows);
  return hits;
}

describe("two imports of two workers, each killed at every phase of a batch, make what they make undisturbed", () => {
  it.for(kindFiles)("$kind", { timeout: 600_000 }, async (file) => {
    const plan = plans[file.kind];
    if (!plan) throw new Error(`no plan for ${file.kind}`);
    const [killed, whole] = [await openSide(file, plan.rows), await openSide(file, plan.rows)];
    const hits = await killAtEach(killed, plan);
    console.info(`${file.kind}: ${[...hits].map(([phase, n]) => `${phase} ${n}`).join(", ")}`);
    expect([...hits.values()].every((n) => n >= plan.hits)).toBe(true);
    for (const { test } of [killed, whole]) await test.work();
    expect(await differencesOf(killed.test, whole.test)).toEqual({});
    expect(await countOf(whole.test, "import_bad_rows")).toBeGreaterThanOrEqual((2 * plan.rows) / 100);
    for (const { test } of [killed, whole]) await test.close();
  });
});
