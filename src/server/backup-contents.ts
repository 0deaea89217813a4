import type pg from "pg";
import { z } from "zod";

/** What a database held at one moment. */
export const Contents = z.object({
  /** Rows of each table, whatever its schema. */
  rows: z.record(z.string(), z.number()),
  /** What the rows of each table sum up to, in whatever order; missing in backups of older releases. */
  digests: z.record(z.string(), z.string()).default({}),
  /** The lowest and the highest that each sequence may say after a recovery; missing in backups of older releases. */
  sequences: z.record(z.string(), z.tuple([z.number(), z.number()])).default({}),
});
export type Contents = z.infer<typeof Contents>;
export type Tables = Pick<Contents, "rows" | "digests">;

/** PostgreSQL logs a sequence so many numbers ahead, and goes on from there after a recovery. */
const LOGGED_AHEAD = 32;

/** All that is not PostgreSQL's own. */
const ours = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;

export async function listTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where ${ours} and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  return rows.map((row) => row.name);
}

/** Counts and sums up the rows of every table; the sum is the same in whatever order they are read. */
export async function readTables(client: pg.Client): Promise<Tables> {
  const contents: Tables = { rows: {}, digests: {} };
  for (const table of await listTables(client)) {
    const { rows } = await client.query<{ n: string; digest: string }>(
      `select count(*) as n, coalesce(sum(hashtextextended(t::text, 0)), 0)::text as digest from ${table} t`,
    );
    contents.rows[table] = Number(rows[0]?.n);
    contents.digests[table] = rows[0]?.digest ?? "";
  }
  return contents;
}

/** The last number of each sequence, 0 where it never gave one. They stand outside of transactions. */
export async function readSequences(client: pg.Client): Promise<Map<string, number>> {
  const { rows } = await client.query<{ name: string; last: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name, coalesce(pg_sequence_last_value(c.oid), 0) as last
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${ours} and c.relkind = 'S' order by 1`,
  );
  return new Map(rows.map((row) => [row.name, Number(row.last)]));
}

/** What each sequence may say in a copy that ended between two looks at it. */
export function boundSequences(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): Contents["sequences"] {
  return Object.fromEntries([...before].map(([name, last]) => [name, [last, (after.get(name) ?? last) + LOGGED_AHEAD]]));
}

/** Tables of both whose rows are not the same in number or, where it is known what is wanted, in what they sum up to. */
export function findDifferentTables(wanted: Tables, found: Tables): string[] {
  const knowsSums = Object.keys(wanted.digests).length > 0;
  return Object.keys({ ...wanted.rows, ...found.rows }).filter(
    (table) => wanted.rows[table] !== found.rows[table] || (knowsSums && wanted.digests[table] !== found.digests[table]),
  );
}

/** Tables and sequences in which a restored database is not what was backed up; those it should not have among them. */
export function findDifferences(wanted: Contents, found: Tables, sequences: ReadonlyMap<string, number>): string[] {
  const { rows, sequences: bounds } = wanted;
  const tables = findDifferentTables(wanted, found);
  // A backup of an older release did not list every table.
  if (Object.keys(bounds).length === 0) return tables.filter((table) => table in rows);
  const names = [...new Set([...Object.keys(bounds), ...sequences.keys()])].filter((name) => {
    const [low, high] = bounds[name] ?? [Infinity, 0];
    const last = sequences.get(name) ?? -1;
    return last < low || last > high;
  });
  return [...tables, ...names];
}
