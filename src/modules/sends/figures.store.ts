import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

export interface StateCount {
  label: string;
  value: number;
}

/** Sends due from a moment on, by state. */
export async function countSendsByState(db: Db, brandId: number, from: Date): Promise<StateCount[]> {
  const { rows } = await sql<StateCount>`
    select state as label, count(*)::int as value from sends where brand_id = ${brandId} and due_at >= ${from} group by state order by state`.execute(
    db,
  );
  return rows;
}

/** Dispatches that are not over, by state; each state has an index of its own. */
export async function countOpenDispatches(db: Db, brandId: number): Promise<StateCount[]> {
  const { rows } = await sql<StateCount>`
    select 'planned' as label, count(*)::int as value from dispatches where brand_id = ${brandId} and state = 'planned'
    union all select 'calling', count(*)::int from dispatches where brand_id = ${brandId} and state = 'calling'
    union all select 'unknown', count(*)::int from dispatches where brand_id = ${brandId} and state = 'unknown'`.execute(db);
  return rows;
}
