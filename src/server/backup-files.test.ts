import { createHash, randomBytes } from "node:crypto";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, afterEach, expect, test } from "vitest";
import type { Manifest } from "./backup.ts";
import { findSpoiled, keepFile, takeFile } from "./backup-files.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "qunce-backup-files-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const manifestOf = (files: Record<string, string>, compression: Manifest["compression"]): Manifest => ({
  product: "qunce",
  version: "0.1.0",
  madeAt: "2026-11-22T03:00:00Z",
  migrations: [],
  compression,
  files,
  folders: [],
  rows: {},
  digests: {},
  sequences: {},
});

const words = Buffer.from("今天的砂糖橘很甜".repeat(20_000));

test("a file of a backup takes a small part of its room and comes back as it was", async () => {
  const from = join(folder, "page");
  for (const content of [words, randomBytes(300_000), Buffer.alloc(0)]) {
    writeFileSync(from, content);
    const hash = await keepFile(from, folder, "kept/page");
    const manifest = manifestOf({ "kept/page": hash ?? "" }, "zstd");
    expect(await findSpoiled(folder, manifest)).toEqual([]);
    await takeFile(folder, manifest, "kept/page", join(folder, "back"));
    expect(readFileSync(join(folder, "back")).equals(content)).toBe(true);
  }
  writeFileSync(from, words);
  await keepFile(from, folder, "kept/words");
  expect(statSync(join(folder, "kept/words.zst")).size).toBeLessThan(words.length / 50);
  expect(await keepFile(join(folder, "gone"), folder, "kept/gone")).toBeUndefined();
});

test("a backup of an older release, which lies there as it is, is read as well", async () => {
  writeFileSync(join(folder, "page"), words);
  const manifest = manifestOf({ page: createHash("sha256").update(words).digest("hex") }, "none");
  expect(await findSpoiled(folder, manifest)).toEqual([]);
  await takeFile(folder, manifest, "page", join(folder, "back"));
  expect(readFileSync(join(folder, "back")).equals(words)).toBe(true);
});

test("what was cut, changed, lengthened or lost is found", async () => {
  const from = join(folder, "page");
  const content = randomBytes(200_000);
  writeFileSync(from, content);
  const files: Record<string, string> = {};
  for (const name of ["whole", "cut", "changed", "longer", "lost"]) files[name] = (await keepFile(from, folder, name)) ?? "";
  truncateSync(join(folder, "cut.zst"), 90_000);
  const changed = readFileSync(join(folder, "changed.zst"));
  changed[100_000] = (changed[100_000] ?? 0) ^ 1;
  writeFileSync(join(folder, "changed.zst"), changed);
  appendFileSync(join(folder, "longer.zst"), "!");
  rmSync(join(folder, "lost.zst"));
  expect(await findSpoiled(folder, manifestOf(files, "zstd"))).toEqual(["cut", "changed", "longer", "lost"]);
});
