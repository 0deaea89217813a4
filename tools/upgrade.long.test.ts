import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { modules } from "../src/app.ts";
import { endpointPrefix } from "../src/lib/define.ts";
import { listMigrations, migrate } from "../src/server/migrate.ts";
import { errorsIn, freePort, makeDataFolder, type Program, startProgram } from "../src/testing/faults/program.ts";
import { workersServer } from "../src/testing/database.ts";
import { Phone } from "../src/testing/phones.ts";
import { TEST_SECRET } from "../src/testing/prepared.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const root = join(import.meta.dirname, "..");

/** The release before this one; moved on with each release. Commits between two releases need not be whole programs. */
const RELEASE_BEFORE = "8d337408d8a175be51acc45afef7c20a160602db";

function isKnown(commit: string): boolean {
  return spawnSync("git", ["cat-file", "-e", `${commit}^{commit}`], { cwd: root }).status === 0;
}

let folder: string;
let url: string;
let client: pg.Client;
const running: Running[] = [];
let drop: () => Promise<void>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "qunce-upgrade-"));
  const name = `test_upgrade_${process.pid}`;
  const ownerUrl = workersServer();
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(`create database ${name}`);
  url = Object.assign(new URL(ownerUrl), { pathname: `/${name}` }).toString();
  client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  drop = async () => {
    for (const { program } of running) program.child.kill("SIGKILL");
    await Promise.all(running.map(({ program }) => program.ended));
    await client.end();
    await owner.query(`drop database ${name} with (force)`);
    await owner.end();
    rmSync(folder, { recursive: true, force: true });
  };
});
afterAll(() => drop());

/** The program as it was at a commit, on the packages of now; throws where the history does not reach back to it. */
function checkOut(commit: string): string {
  if (!isKnown(commit))
    throw new Error(
      `Two releases on one database cannot be tried: commit ${commit} is not in this history. Fetch it (git fetch --unshallow).`,
    );
  const place = join(folder, commit.slice(0, 12));
  mkdirSync(place);
  const archive = execFileSync("git", ["archive", commit, "src", "migrations", "package.json"], { cwd: root, maxBuffer: 1 << 28 });
  execFileSync("tar", ["-x", "-C", place], { input: archive });
  symlinkSync(join(root, "node_modules"), join(place, "node_modules"));
  return place;
}

interface Running {
  program: Program;
  base: string;
}

async function serve(place: string, dataDir: string): Promise<Running> {
  const port = await freePort();
  const env = { PORT: String(port), HOST: "127.0.0.1", DATABASE_URL: url, QUNCE_DATA_DIR: dataDir, QUNCE_LOG: "error" };
  const program = startProgram(["serve"], env, join(place, "src/main.ts"));
  const one = { program, base: `http://127.0.0.1:${port}` };
  running.push(one);
  await program.said("Qunce is up");
  return one;
}

interface Answer {
  status: number;
  body: Record<string, unknown>;
  cookie: string;
}

