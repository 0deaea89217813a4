import { readFileSync, statfsSync } from "node:fs";
import { connect } from "../src/server/backup.ts";
import { table, whole } from "./report.ts";

const GB = 2 ** 30;

/** The file system a folder lies on, and what is taken of it where the folder has it for itself. */
function diskOf(folder: string): string {
  const mounts = readFileSync("/proc/mounts", "utf8").split("\n");
  const found = mounts
    .map((line) => line.split(" "))
    .filter(([, place = ""]) => place !== "" && `${folder}/`.startsWith(place === "/" ? "/" : `${place}/`))
    .toSorted(([, one = ""], [, other = ""]) => other.length - one.length)[0];
  const [, place = "/", type = "", options = ""] = found ?? [];
  const packing = /compress[^,]*=([^,]+)/.exec(options)?.[1];
  const { blocks, bfree, bsize } = statfsSync(folder);
  const taken = place === "/" ? "" : `, ${(((blocks - bfree) * bsize) / GB).toFixed(1)} GB taken of the disk`;
  return `${type}${packing ? ` compressed by ${packing}` : ""}${taken}`;
}

/** What the events and all else weigh on the disk, by table; events are counted, not estimated. */
export async function weigh(ownerUrl: string, folder: string): Promise<string> {
  const client = await connect(ownerUrl);
  try {
    const ask = async <Row extends object>(query: string) => (await client.query<Row>(query)).rows;
    const [{ n } = { n: 0 }] = await ask<{ n: number }>("select count(*)::float8 as n from app.events");
    const [{ bytes } = { bytes: 0 }] = await ask<{ bytes: number }>("select pg_database_size(current_database())::float8 as bytes");
    const [{ buffers } = { buffers: "" }] = await ask<{ buffers: string }>("select current_setting('shared_buffers') as buffers");
    const tables = await ask<{ name: string; rows: number; heap: number; bytes: number }>(`
      select regexp_replace(c.relname, '_20[0-9]{4}$', '') as name, sum(greatest(c.reltuples, 0))::float8 as rows, sum(pg_relation_size(c.oid))::float8 as heap,
        sum(pg_total_relation_size(c.oid))::float8 as bytes
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'app' and c.relkind = 'r' group by 1 order by 4 desc limit 8`);
    const lines = tables.map((one) => [
      one.name,
      whole(one.rows),
      (one.heap / GB).toFixed(1),
      ((one.bytes - one.heap) / GB).toFixed(1),
      whole(one.bytes / Math.max(1, one.rows)),
    ]);
    return [
      `**${whole(n)} events.** The database is ${(bytes / GB).toFixed(1)} GB: ${whole(bytes / n)} bytes an event with all that hangs on it. The folder lies on ${diskOf(folder)}; PostgreSQL's own buffers are ${buffers}.`,
      table(["table", "rows (estimated)", "rows GB", "indexes GB", "bytes a row"], lines),
    ].join("\n\n");
  } finally {
    await client.end();
  }
}
