import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";
import pg from "pg";
import { z } from "zod";
import { newId } from "../src/server/random.ts";
import { writeXlsx } from "../src/server/sheets/write-xlsx.ts";
import { type Measured, measureImport } from "./import-run.ts";
import { writeSharedBook } from "./shared-book.ts";
import { openWorld, type World } from "./world.ts";

export interface ImportFigures {
  rows: number;
  csvMb: number;
  xlsxMb: number;
  first: Measured;
  again: Measured;
  xlsx: Measured;
  shared: Measured;
  peerRows: number;
  peerPerS: number;
}

const HEAD = "订单号,支付时间,实付金额,商品,数量,买家编号,手机号";
const people = (rows: number) => Math.ceil(rows / 5);

/** Orders of two years by a fifth as many people, the same in every run. */
function cellsOf(i: number, rows: number): string[] {
  // In no order, so that nobody's second order stands where the first ones stood.
  const person = (Math.imul(i, 2_654_435_761) >>> 0) % people(rows);
  const at = new Date(Date.UTC(2024, 10, 1) + ((i * 104_729) % 63_000_000) * 1_000).toISOString().slice(0, 19).replace("T", " ");
  const paid = `${(i % 400) + 9}.${String((i * 37) % 100).padStart(2, "0")}`;
  return [`E${1_000_000 + i}`, at, paid, `水果礼盒 ${i % 300}`, String((i % 4) + 1), `C${person}`, `139${String(10_000_000 + person)}`];
}

async function writeCsv(path: string, rows: number): Promise<void> {
  function* lines() {
    yield `${HEAD}\n`;
    for (let i = 0; i < rows; i += 1_000) {
      const part = Array.from({ length: Math.min(1_000, rows - i) }, (_, k) => cellsOf(i + k, rows).join(","));
      yield `${part.join("\n")}\n`;
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(path));
}

async function writeBook(path: string, rows: number): Promise<void> {
  async function* pages() {
    for (let i = 0; i < rows; i += 1_000) yield Array.from({ length: Math.min(1_000, rows - i) }, (_, k) => cellsOf(i + k, rows));
  }
  const columns = HEAD.split(",").map((title) => ({ key: title, title, kind: "text" as const }));
  await pipeline(writeXlsx({ name: "orders", columns, rows: pages(), zone: "Asia/Shanghai" }), createWriteStream(path));
}

function* tableOf(rows: number): Generator<string[]> {
  yield HEAD.split(",");
  for (let i = 0; i < rows; i++) yield cellsOf(i, rows);
}

/** The hand-written way: csv-parse, and one transaction a row that finds or makes the buyer and inserts order and event. */
async function rowByRow(world: World, brandId: number, path: string): Promise<number> {
  const client = new pg.Client({ connectionString: world.postgres.ownerUrl, options: "-c search_path=app,platform -c timezone=UTC" });
  await client.connect();
  await client.query("select set_config('app.brand', $1, false)", [String(brandId)]);
  let n = 0;
  const begun = performance.now();
  const rows = createReadStream(path).pipe(parse({ columns: true }));
  for await (const read of rows) {
    const row = z.record(z.string(), z.string()).parse(read);
    const at = new Date(`${row.支付时间?.replace(" ", "T")}+08:00`);
    await client.query("begin");
    const known = await client.query<{ member_id: string }>(
      "select member_id from member_identities where brand_id = $1 and kind = 'shop' and scope = '' and external_id = $2",
      [brandId, row.买家编号],
    );
    const memberId = known.rows[0]?.member_id ?? newId(at.getTime());
    if (known.rows.length === 0) {
      await client.query(
        "insert into members (brand_id, id, member_no, nickname, phone, first_seen_at, created_at) values ($1, $2, $3, '', $4, $5, now())",
        [brandId, memberId, 1_000_000 + n, row.手机号, at],
      );
      await client.query("insert into member_identities (brand_id, kind, scope, external_id, member_id) values ($1, 'shop', '', $2, $3)", [
        brandId,
        row.买家编号,
        memberId,
      ]);
    }
    const orderId = newId(at.getTime());
    await client.query(
      "insert into orders (brand_id, id, source, external_id, member_id, title, paid_at, paid_fen, created_at) values ($1, $2, 'peer', $3, $4, $5, $6, $7, now())",
      [brandId, orderId, row.订单号, memberId, row.商品, at, Math.round(Number(row.实付金额) * 100)],
    );
    await client.query(
      "insert into events (brand_id, id, kind, occurred_at, received_at, member_id, value, data) values ($1, $2, 60, $3, now(), $4, $5, '{}')",
      [brandId, newId(at.getTime()), at, memberId, Math.round(Number(row.实付金额) * 100)],
    );
    await client.query("commit");
    n++;
  }
  await client.end();
  return n / ((performance.now() - begun) / 1_000);
}

/** One file of orders in, the same again, the same as XLSX in both manners into other brands, each in a process of its own; and the hand-written way on a sample. */
export async function benchImport(ask: { rows: number; peerRows: number; say: (line: string) => void }): Promise<ImportFigures> {
  const world = await openWorld({ poolSize: 6 });
  const folder = mkdtempSync(join(tmpdir(), "qunce-import-"));
  try {
    const [csv, xlsx, shared, sample] = ["orders.csv", "orders.xlsx", "shared.xlsx", "sample.csv"].map((name) => join(folder, name));
    if (!csv || !xlsx || !shared || !sample) throw new Error("no folder");
    await writeCsv(csv, ask.rows);
    await writeCsv(sample, ask.peerRows);
    await writeBook(xlsx, ask.rows);
    await writeSharedBook(shared, tableOf(ask.rows));
    const measure = async (slug: string, file: string): Promise<Measured> => {
      const measured = await measureImport({ ownerUrl: world.postgres.ownerUrl, slug, kind: "orders", file, dataDir: folder });
      ask.say(`${slug}: ${JSON.stringify(measured)}`);
      return measured;
    };
    await world.newBrand("bench-import");
    const first = await measure("bench-import", csv);
    if (first.counts.new !== ask.rows) throw new Error(`${first.counts.new} of ${ask.rows} rows are in`);
    const again = await measure("bench-import", csv);
    if (again.counts.same !== ask.rows) throw new Error("the same file again changed something");
    await world.newBrand("bench-import-xlsx");
    const fromXlsx = await measure("bench-import-xlsx", xlsx);
    await world.newBrand("bench-import-shared");
    const fromShared = await measure("bench-import-shared", shared);
    if (fromXlsx.fen !== first.fen || fromShared.fen !== first.fen) throw new Error("CSV and XLSX do not add up to the same");
    const { brand } = await world.newBrand("bench-import-peer");
    const peerPerS = await rowByRow(world, brand.id, sample);
    const mb = (path: string) => statSync(path).size / 2 ** 20;
    return {
      rows: ask.rows,
      csvMb: mb(csv),
      xlsxMb: mb(xlsx),
      first,
      again,
      xlsx: fromXlsx,
      shared: fromShared,
      peerRows: ask.peerRows,
      peerPerS,
    };
  } finally {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
