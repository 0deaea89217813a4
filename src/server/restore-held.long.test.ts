import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { changeBrandSettings } from "../modules/brands/index.ts";
import { readHealth } from "../modules/brands/health.actions.ts";
import { createConnection } from "../modules/connections/connect.actions.ts";
import { createGroup, ensureAccount } from "../modules/groups/index.ts";
import { createWebhook } from "../modules/integrations/webhooks.actions.ts";
import { createSends } from "../modules/sends/index.ts";
import { startSync } from "../modules/wecom/state.actions.ts";
import { startWecom, type Wecom } from "../simulators/wecom/start.ts";
import { openBrandOn, type TestBrand } from "../testing/brand-on.ts";
import { freePort, type Program, startProgram } from "../testing/faults/program.ts";
import { passableFolder } from "../testing/passable-folder.ts";
import { TEST_SECRET } from "../testing/prepared.ts";
import { readManifest } from "./backup.ts";
import { type Postgres, startPostgres } from "./postgres.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const LOGIN = { login: "he@example.cn", password: "the right one", remember: true };
const OTHER = "li@example.cn";
/** Long enough for every ticker that could send to have run many times. */
const WATCH_MS = 4_000;

let root: string;
let postgres: Postgres;
let source: TestBrand;
let wecom: Wecom;
const running: Program[] = [];
let heard = 0;
let sendId = "";
const receiver = createServer((request, response) => {
  request.resume().on("end", () => {
    heard++;
    response.end();
  });
});

beforeAll(async () => {
  root = passableFolder("held");
  const dataDir = join(root, "data");
  postgres = await startPostgres({ dataDir, log: () => undefined });
  writeFileSync(join(dataDir, "secret"), TEST_SECRET, { mode: 0o600 });
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
  wecom = await startWecom({ switches: { detailLagMs: 0, dispatchingMs: 0 } });
  source = await openBrandOn(postgres.ownerUrl, { now: new Date(), outbound: { allowPrivate: true } });
  await makeDueWork();
});
afterAll(async () => {
  for (const { child } of running) child.kill("SIGKILL");
  await Promise.all(running.map((one) => one.ended));
  await source.close();
  await wecom.close();
  receiver.close();
  await postgres.stop();
  rmSync(root, { recursive: true, force: true });
});

/** A group of each channel with a send that is due, a webhook that is behind, a comparison with WeCom that somebody asked for. */
async function makeDueWork(): Promise<void> {
  const owner = source.as();
  await changeBrandSettings(owner, { quietFromMinute: 0, quietToMinute: 0 });
  const userId = await source.runtime.identity.createUser({ login: LOGIN.login, name: "何穗", password: LOGIN.password });
  await source.staff(["owner"], source.headquartersId, "何穗", userId);
  const otherId = await source.runtime.identity.createUser({ login: OTHER, name: "李", password: LOGIN.password });
  await source.staff(["operator"], source.headquartersId, "李", otherId);
  const url = `http://localhost:${(receiver.address() as AddressInfo).port}/hook`;
  await createWebhook(owner, { name: "门店系统", url, events: ["groups.created"], orgId: null, showsPhones: false });
  const { corpId: scope, app } = wecom;
  const platform = { agentId: String(app.agentId), baseUrl: wecom.url, secret: app.secret };
  const connection = await createConnection(owner, { kind: "wecom", scope, name: "枝上鲜果", ...platform });
  await wecom.driver.addStaff({ userid: "zhangsan", name: "zhangsan" });
  const { externalId } = await wecom.driver.addCustomer({ name: "阿青" });
  const accountId = await ensureAccount(owner, { channel: "wecom", scope, externalId: "zhangsan", name: "zhangsan", kind: "staff" });
  const { chatId } = await wecom.driver.createChat({ name: "企微群", owner: "zhangsan", memberIds: [externalId] });
  const groupIds: string[] = [];
  for (const channel of ["web", "wecom"] as const) {
    const place = { orgId: source.headquartersId, positioning: "benefit" as const, commercialType: "promotion" as const };
    const { id } = await createGroup(owner, { name: `${channel}群`, ...place, channel, ownerStaffId: null, open: true });
    if (channel === "wecom")
      await source.rows("update app.groups set account_id = $2, external_id = $3 where id = $1", [id, accountId, chatId]);
    groupIds.push(id);
  }
  const due = { dueAt: source.clock.now, expiresAt: new Date(source.clock.now.getTime() + 3_600_000), priority: 5 };
  const said = { contentId: null, contentVersion: null, direction: "engage", body: { format: "text" as const, text: "到货" } };
  const [made] = await createSends(source.system(), [
    { uniqueKey: "held", name: "到货", source: { kind: "adhoc" }, ...said, groupIds, ...due },
  ]);
  sendId = made?.sendId ?? "";
  await startSync(owner, { connectionId: connection.id });
  await source.react();
}

async function run(args: readonly string[], dataDir: string): Promise<string> {
  const program = startProgram(args, { QUNCE_DATA_DIR: dataDir });
  expect(await program.ended, program.output()).toBe(0);
  return program.output();
}

