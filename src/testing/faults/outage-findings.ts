import { rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Postgres, startPostgres } from "../../server/postgres.ts";
import { openBrandOn, type TestBrand } from "../brand-on.ts";
import { killServer, standStill, useUpLog } from "./database-ways.ts";
import { type Findings, notZero } from "./findings.ts";
import { type Life, liveThrough, openLife, type OutageTally } from "./outage.ts";
import { makeDataFolder, startProgram } from "./program.ts";
import { mountSmallDisk, type SmallDisk } from "./small-disk.ts";
import { passableFolder } from "../passable-folder.ts";

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const nothing = async () => undefined;

/** The longest anyone may wait: for a connection, and for the answer to a statement, twice in a row. */
const LONGEST_WAIT_MS = 2 * 35_000 + 10_000;
const LONGEST_HEALING_MS = 30_000;
const DISK_MB = 400;

function tell(findings: Findings, fault: string, dose: string, tally: OutageTally): void {
  findings.add({
    fault,
    dose,
    came:
      `${tally.acknowledged} messages acknowledged, all kept; ${tally.refused} calls refused (${tally.codes.join(", ") || "none"}), ` +
      `the slowest answer after ${seconds(tally.slowestMs)}; all well ${seconds(tally.healedMs)} later`,
    faults: [
      ...notZero({ lost: tally.lost, double: tally.double, "broken numbers": tally.broken, unsent: tally.unsent }),
      ...[...new Set(tally.strange)].map((one) => `answered ${one}`),
      ...(tally.slowestMs > LONGEST_WAIT_MS ? ["an answer took too long"] : []),
      ...(tally.healedMs > LONGEST_HEALING_MS ? ["it did not heal in time"] : []),
    ],
  });
}

/** A living brand on a database of its own that stands still, dies, and finds its disk full. */
export async function bringOutages(findings: Findings, stallS: number): Promise<void> {
  const disk: SmallDisk | undefined = mountSmallDisk(DISK_MB);
  const folder = disk?.folder ?? passableFolder("outage");
  const postgres = await startPostgres({ dataDir: join(folder, "data"), log: () => undefined });
  const test = await openBrandOn(postgres.ownerUrl, { now: new Date() });
  const life = await openLife(test);
  try {
    tell(
      findings,
      "PostgreSQL stands still (SIGSTOP)",
      `${stallS} s`,
      await liveThrough(life, () => standStill(postgres, stallS * 1000), nothing),
    );
    const kills = await liveThrough(life, () => killOften(postgres, 3), nothing);
    tell(findings, "PostgreSQL killed while the product runs", "3 times", kills);
    if (disk) await fillUp(findings, life, test, disk);
    else findings.add({ fault: "full disk", dose: "none", came: "not tried: only root may mount a small disk", faults: [], skipped: true });
  } finally {
    await life.stop();
    await test.close();
    await postgres.stop();
    disk?.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function killOften(postgres: Postgres, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    await killServer(postgres);
    await rest(2_000);
  }
}

async function fillUp(findings: Findings, life: Life, test: TestBrand, disk: SmallDisk): Promise<void> {
  const fill = async (usesUpLog: boolean) => {
    disk.fill();
    if (usesUpLog) await useUpLog((sql) => test.rows(sql));
    await rest(15_000);
  };
  for (const usesUpLog of [false, true]) {
    const tally = await liveThrough(
      life,
      () => fill(usesUpLog),
      async () => disk.clear(),
    );
    const dose = usesUpLog ? "15 s, no room for PostgreSQL's log either" : "15 s, no room for new pages";
    tell(findings, "full disk", dose, tally);
  }
}

/** An address where something listens and never says a word: the start gives up and says so. */
export async function askSilentHost(findings: Findings): Promise<void> {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as AddressInfo;
  const folder = makeDataFolder();
  const begun = performance.now();
  const program = startProgram(["migrate"], { DATABASE_URL: `postgres://a:b@127.0.0.1:${port}/c`, QUNCE_DATA_DIR: folder.dataDir });
  const code = await program.ended;
  const said = program.output().trim();
  findings.add({
    fault: "DATABASE_URL of a host that never answers",
    dose: "1 start",
    came: `"${said}" after ${seconds(performance.now() - begun)}`,
    faults: [
      ...(code === 1 ? [] : [`exit code ${code}`]),
      ...(/^DATABASE_URL \S+ cannot be used: .*$/.test(said) ? [] : ["not one readable line"]),
    ],
  });
  folder.drop();
  silent.close();
}

/** The demo brand is killed in the making, at several moments; the start after that has it whole. */
export async function killDemo(findings: Findings, kills: number): Promise<void> {
  const folder = passableFolder("demo-kill");
  const env = { QUNCE_DATA_DIR: join(folder, "data") };
  try {
    for (let i = 0; i < kills; i++) {
      const doomed = startProgram(["demo"], env);
      await doomed.said("Making the demo brand");
      await rest(1_500 + i * 4_000);
      doomed.child.kill("SIGKILL");
      await doomed.ended;
    }
    const last = startProgram(["demo"], env);
    const code = await last.ended;
    const isWhole = code === 0 && last.output().includes("half made; it is made anew") && last.output().includes("Done.");
    findings.add({
      fault: "kill -9 while the demo brand is made",
      dose: `${kills} deaths`,
      came: "the start after it removes the half brand and makes it whole",
      faults: isWhole ? [] : [last.output().trim().split("\n").at(-1) ?? ""],
    });
  } finally {
    await (await startPostgres({ dataDir: env.QUNCE_DATA_DIR, log: () => undefined })).stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
