import { readdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import readWorkbook from "read-excel-file/node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { modules } from "../../app.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { killOnce, outliveLease, startJobWorker } from "../../testing/faults/job-kill.ts";
import { resolveMembers } from "../members/index.ts";
import { dropDrafts, linkExport, showExport, startExport } from "./exports.actions.ts";

const lists = modules.flatMap((module) => module.exports ?? []);
const PEOPLE = 12_000;
let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
  for (let from = 0; from < PEOPLE; from += 4_000) {
    const refs = Array.from({ length: 4_000 }, (_, n) => ({
      kind: "web" as const,
      scope: "",
      externalId: `p${from + n}`,
      nickname: `柚 ${from + n}`,
    }));
    await resolveMembers(
      test.system(),
      refs.map((ref, n) => ({ ...ref, at: new Date(Date.parse("2026-11-01T00:00:00Z") + (from + n) * 1_000) })),
    );
  }
});
afterAll(() => test.close());

const drafts = async () => (await readdir(join(test.dataDir, "files")).catch(() => [])).filter((name) => name.endsWith(".part"));

const rowsOf = async (exportId: string) => (await showExport(test.as(), { exportId }, lists)).rows;
const begin = async (format: "csv" | "xlsx") => (await startExport(test.as(), { list: "members", format, filter: {} }, lists)).id;

/** Works in processes of their own, one for each export, until so many rows of one are written, and kills them there without warning. */
async function workUntil(exportIds: readonly string[], atRows: number): Promise<void> {
  const isThere = async () => {
    const rows = await Promise.all(exportIds.map(rowsOf));
    return Math.min(...rows) > 0 && Math.max(...rows) >= atRows;
  };
  const workers = exportIds.map(() => startJobWorker(test));
  await Promise.all(workers.map((one) => one.ready));
  await Promise.all(workers.map((one) => killOnce(one, isThere)));
  outliveLease(test);
}

async function bytesOf(exportId: string): Promise<Buffer> {
  const { url } = await linkExport(test.as(), { exportId }, lists);
  return (await (await test.app()).inject({ url })).rawPayload;
}

/** What killed processes left half written is there for a day, and then no more. */
async function expectDraftsGone(most: number): Promise<void> {
  const left = await drafts();
  expect(left.length).toBeLessThanOrEqual(most);
  await dropDrafts(test.system());
  expect(await drafts()).toEqual(left);
  const old = new Date(test.clock.now.getTime() - 2 * 86_400_000);
  for (const name of left) await utimes(join(test.dataDir, "files", name), old, old);
  await dropDrafts(test.system());
  expect(await drafts()).toEqual([]);
}

const PHASES = [1, 2_000, 4_000, 7_000, 9_000];

const runs = { "a CSV": ["csv"], "a workbook": ["xlsx"], "two at once": ["csv", "csv"] } as const;

it.each(Object.entries(runs))("%s, killed at every phase, ends whole, once, and leaves nothing behind", async (_name, formats) => {
  const ids: string[] = [];
  for (const format of formats) ids.push(await begin(format));
  for (const atRows of PHASES) {
    await workUntil(ids, atRows);
    for (const id of ids) {
      expect(await rowsOf(id)).toBeLessThan(PEOPLE);
      expect(await showExport(test.as(), { exportId: id }, lists)).toMatchObject({ state: "running", name: null });
      await expect(linkExport(test.as(), { exportId: id }, lists)).rejects.toMatchObject({ code: "exports.no-file" });
    }
  }
  await test.work();
  for (const [n, id] of ids.entries()) {
    expect(await showExport(test.as(), { exportId: id }, lists)).toMatchObject({ state: "done", rows: PEOPLE });
    const bytes = await bytesOf(id);
    const [sheet] = formats[n] === "csv" ? [] : await readWorkbook(bytes);
    const rows: unknown[][] = sheet?.data ?? parse(bytes, { bom: true });
    expect(new Set(rows.slice(1).map((row) => row[0])).size).toBe(PEOPLE);
    expect(await test.rows("select 1 from app.audit_entries where action = 'exports.finish' and target_id = $1", [id])).toHaveLength(1);
  }
  await expectDraftsGone(PHASES.length * ids.length);
});
