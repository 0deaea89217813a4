import { backupSection } from "./backup.ts";
import { boardSection } from "./board.ts";
import { callbacksSection } from "./callbacks.ts";
import { importConsoleSection } from "./import-console.ts";
import { importKindsSection } from "./import-kinds.ts";
import { HEAP, IMPORT_MB, type Measured } from "./import-run.ts";
import { benchImport } from "./import.ts";
import { benchIngest, ingestDefaults } from "./ingest.ts";
import { benchMemberSearch } from "./member-search.ts";
import { lookAtPages, pagesSection } from "./pages.ts";
import { exportSection } from "./export.ts";
import { startSection } from "./start.ts";
import { lineSection } from "./line.ts";
import { planSection } from "./plan.ts";
import { machineLine, median, table, whole, writeSection } from "./report.ts";
import { benchSockets } from "./sockets.ts";
import { wecomSyncSection } from "./wecom-sync.ts";
import { openWorld } from "./world.ts";

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Each bench runs by itself and answers its section of docs/bench.md. */
const benches: Record<string, () => Promise<string>> = {
  board: () => boardSection(say),
  plan: () => planSection(say),
  ingest: runIngest,
  search: runSearch,
  sockets: runSockets,
  import: runImport,
  "import-kinds": () => importKindsSection(say),
  "import-console": () => importConsoleSection(say),
  start: () => startSection(say),
  pages: () => pagesSection(say),
  export: () => exportSection(say),
  backup: () => backupSection(say),
  line: () => lineSection(say),
  "wecom-sync": () => wecomSyncSection(say),
  callbacks: () => callbacksSection(say),
};

async function runIngest(): Promise<string> {
  const { rounds, settings, checked } = await benchIngest({ ...ingestDefaults, say });
  const { groups, peoplePerGroup, messages, rowMessages } = ingestDefaults;
  const worst = (values: readonly number[]) => Math.min(...values);
  const rows = rounds.map((one, i) => [
    String(i + 1),
    whole(one.oursPerS),
    whole(one.oursWithMetricsPerS),
    whole(one.rowsPerS),
    `× ${one.ratio.toFixed(1)}`,
    one.nodeUs.toFixed(0),
    one.postgresUs?.toFixed(0) ?? "?",
  ]);
  const ratios = rounds.map((one) => one.ratio);
  return [
    "## Ingestion",
    `${machineLine()}. ${Object.entries(settings)
      .map(([name, value]) => `${name} ${value}`)
      .join(", ")}.`,
    `Each round takes ${whole(messages)} new messages of ${groups} groups × ${peoplePerGroup} people through \`ingest\` (2,000 a call, four calls at once, one process) into durable rows: ` +
      `dedupe, sender by external id, group, seat, dense number, event, message. The reactions of the product run meanwhile; "with metrics" ends when the sums of the day hold every message. ` +
      `Beside it, in turn on the same PostgreSQL, ${whole(rowMessages)} messages row by row: one transaction a message over 16 connections, with the same rows and sums. ` +
      `Before a round counts, messages, events, numbers, day sums and speakers must equal what was said, and the same again must have no effect. One warm-up round.`,
    table(["round", "ours /s", "with metrics /s", "row by row /s", "ratio", "µs Node", "µs PostgreSQL"], rows),
    `Median ${whole(median(rounds.map((one) => one.oursWithMetricsPerS)))} messages/s with metrics, ratio × ${median(ratios).toFixed(1)} (worst × ${worst(ratios).toFixed(1)}). ` +
      `After kill -9 of PostgreSQL and a restart all ${whole(checked.messages)} messages were read back, digest \`${checked.digest}\` unchanged.`,
  ].join("\n\n");
}