async function call(base: string, method: "GET" | "POST", path: string, cookie: string, body?: object): Promise<Answer> {
  const response = await fetch(`${base}/api/v1${path}`, {
    method,
    headers: { cookie, ...(body ? { "content-type": "application/json", "idempotency-key": crypto.randomUUID() } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  // Checked border: what is read of it is compared below.
  const answer = (await response.json()) as Record<string, unknown>;
  const cookies = response.headers.getSetCookie().map((one) => one.split(";")[0]);
  return { status: response.status, body: answer, cookie: cookies.join("; ") };
}

const brand = "/b/brand-1";

/** What a day is made of: a group, a way in, a member who talks, a send that leaves; and every list of the console. */
async function liveADay(
  base: string,
  owner: string,
  orgId: string,
  word: string,
): Promise<{ groupId: string; phone: Phone; sendId: string }> {
  const ask = async (path: string, body: object, cookie = owner) => {
    const answer = await call(base, "POST", `${brand}${path}`, cookie, body);
    expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBe(200);
    return answer;
  };
  const group = await ask("/groups", { name: `${word}群`, orgId, channel: "web", open: true });
  const groupId = String(group.body.id);
  const { body: entry } = await ask(`/groups/${groupId}/entries`, { name: "海报" });
  const page = await call(base, "GET", `${brand}/phone/joins/${String(entry.token)}`, "");
  const { rules, notice } = page.body as { rules: { version: string }; notice: { version: string } };
  const joining = { nickname: word, accepted: { rulesVersion: rules.version, noticeVersion: notice.version }, marketingVersion: null };
  const joined = await ask(`/phone/joins/${String(entry.token)}`, joining, "");
  const phone = new Phone(base, "brand-1", String(joined.body.memberId), joined.cookie);
  for (let n = 0; n < 3; n++) expect((await phone.say(groupId, `${word} ${n}`)).status).toBe(200);
  const send = await ask("/sends", { name: `${word}通知`, audience: { groupIds: [groupId] }, body: { format: "text", text: word } });
  return { groupId, phone, sendId: String(send.body.sendId) };
}

/** Asks everything that can be asked without a name of anything. */
async function lookAround(base: string, owner: string): Promise<string[]> {
  const paths = modules
    .flatMap((module) => module.routes ?? [])
    .map((route) => route.endpoint)
    .filter(({ method, path, audience }) => method === "GET" && !path.includes(":") && audience === "staff")
    .map(({ path, audience }) => endpointPrefix(audience).replace("/api/v1", "").replace("/b/:brand", brand) + path);
  const answers = await Promise.all(
    paths.map(async (path) => {
      const { status, body } = await call(base, "GET", path, owner);
      return status >= 500 ? [`${path} ${String(body.code)}`] : [];
    }),
  );
  return answers.flat();
}

it("the release before goes on working while and after the database is brought to this one, beside this one", async () => {
  const data = makeDataFolder();
  const older = await serve(checkOut(RELEASE_BEFORE), data.dataDir);
  const migrated = async () =>
    (await client.query<{ n: number }>("select count(*)::int as n from public.qunce_migrations")).rows[0]?.n ?? 0;
  const before = await migrated();
  expect(before).toBeLessThan((await listMigrations()).length);

  const first = await call(older.base, "POST", "/first-run", "", {
    brandName: "枝上鲜果",
    ownerName: "何穗",
    login: "he@example.cn",
    password: "long enough",
  });
  expect(first.status).toBe(200);
  const units = (await call(older.base, "GET", `${brand}/org-units`, first.cookie)).body as { items: { id: string }[] };
  const orgId = units.items[0]?.id ?? "";
  const awake = await call(older.base, "POST", `${brand}/settings`, first.cookie, { quietFromMinute: 0, quietToMinute: 0 });
  expect(awake.status).toBe(200);
  const eve = await liveADay(older.base, first.cookie, orgId, "前夜");

  // Members of the older release talk while the tables are changed under it.
  let goesOn = true;
  const heard: number[] = [];
  const talking = (async () => {
    for (let n = 0; goesOn; n++) {
      heard.push((await eve.phone.say(eve.groupId, `升级中 ${n}`)).status);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  expect((await migrate(url, TEST_SECRET)).length).toBeGreaterThan(0);
  goesOn = false;
  await talking;
  expect(heard.filter((status) => status !== 200 && status !== 429)).toEqual([]);

  const newer = await serve(root, data.dataDir);
  expect(await lookAround(older.base, first.cookie)).toEqual([]);
  expect(await lookAround(newer.base, first.cookie)).toEqual([]);
  const days = [await liveADay(older.base, first.cookie, orgId, "旧版"), await liveADay(newer.base, first.cookie, orgId, "新版"), eve];

  // What one has taken in the other shows.
  const [old, fresh] = days;
  if (!old || !fresh) throw new Error("no day was lived");
  const across = new Phone(newer.base, "brand-1", old.phone.memberId, old.phone.cookie);
  expect((await across.history(old.groupId)).body.lastSeq).toBeGreaterThanOrEqual(3);
  const back = new Phone(older.base, "brand-1", fresh.phone.memberId, fresh.phone.cookie);
  expect((await back.history(fresh.groupId)).body.lastSeq).toBeGreaterThanOrEqual(3);

  // Every send leaves once, whoever carries it out; the seconds in which it may be taken back are passed over.
  const sendIds = days.map((day) => day.sendId);
  await client.query("update app.sends set created_at = created_at - interval '15 seconds'");
  const state = async () =>
    (
      await client.query<{ state: string; said: number }>(
        "select d.state, (select count(*)::int from app.messages m where m.delivery_id = d.id) as said from app.deliveries d where d.send_id = any($1::uuid[])",
        [sendIds],
      )
    ).rows;
  await vi.waitFor(async () => expect(await state()).toEqual(sendIds.map(() => ({ state: "sent", said: 1 }))), {
    timeout: 30_000,
    interval: 200,
  });
  const failing = await client.query(
    `select reaction as name, failure from platform.reaction_cursors where failures > 0 union all select ticker, failure from platform.ticker_runs where failures > 0`,
  );
  expect(failing.rows).toEqual([]);
  for (const { program } of [older, newer]) {
    program.child.kill("SIGTERM");
    expect(await program.ended).toBe(0);
    expect(errorsIn(program.output())).toEqual([]);
  }
  data.drop();
});
