import { execFileSync } from "node:child_process";
import { createReadStream, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { showImport, startCheck, startRun, takeUpload } from "../src/modules/imports/index.ts";
import { systemActor } from "../src/server/context.ts";
import { openChildPlatform } from "../src/testing/faults/child-platform.ts";
import { freePort, startProgram } from "../src/testing/faults/program.ts";
import { passableFolder } from "../src/testing/passable-folder.ts";
import { openGroups } from "./import-kinds.ts";
import { kindRows, writeCsv } from "./import-rows.ts";
import { HEAP, IMPORT_MB } from "./import-run.ts";
import { machineLine, percentile, table, whole } from "./report.ts";
import { openWorld } from "./world.ts";

const ROWS = Number(process.env.QUNCE_IMPORT_ROWS ?? 1_000_000);
const SECRET = "a-secret-of-the-bench-only-0123456789";
const SLUG = "bench-console";
const LOOK_MS = 500;
const ASK_MS = 100;

/** Resident MB of a server and of what it runs beside itself. */
class Memory {
  readonly most = { server: 0, beside: 0 };
  private readonly pid: number;

  constructor(pid: number) {
    this.pid = pid;
  }

  look(): { server: number; beside: number } {
    const now = { server: 0, beside: 0 };
    for (const line of execFileSync("ps", ["-axo", "pid,ppid,rss,args"], { encoding: "utf8" }).split("\n")) {
      const [pid, parent, kb, ...args] = line.trim().split(/\s+/);
      if (Number(pid) === this.pid) now.server = Number(kb) / 1024;
      if (Number(parent) === this.pid && args.includes("job")) now.beside = Number(kb) / 1024;
    }
    this.most.server = Math.max(this.most.server, now.server);
    this.most.beside = Math.max(this.most.beside, now.beside);
    return now;
  }
}

/** How long a server takes to answer while it has this to do. */
async function answersWhile(origin: string, work: Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  let isOver = false;
  const done = work.finally(() => (isOver = true));
  while (!isOver) {
    const begun = performance.now();
    await (await fetch(`${origin}/healthz`)).text();
    took.push(performance.now() - begun);
    await new Promise((resolve) => setTimeout(resolve, ASK_MS));
  }
  await done;
  return took;
}

/** A million lines of orders as the console takes them in: by the server, which has a large file read beside it. Fails where that takes more memory than was promised. */
export async function importConsoleSection(say: (line: string) => void): Promise<string> {
  const of = kindRows.find((one) => one.kind === "orders");
  if (!of) throw new Error("no orders");
  const folder = passableFolder("import-console");
  writeFileSync(join(folder, "secret"), SECRET, { mode: 0o600 });
  const world = await openWorld({ poolSize: 4 });
  const port = await freePort();
  const { ownerUrl } = world.postgres;
  await openGroups(world, SLUG);
  const console_ = await openChildPlatform({ ownerUrl, secret: SECRET }, { dataDir: folder });
  const server = startProgram(["serve"], { DATABASE_URL: ownerUrl, QUNCE_DATA_DIR: folder, PORT: String(port) });
  const memory = new Memory(server.child.pid ?? 0);
  let watch: NodeJS.Timeout | undefined;
  try {
    await server.said("Qunce is up");
    const brand = await console_.runtime.brands.bySlug(SLUG);
    const ctx = () => console_.runtime.begin(brand, systemActor("bench"), "Q-BENCH");
    const file = join(folder, "orders.csv");
    await writeCsv(file, of, ROWS);
    const base = memory.look();
    watch = setInterval(() => memory.look(), LOOK_MS);
    const { id: importId } = await takeUpload(ctx(), createReadStream(file), { name: "orders.csv", kind: "orders", limitBytes: 10 ** 10 });
    const { options } = await showImport(ctx(), { importId });
    const until = async (state: string) => {
      for (;;) {
        const one = await showImport(ctx(), { importId });
        if (one.state === state) return one;
        if (one.failure) throw new Error(`the import failed: ${one.failure.code}`);
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    };
    const begun = performance.now();
    const took = await answersWhile(
      `http://127.0.0.1:${port}`,
      (async () => {
        await startCheck(ctx(), { importId, kind: "orders", options });
        await until("checked");
        say(`looked at after ${whole((performance.now() - begun) / 1_000)} s: ${JSON.stringify(memory.most)}`);
        await startRun(ctx(), { importId });
        await until("done");
      })(),
    );
    const { counts } = await showImport(ctx(), { importId });
    if (counts.new !== ROWS) throw new Error(`${counts.new} of ${ROWS} rows are in`);
    if (memory.most.beside > IMPORT_MB) process.exitCode = 1;
    return [
      "## Import in the console",
      `${machineLine()}.`,
      `${whole(ROWS)} lines of orders (${(statSync(file).size / 2 ** 20).toFixed(0)} MB of CSV) uploaded, looked at and taken in by a server (\`serve\`), which has files of more than two megabytes read ` +
        `in a process of its own under ${HEAP.join(" ")}, while its own reactions follow the orders. Memory is resident, looked at twice a second; ` +
        `the answers are of \`/healthz\`, ten a second from the first look to the last row.`,
      table(
        ["", "before", "most"],
        [
          ["server, MB", base.server.toFixed(0), memory.most.server.toFixed(0)],
          ["the import beside it, MB", "", memory.most.beside.toFixed(0)],
        ],
      ),
      `The import took ${whole((performance.now() - begun) / 1_000)} s. The server answered in ${percentile(took, 0.5).toFixed(0)} ms at the median, ${percentile(took, 0.95).toFixed(0)} ms at p95 and ${Math.max(...took).toFixed(0)} ms at most (${whole(took.length)} times).`,
      `The import had ${whole(memory.most.beside)} MB of the ${IMPORT_MB} MB promised.`,
    ].join("\n\n");
  } finally {
    clearInterval(watch);
    server.child.kill("SIGTERM");
    await server.ended;
    await console_.close();
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
