import { createWriteStream } from "node:fs";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Cell, Table } from "../src/server/sheets/table.ts";
import { writeCsv } from "../src/server/sheets/write-csv.ts";
import { writeXlsx } from "../src/server/sheets/write-xlsx.ts";

/** Writes so many rows of members into a file and says how long it took and how much memory the process ever had. */
const [format = "csv", count = "1000", path = ""] = process.argv.slice(2);
const PAGE = 1_000;
const rows = Number(count);

function rowOf(n: number): Cell[] {
  const at = new Date(1_795_000_000_000 - n * 61_000).toISOString();
  const phone = `138${String(n % 100_000_000).padStart(8, "0")}`;
  return [
    `柚子 ${n}`,
    n % 9 ? "" : "=备注",
    phone,
    "云溪市",
    "老客、爱草莓",
    "门店收银台",
    "是",
    at,
    n * 7,
    n % 12,
    n % 3,
    at,
    (n % 97) / 97,
  ];
}

async function* pages(): AsyncGenerator<Cell[][]> {
  for (let from = 0; from < rows; from += PAGE) yield Array.from({ length: Math.min(PAGE, rows - from) }, (_, n) => rowOf(from + n));
}

const kinds = ["text", "text", "text", "text", "text", "text", "text", "moment", "fen", "count", "count", "moment", "share"] as const;
const table: Table = {
  name: "会员",
  columns: kinds.map((kind, n) => ({ title: `第 ${n + 1} 列`, kind })),
  rows: pages(),
  zone: "Asia/Shanghai",
};
let sizeBytes = 0;
const weigh = new Writable({
  write: (piece: Buffer, _encoding, done) => {
    sizeBytes += piece.length;
    done();
  },
});
const begun = performance.now();
await pipeline(format === "xlsx" ? writeXlsx(table) : writeCsv(table), path ? createWriteStream(path) : weigh);
const tookMs = performance.now() - begun;
process.stdout.write(JSON.stringify({ tookMs, sizeMb: sizeBytes / 1e6, peakMb: process.resourceUsage().maxRSS / 1_024 }));