async function runImport(): Promise<string> {
  const ask = { rows: 1_000_000, peerRows: 5_000, say };
  const { rows, csvMb, xlsxMb, first, again, xlsx, shared, peerPerS, peerRows } = await benchImport(ask);
  const perS = (ms: number) => rows / (ms / 1_000);
  const line = (name: string, one: Measured) => [
    name,
    (one.uploadMs / 1_000).toFixed(1),
    whole(perS(one.checkMs)),
    whole(perS(one.runMs)),
    `× ${(perS(one.runMs) / peerPerS).toFixed(1)}`,
    one.peakMb.toFixed(0),
  ];
  const most = Math.max(...[first, again, xlsx, shared].map((one) => one.peakMb));
  if (most > IMPORT_MB) process.exitCode = 1;
  return [
    "## Import",
    `${machineLine()}.`,
    `${whole(rows)} orders with buyer, phone and a line each, of ${whole(rows / 5)} people over two years: ${csvMb.toFixed(0)} MB of CSV, ${xlsxMb.toFixed(0)} MB of XLSX. ` +
      `Each import runs in a process of its own, by the public actions, as \`npm run import\` does: stored, looked at whole, taken in with its events. Peak is that process's resident memory under ${HEAP.join(" ")}; it holds ${first.baseMb.toFixed(0)} MB before the file is opened. ` +
      `Beside it ${whole(peerRows)} rows by csv-parse and one transaction a row (find or make the buyer, order, event; no lines, no credit to groups, no dedupe). ` +
      `Counts and sums must agree, and the same file again must change nothing.`,
    table(
      ["file", "upload s", "look rows/s", "take in rows/s", "beside row by row", "peak MB"],
      [
        line("CSV", first),
        line("the same again", again),
        line("XLSX", xlsx),
        line("XLSX, texts shared as a spreadsheet saves them", shared),
        ["row by row", "", "", whole(peerPerS), "× 1.0", ""],
      ],
    ),
    `The most memory of all: ${whole(most)} MB of the ${IMPORT_MB} MB promised.`,
  ].join("\n\n");
}

async function runSearch(): Promise<string> {
  const members = 1_000_000;
  const world = await openWorld({ poolSize: 8 });
  try {
    const figures = await benchMemberSearch(world, members, say);
    const rows = figures.map((one) => [
      one.question,
      one.reader,
      String(one.page),
      whole(one.hits),
      one.medianMs.toFixed(1),
      one.worstMs.toFixed(1),
    ]);
    const plans = figures.map(
      (one) => `<details><summary>${one.question}, ${one.reader}, page ${one.page}</summary>\n\n\`\`\`\n${one.plan}\n\`\`\`\n\n</details>`,
    );
    const head = ["question", "reader", "page", "hits", "median ms", "worst ms"];
    return [
      "## Member search",
      `${machineLine()}. ${whole(members)} members with three-character names in 10,000 groups of 12 districts, made as rows (their terms are held against the product's own for 500 of them), ` +
        "asked through the product's list as the app role under row-level security: 20 a page, with the people's tags, orders and groups; median and worst of 25. " +
        "Before any timing 小雨 must find exactly whom a plain scan finds, for both readers. `page 200` is asked with the cursor of page 199. Run it alone: `npm run bench -- search`.",
      table(head, rows),
      ...plans,
    ].join("\n\n");
  } finally {
    await world.close();
  }
}

async function runSockets(): Promise<string> {
  const world = await openWorld({ poolSize: 12 });
  try {
    const { brand, headquartersId, ctx } = await world.newBrand("bench-sockets");
    const figures = await benchSockets({ runtime: world.runtime, brand, headquartersId, ctx, say });
    const rows = Object.entries(figures).map(([name, value]) => [
      name,
      typeof value === "number" ? (Number.isInteger(value) ? whole(value) : value.toFixed(2)) : String(value),
    ]);
    return ["## Live line", `${machineLine()}.`, table(["figure", "value"], rows)].join("\n\n");
  } finally {
    await world.close();
  }
}

const asked = process.argv.slice(2);
if (asked[0] === "page") {
  await lookAtPages(asked[1] ?? "", say);
  process.exit(0);
}
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  say(`No bench "${unknown.join(", ")}". There are: ${Object.keys(benches).join(", ")}.`);
  process.exit(2);
}
for (const [name, run] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  say(`— ${name}`);
  const section = await run();
  say(`\n${section}\n`);
  writeSection(name, section);
}
process.exit(0);
