import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../testing/brand.ts";
import { errorsIn, type Program, startProgram } from "../testing/faults/program.ts";
import { importOf, type StartedImport } from "../testing/imports.ts";
import { TEST_SECRET } from "../testing/prepared.ts";
import { startRun } from "../modules/imports/imports.actions.ts";

const ROWS = 30_000;

let test: TestBrand;
const programs: Program[] = [];
beforeAll(async () => {
  test = await openTestBrand({ now: new Date() });
  writeFileSync(join(test.dataDir, "secret"), TEST_SECRET, { mode: 0o600 });
});
afterAll(async () => {
  for (const { child } of programs) child.kill("SIGKILL");
  await test.close();
});

function work(): Program {
  const program = startProgram(["work"], { DATABASE_URL: test.ownerUrl, QUNCE_DATA_DIR: test.dataDir });
  programs.push(program);
  return program;
}

/** Costs with a note each, of more than two megabytes. */
const file = (tail: string) =>
  [
    "日期,类别,金额,群名,活动,备注",
    ...Array.from({ length: ROWS }, (_, i) => `2026-01-0${(i % 9) + 1},奖品,${i}.25,,双十一,${tail} ${"为".repeat(20)} ${i}`),
  ].join("\n");

async function started(tail: string): Promise<StartedImport> {
  const one = await importOf(test, file(tail), { name: `${tail}.csv`, kind: "costs", options: { source: tail } });
  expect(one.detail.totals).toMatchObject({ rows: ROWS, bad: 0 });
  await startRun(test.as(), { importId: one.id });
  return one;
}

/** The process beside this one that runs a job. */
function besideOf(program: Program): number | null {
  const lines = execFileSync("ps", ["-axo", "pid,ppid,args"], { encoding: "utf8" }).split("\n");
  const line = lines.find((one) => one.includes(" job ") && one.trim().split(/\s+/)[1] === String(program.child.pid));
  return line === undefined ? null : Number(line.trim().split(/\s+/)[0]);
}

const doneRows = async (one: StartedImport) => (await one.show()).counts.read;
const isThere = (pid: number) => execFileSync("ps", ["-axo", "pid"], { encoding: "utf8" }).split(/\s+/).includes(String(pid));

async function expectExact(one: StartedImport, tail: string): Promise<void> {
  await expect.poll(async () => (await one.show()).state, { timeout: 120_000 }).toBe("done");
  expect((await one.show()).counts).toEqual({ read: ROWS, new: ROWS, changed: 0, same: 0, bad: 0 });
  const sums = "select count(*)::int as n, count(distinct fen)::int as each from app.costs where note like $1";
  expect(await test.rows(sums, [`${tail} %`])).toEqual([{ n: ROWS, each: ROWS }]);
}

it("a large import goes on in another process when its own is killed", { timeout: 300_000 }, async () => {
  const one = await started("甲");
  const program = work();
  await expect.poll(() => doneRows(one), { timeout: 60_000, interval: 50 }).toBeGreaterThan(2_000);
  const beside = besideOf(program) ?? 0;
  process.kill(beside, "SIGKILL");
  await expect.poll(() => isThere(beside)).toBe(false);
  expect(await doneRows(one)).toBeLessThan(ROWS);
  await expectExact(one, "甲");
  expect(errorsIn(program.output()).every((line) => line.includes("SIGKILL"))).toBe(true);
  program.child.kill("SIGTERM");
  expect(await program.ended).toBe(0);
});

it.each(["SIGKILL", "SIGTERM"] as const)(
  "it ends with who began it (%s), and the next goes on with it at once",
  { timeout: 300_000 },
  async (signal) => {
    const one = await started(signal);
    const program = work();
    await expect.poll(() => doneRows(one), { timeout: 60_000, interval: 50 }).toBeGreaterThan(2_000);
    const beside = besideOf(program) ?? 0;
    program.child.kill(signal);
    await program.ended;
    await expect.poll(() => isThere(beside), { timeout: 15_000 }).toBe(false);
    const stood = await doneRows(one);
    expect(stood).toBeLessThan(ROWS);
    const [job] = await test.rows("select j.state, j.tries from app.jobs j join app.imports i on i.job_id = j.id where i.id = $1", [
      one.id,
    ]);
    expect(job).toEqual({ state: "waiting", tries: 0 });
    const next = work();
    await expectExact(one, signal);
    expect(errorsIn(next.output())).toEqual([]);
    next.child.kill("SIGTERM");
    expect(await next.ended).toBe(0);
  },
);
