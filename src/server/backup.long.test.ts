import { appendFileSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { modules, sessions } from "../app.ts";
import { createGroup } from "../modules/groups/index.ts";
import { recomputeDays } from "../modules/insight/days.actions.ts";
import { type InboundItem, ingest } from "../modules/messages/index.ts";
import { openBrandOn, type TestBrand } from "../testing/brand-on.ts";
import { countBrokenTalk } from "../testing/faults/ingest-kill.ts";
import { readRollups } from "../testing/history.ts";
import { passableFolder } from "../testing/passable-folder.ts";
import { TEST_SECRET } from "../testing/prepared.ts";
import { connect, makeBackup, readManifest } from "./backup.ts";
import { readTables } from "./backup-contents.ts";
import { type Context, systemActor } from "./context.ts";
import { findFile, keyOf, openFolderStore, storeFile } from "./files.ts";
import { openLog } from "./log.ts";
import { openPlatform } from "./open.ts";
import { type Postgres, startPostgres } from "./postgres.ts";
import { runReaction } from "./reactions.ts";
import { restoreBackup } from "./restore.ts";
import { openServer } from "./serve.ts";

vi.setConfig({ testTimeout: 400_000, hookTimeout: 400_000 });

const quiet = () => undefined;
const restore = (folder: string, into: string) => restoreBackup({ folder, dataDir: into, resume: false, log: quiet });
let root: string;
let dataDir: string;
let postgres: Postgres;
let source: TestBrand;
beforeAll(async () => {
  root = passableFolder("backup");
  dataDir = join(root, "data");
  postgres = await startPostgres({ dataDir, log: quiet });
  writeFileSync(join(dataDir, "secret"), TEST_SECRET, { mode: 0o600 });
  source = await openBrandOn(postgres.ownerUrl);
});
afterAll(async () => {
  await source.close();
  await postgres.stop();
  rmSync(root, { recursive: true, force: true });
});

const talk = (groupId: string, from: number, count: number): InboundItem[] =>
  Array.from({ length: count }, (_, n) => ({
    kind: "message",
    source: "backup",
    externalId: `b-${from + n}`,
    occurredAt: new Date(source.clock.now.getTime() - ((from + n) % 100_000)),
    group: { groupId },
    sender: { kind: "web", scope: "", externalId: `w-${n % 9}`, nickname: `街坊${n % 9}` },
    format: "text",
    text: `备份中 ${from + n}`,
  }));

/** The restored folder as a product of its own, with the ways of a test into it. */
async function openRestored(folder: string) {
  const restored = await startPostgres({ dataDir: folder, log: quiet });
  const { runtime, close } = await openPlatform({
    ownerUrl: restored.ownerUrl,
    secret: TEST_SECRET,
    dataDir: folder,
    log: openLog("silent"),
    now: () => source.clock.now,
    sessions,
    baseUrl: "http://localhost:7300",
    isTrustedOrigin: () => false,
    checkOutputs: true,
    poolSize: 4,
    outbound: { allowPrivate: false },
  });
  const app = await openServer(runtime, modules, { isTrustedOrigin: () => false, perMinute: 1_000 });
  const owners = new pg.Pool({ connectionString: restored.ownerUrl, max: 2 });
  owners.on("error", () => undefined);
  const rows: TestBrand["rows"] = async (text, values = []) => (await owners.query(text, values)).rows;
  const system = (): Context => runtime.begin(source.brand, systemActor("test"), "Q-TEST");
  const react = async () => {
    for (let busy = true; busy;) {
      busy = false;
      for (const reaction of modules.flatMap((module) => module.reactions ?? []))
        if ((await runReaction(system(), reaction)) !== 0) busy = true;
    }
  };
  const stop = async () => {
    await owners.end();
    await app.close();
    await close();
    await restored.stop();
  };
  return { app, restored, system, react, rows, stop };
}

test("a backup made under a load of writes is restored equal, signs people in, goes on counting, and only whole and into nothing", async () => {
  const group = await createGroup(source.as(), {
    name: "备份群",
    orgId: source.headquartersId,
    positioning: "benefit",
    commercialType: "promotion",
    channel: "web",
    ownerStaffId: null,
  });
  const userId = await source.runtime.identity.createUser({ login: "he@example.cn", name: "何穗", password: "the right one" });
  await source.staff(["owner"], source.headquartersId, "何穗", userId);
  const picture = await storeFile(source.system(), openFolderStore(join(dataDir, "files")), {
    bytes: new TextEncoder().encode("🍊"),
    name: "橙",
  });
  await ingest(source.system(), talk(group.id, 0, 2_000));
  await source.react();
  let acknowledged = 2_000;
  let goesOn = true;
  let slowestMs = 0;
  const writing = (async () => {
    while (goesOn) {
      const begun = performance.now();
      await ingest(source.system(), talk(group.id, acknowledged, 40));
      slowestMs = Math.max(slowestMs, performance.now() - begun);
      acknowledged += 40;
    }
  })();
  const before = acknowledged;
  const folder = await makeBackup({
    postgres,
    dataDir,
    into: join(root, "backups"),
    version: "0.1.0",
    now: new Date("2026-11-22T03:00:00Z"),
  });
  const during = acknowledged - before;
  goesOn = false;
  await writing;
  expect(during).toBeGreaterThan(100);
  expect(slowestMs).toBeLessThan(2_000);
  const manifest = readManifest(folder);
  expect(Object.keys(manifest.digests).length).toBeGreaterThan(60);
  expect(manifest.rows["app.messages"]).toBeGreaterThanOrEqual(before);
  expect(manifest.rows["app.messages"]).toBeLessThanOrEqual(acknowledged);

  const other = join(root, "other");
  await restore(folder, other);
  const copy = await openRestored(other);
  expect(await copy.rows("select count(*)::int as n, count(distinct text)::int as words, max(seq)::int as last from app.messages")).toEqual(
    [{ n: manifest.rows["app.messages"], words: manifest.rows["app.messages"], last: manifest.rows["app.messages"] }],
  );
  expect((await findFile(copy.system(), picture.sha256)).name).toBe("橙");
  expect(existsSync(join(other, "files", keyOf(source.brand.id, picture.sha256).slice(0, 2), keyOf(source.brand.id, picture.sha256)))).toBe(
    true,
  );
  const signIn = (password: string) =>
    copy.app.inject({ method: "POST", url: "/api/v1/session/password", payload: { login: "he@example.cn", password, remember: true } });
  expect((await signIn("the right one")).statusCode).toBe(200);
  expect((await signIn("the wrong one")).statusCode).toBe(401);

  // The source sends all of it again: what was there is known, what came after the backup is taken in, and the days add up.
  await ingest(copy.system(), talk(group.id, 0, acknowledged));
  await copy.react();
  const sums = await readRollups({ ...source, rows: copy.rows });
  await recomputeDays(copy.system(), [group.id]);
  expect(await readRollups({ ...source, rows: copy.rows })).toEqual(sums);
  expect(await countBrokenTalk({ ...source, rows: copy.rows })).toBe(0);
  expect(await copy.rows("select count(*)::int as n from app.messages")).toEqual([{ n: acknowledged }]);
  await copy.stop();

  // One that is not what the backup says, in a table too few and a sequence that lags behind.
  const { ["app.files"]: _files, ...rows } = manifest.rows;
  const [low, high] = manifest.sequences["platform.brands_id_seq"] ?? [0, 0];
  expect([low, high]).toEqual([1, 33]);
  const sequences = { ...manifest.sequences, "platform.brands_id_seq": [high + 1, high + 33] };
  const told = join(folder, "manifest.json");
  writeFileSync(told, JSON.stringify({ ...manifest, rows, sequences }));
  await expect(restore(folder, join(root, "wrong"))).rejects.toThrow("differs in app.files, platform.brands_id_seq.");
  writeFileSync(told, JSON.stringify(manifest));

  await expect(restore(folder, other)).rejects.toMatchObject({ code: "restore.not-empty" });
  appendFileSync(join(folder, "secret.zst"), "!");
  await expect(restore(folder, join(root, "third"))).rejects.toMatchObject({ code: "restore.spoiled" });
  expect(existsSync(join(root, "third"))).toBe(false);
  rmSync(join(folder, "manifest.json"));
  await expect(restore(folder, join(root, "third"))).rejects.toMatchObject({ code: "restore.no-backup" });
});

test("the sum of a table changes with any of its rows, and not with their order", async () => {
  const client = await connect(postgres.ownerUrl);
  const digest = async () => (await readTables(client)).digests["app.settings"];
  await client.query(
    "insert into app.settings (brand_id, key, value, updated_at) values (1, 'a', '1', '2026-01-01Z'), (1, 'b', '2', '2026-01-01Z')",
  );
  const first = await digest();
  await client.query("delete from app.settings where key = 'a'");
  await client.query("insert into app.settings (brand_id, key, value, updated_at) values (1, 'a', '1', '2026-01-01Z')");
  expect(await digest()).toBe(first);
  await client.query(`update app.settings set value = '3' where key = 'a'`);
  expect(await digest()).not.toBe(first);
  await client.end();
});
