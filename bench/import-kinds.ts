import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { createGroup } from "../src/modules/groups/index.ts";
import { passableFolder } from "../src/testing/passable-folder.ts";
import { GROUPS, type KindRows, kindRows, writeCsv } from "./import-rows.ts";
import { HEAP, IMPORT_MB, type Measured, measureImport } from "./import-run.ts";
import { machineLine, table, whole } from "./report.ts";
import { openWorld, type World } from "./world.ts";

/**
 * Fewer rows, or some kinds only, to try it: `QUNCE_IMPORT_ROWS=20000 QUNCE_IMPORT_KINDS=chat,costs npm run bench -- import-kinds`. A kind is
 * stopped after so many minutes of taking in; the section says how far it came.
 */
const ROWS = Number(process.env.QUNCE_IMPORT_ROWS ?? 1_000_000);
const MINUTES = Number(process.env.QUNCE_IMPORT_MINUTES ?? 20);
const KINDS = process.env.QUNCE_IMPORT_KINDS?.split(",");

/** The groups that the rows name. */
export async function openGroups(world: World, slug: string): Promise<void> {
  const { headquartersId, ctx } = await world.newBrand(slug);
  for (let g = 0; g < GROUPS; g++) {
    await createGroup(ctx(), {
      name: `福利群 ${g + 1}`,
      orgId: headquartersId,
      channel: "manual",
      positioning: "benefit",
      commercialType: "promotion",
      ownerStaffId: null,
      open: true,
    });
  }
}

/** What the file made is there, each row of it once. */
async function expectMade(world: World, { kind, makes }: KindRows, rows: number): Promise<void> {
  const client = new pg.Client({ connectionString: world.postgres.ownerUrl, options: "-c search_path=app" });
  await client.connect();
  try {
    for (const { count, rows: rowsOf } of makes) {
      const { rows: found } = await client.query<{ n: number }>(`select count(*)::int as n from ${count}`);
      if (found[0]?.n !== rowsOf(rows)) throw new Error(`${kind}: ${found[0]?.n} of ${rowsOf(rows)} ${count}`);
    }
  } finally {
    await client.end();
  }
}

interface KindFigures {
  of: KindRows;
  csvMb: number;
  measured: Measured;
}

/** In a database of its own that goes with it, for a million of each would fill a small disk. */
async function measureKind(of: KindRows, say: (line: string) => void): Promise<KindFigures> {
  const folder = passableFolder("import-kinds");
  const world = await openWorld({ poolSize: 4 });
  try {
    await openGroups(world, "bench-kinds");
    const file = join(folder, `${of.kind}.csv`);
    await writeCsv(file, of, ROWS);
    const measured = await measureImport({
      ownerUrl: world.postgres.ownerUrl,
      slug: "bench-kinds",
      kind: of.kind,
      file,
      dataDir: folder,
      limitMs: MINUTES * 60_000,
    });
    say(`${of.kind}: ${JSON.stringify(measured)}`);
    const { counts } = measured;
    if (counts.new !== counts.read) throw new Error(`${of.kind}: ${counts.new} of ${counts.read} rows are in, ${counts.bad} bad`);
    await expectMade(world, of, counts.read);
    return { of, csvMb: statSync(file).size / 2 ** 20, measured };
  } finally {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A million rows of every kind of file besides plain orders, each in a process of its own; fails where one takes more memory than was promised. */
export async function importKindsSection(say: (line: string) => void): Promise<string> {
  const figures: KindFigures[] = [];
  for (const of of kindRows) if (!KINDS || KINDS.includes(of.kind)) figures.push(await measureKind(of, say));
  const perS = (rows: number, ms: number) => whole(rows / (ms / 1_000));
  const lines = figures.map(({ of, csvMb, measured: { uploadMs, checkMs, checkedMb, runMs, peakMb, counts } }) => [
    of.kind,
    csvMb.toFixed(0),
    (uploadMs / 1_000).toFixed(1),
    perS(ROWS, checkMs),
    whole(counts.read),
    perS(counts.read, runMs),
    checkedMb.toFixed(0),
    peakMb.toFixed(0),
  ]);
  const most = Math.max(...figures.map((one) => one.measured.peakMb));
  if (most > IMPORT_MB) process.exitCode = 1;
  return [
    "## Import of every kind",
    `${machineLine()}. Other work ran beside it: memory is what this measures, not the rates.`,
    `${whole(ROWS)} rows of CSV of each kind, each in a process of its own by the public actions as \`npm run import\` does, under ${HEAP.join(" ")}. ` +
      `Every row must be new and none bad, and what they make must be there, counted table by table. ` +
      `Memory is the most the process held resident, until the whole file was looked at and to the end.`,
    figures.map(({ of }) => `- ${of.kind}: ${of.told}.`).join("\n"),
    table(["kind", "MB of CSV", "upload s", "look rows/s", "rows taken in", "rows/s", "MB after the look", "peak MB"], lines),
    ...(figures.some((one) => one.measured.counts.read < ROWS)
      ? [`A kind that was not in after ${MINUTES} minutes was stopped there; it had been looked at whole.`]
      : []),
    `The most memory of all: ${whole(most)} MB of the ${IMPORT_MB} MB promised.`,
  ].join("\n\n");
}
