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
export async function readTables(client: pg.Client): Promise<Pick<Contents, "rows" | "digests">> {
  const contents: Pick<Contents, "rows" | "digests"> = { rows: {}, digests: {} };
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

/** Tables and sequences in which a restored database is not what was backed up; those it should not have among them. */
export function findDifferences(
  wanted: Contents,
  found: Pick<Contents, "rows" | "digests">,
  sequences: ReadonlyMap<string, number>,
): string[] {
  const { rows, digests, sequences: bounds } = wanted;
  const isWhole = Object.keys(bounds).length > 0;
  const knowsSums = Object.keys(digests).length > 0;
  const tables = Object.keys(isWhole ? { ...rows, ...found.rows } : rows).filter(
    (table) => found.rows[table] !== rows[table] || (knowsSums && found.digests[table] !== digests[table]),
  );
  if (!isWhole) return tables;
  const names = [...new Set([...Object.keys(bounds), ...sequences.keys()])].filter((name) => {
    const [low, high] = bounds[name] ?? [Infinity, 0];
    const last = sequences.get(name) ?? -1;
    return last < low || last > high;
  });
  return [...tables, ...names];
}
