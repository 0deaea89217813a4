import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { modules } from "../../app.ts";
import { keyOf, removeBytes, storeFile } from "../../server/files.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { importOf } from "../../testing/imports.ts";
import { makePng } from "../../testing/pictures.ts";
import { addOrgUnit } from "../brands/index.ts";
import { dropOldExports, linkExport, startExport } from "../exports/exports.actions.ts";
import { forgetImport, showImport } from "./imports.actions.ts";
import { takeUpload } from "./upload.actions.ts";

const lists = modules.flatMap((module) => module.exports ?? []);
let test: TestBrand;
let now: Date;
beforeAll(async () => {
  test = await openTestBrand();
  now = test.clock.now;
});
afterAll(() => test.close());
beforeEach(() => {
  test.clock.now = now;
});

const fetched = async (url: string) => {
  const answer = await (await test.app()).inject({ url });
  return answer.statusCode === 200 ? answer.rawPayload : null;
};
const isThere = (id: string) => buffer(test.runtime.files.read(keyOf(test.brand.id, id))).then(Boolean, () => false);
const fileOf = async (importId: string) =>
  (await test.rows<{ sha256: string }>("select sha256 from app.imports where id = $1", [importId]))[0]?.sha256 ?? "";

/** An export of org units, with something new in it each time, and its bytes. */
async function exported(unit: string) {
  await addOrgUnit(test.as(), { parentId: test.headquartersId, name: unit });
  const { id } = await startExport(test.as(), { list: "audit", format: "csv", filter: {} }, lists);
  await test.work();
  const link = async () => (await linkExport(test.as(), { exportId: id }, lists)).url;
  const bytes = await fetched(await link());
  if (!bytes) throw new Error("no export");
  return { id, link, bytes };
}

it("a refused upload leaves the same bytes in the library alone, and nothing of its own", async () => {
  const bytes = makePng(12, 12);
  const ctx = test.as();
  const picture = await storeFile(ctx, ctx.files, { bytes, name: "橙.png" });
  const before = await test.rows("select sha256 from app.files order by 1");
  const upload = takeUpload(test.as(), Readable.from([bytes]), { name: "橙.png", kind: null, limitBytes: 1_000_000 });
  await expect(upload).rejects.toMatchObject({ code: "sheets.not-a-table" });
  expect(await fetched(test.as().fileUrl(picture.sha256))).toEqual(bytes);
  expect(await test.rows("select sha256 from app.files order by 1")).toEqual(before);
});

it("an import of an export's bytes that is put away leaves the export", async () => {
  const { link, bytes } = await exported("东区");
  const one = await importOf(test, bytes, { kind: "members" });
  await forgetImport(test.as(), { importId: one.id });
  expect(await fetched(await link())).toEqual(bytes);
});

it("an export whose days are over leaves the import of its bytes", async () => {
  const { bytes } = await exported("西区");
  test.clock.now = new Date(now.getTime() + 8 * 86_400_000);
  const one = await importOf(test, bytes, { kind: "members" });
  expect(await dropOldExports(test.system())).toBeGreaterThan(0);
  await removeBytes(test.system());
  expect(await isThere(await fileOf(one.id))).toBe(true);
  expect(await showImport(test.as(), { importId: one.id })).toMatchObject({ isForgotten: false });
});

it("files of both that were kept under one key before stay until neither needs them", async () => {
  const { id, bytes } = await exported("南区");
  const one = await importOf(test, bytes, { kind: "members" });
  const old = await storeFile(test.system(), test.system().files, { bytes, name: "旧.csv" });
  await test.rows("update app.imports set sha256 = $2 where id = $1", [one.id, old.sha256]);
  await test.rows("update app.jobs set result = jsonb_set(result, '{sha256}', to_jsonb($2::text)) where id = $1", [id, old.sha256]);
  test.clock.now = new Date(now.getTime() + 8 * 86_400_000);
  await dropOldExports(test.system());
  await removeBytes(test.system());
  expect(await isThere(old.sha256)).toBe(true);
  await forgetImport(test.as(), { importId: one.id });
  await removeBytes(test.system());
  expect(await isThere(old.sha256)).toBe(false);
});
