import { readdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
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

/** Works in a process of its own until so many rows are written, and kills it there without warning. */
async function workUntil(exportId: string, atRows: number): Promise<number> {
  const rows = async () => (await showExport(test.as(), { exportId }, lists)).rows;
  await killOnce(startJobWorker(test), async () => (await rows()) >= atRows);
  outliveLease(test);
  return rows();
}

it("an export that is killed again and again ends whole, once, and leaves nothing behind", { timeout: 120_000 }, async () => {
  const { id } = await startExport(test.as(), { list: "members", format: "csv", filter: {} }, lists);
  const stood: number[] = [];
  for (const atRows of [1, 4_000]) stood.push(await workUntil(id, atRows));
  expect(stood.every((rows) => rows > 0 && rows < PEOPLE)).toBe(true);
  expect(await showExport(test.as(), { exportId: id }, lists)).toMatchObject({ state: "running", name: null });
  await expect(linkExport(test.as(), { exportId: id }, lists)).rejects.toMatchObject({ code: "exports.no-file" });
  await test.work();
  expect(await showExport(test.as(), { exportId: id }, lists)).toMatchObject({ state: "done", rows: PEOPLE });
  const { url } = await linkExport(test.as(), { exportId: id }, lists);
  const rows: Record<string, string>[] = parse((await (await test.app()).inject({ url })).rawPayload, { bom: true, columns: true });
  expect(new Set(rows.map((row) => row["昵称"])).size).toBe(PEOPLE);
  expect(await test.rows("select 1 from app.audit_entries where action = 'exports.finish'")).toHaveLength(1);
  expect(await test.rows("select 1 from app.files")).toHaveLength(1);
  const left = await drafts();
  expect(left).toHaveLength(2);
  await dropDrafts(test.system());
  const old = new Date(test.clock.now.getTime() - 2 * 86_400_000);
  for (const name of left) await utimes(join(test.dataDir, "files", name), old, old);
  await dropDrafts(test.system());
  expect(await drafts()).toEqual([]);
});