/** The restored folder, run as an operator runs it; with what has left it since. */
async function serve(dataDir: string) {
  const port = await freePort();
  wecom.world.calls.clear();
  const before = { heard, tasks: wecom.world.state.massSends.size };
  const program = startProgram(["serve"], { QUNCE_DATA_DIR: dataDir, PORT: String(port), HOST: "127.0.0.1", QUNCE_WEBHOOK_PRIVATE: "1" });
  running.push(program);
  await program.said("Qunce is up");
  const call = async (cookie: string, method: "GET" | "POST", path: string, body?: object) => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
      method,
      headers: { cookie, "idempotency-key": crypto.randomUUID(), ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    // Checked border: what is read of it is compared below.
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown>, headers: answer.headers };
  };
  const signIn = async (login = LOGIN.login) =>
    (await call("", "POST", "/session/password", { ...LOGIN, login })).headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
  /** What has left since, and whether a group on our own pages got the message. */
  const left = async (cookie: string) => {
    const { counts } = (await call(cookie, "GET", `/b/zhishang/sends/${sendId}`)).body as { counts: Record<string, number> };
    const tasks = wecom.world.state.massSends.size - before.tasks;
    return { webhooks: heard - before.heard, tasks, calls: wecom.world.calls.size > 0, posted: counts.sent };
  };
  const stop = async () => {
    program.child.kill("SIGTERM");
    expect(await program.ended).toBe(0);
  };
  return { call, signIn, left, stop };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const everything = { webhooks: 2, tasks: 1, calls: true, posted: 1 };
const nothing = { webhooks: 0, tasks: 0, calls: false, posted: 0 };

test("a restored copy sends nothing, calls nobody and says so until who manages the brand resumes it; with --resume it goes on", async () => {
  const said = await run(["backup", join(root, "backups"), "--check"], join(root, "data"));
  expect(said).toContain("Restored on trial");
  const folder = /^(\S+): \d/m.exec(said)?.[1] ?? "";
  expect(readdirSync(join(root, "backups"))).toEqual([basename(folder)]);
  expect(
    await source.rows(
      "select folder, rows > 100 as has_rows, bytes > 100000 as has_bytes, checked_at is not null as checked, failure from platform.backups",
    ),
  ).toEqual([{ folder: basename(folder), has_rows: true, has_bytes: true, checked: true, failure: null }]);

  const copy = join(root, "copy");
  expect(await run(["restore", folder], copy)).toContain("--resume");
  const held = await serve(copy);
  const owner = await held.signIn();
  await pause(WATCH_MS);
  expect(await held.left(owner)).toEqual(nothing);
  const heldAt = async () =>
    ((await held.call(owner, "GET", "/session")).body as { brands: { heldAt: string | null }[] }).brands[0]?.heldAt;
  expect(await heldAt()).toBe(readManifest(folder).madeAt);
  const [connection] = await source.rows<{ id: string }>("select id from app.connections");
  expect(await held.call(owner, "POST", `/b/zhishang/connections/${connection?.id}/check`, {})).toMatchObject({
    status: 503,
    body: { code: "brands.held" },
  });

  expect((await held.call(await held.signIn(OTHER), "POST", "/b/zhishang/brand/resume", {})).status).toBe(403);
  expect(await held.left(owner)).toEqual(nothing);
  expect((await held.call(owner, "POST", "/b/zhishang/brand/resume", {})).status).toBe(200);
  await vi.waitFor(async () => expect(await held.left(owner)).toEqual(everything), { timeout: 30_000, interval: 200 });
  expect(await heldAt()).toBeNull();
  const { body } = await held.call(owner, "GET", "/b/zhishang/audit?action=brands.resume");
  expect(body.items).toMatchObject([{ action: "brands.resume", actorName: "何穗" }]);
  await held.stop();

  const heir = join(root, "heir");
  expect(await run(["restore", folder, "--resume"], heir)).not.toContain("--resume");
  const going = await serve(heir);
  const cookie = await going.signIn();
  await vi.waitFor(async () => expect(await going.left(cookie)).toEqual(everything), { timeout: 30_000, interval: 200 });
  await going.stop();
});

test("a restore that is cut off leaves nothing that starts, and can be begun anew", async () => {
  const [made = ""] = readdirSync(join(root, "backups"));
  const dataDir = join(root, "cut");
  const half = startProgram(["restore", join(root, "backups", made)], { QUNCE_DATA_DIR: dataDir });
  running.push(half);
  while (!existsSync(join(dataDir, "half-restored"))) await pause(5);
  half.child.kill("SIGKILL");
  await half.ended;
  const program = startProgram(["serve"], { QUNCE_DATA_DIR: dataDir, PORT: String(await freePort()) });
  expect(await program.ended).toBe(1);
  expect(program.output()).toContain("[start.half-restored]");
  const again = join(root, "again");
  await run(["restore", join(root, "backups", made)], again);
  expect(existsSync(join(again, "half-restored"))).toBe(false);
});

test("a backup that fails is told of", async () => {
  const place = join(root, "a-file");
  writeFileSync(place, "");
  const program = startProgram(["backup", place], { QUNCE_DATA_DIR: join(root, "data") });
  expect(await program.ended).toBe(1);
  const { backup } = await readHealth(source.as());
  expect(backup.last?.checkedAt).not.toBeNull();
  expect(backup.failed?.failure).toContain("ENOTDIR");
});
