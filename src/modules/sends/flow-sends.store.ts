import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

/** Turns the open sends of a flow from one state into the other. Answers how many. */
export async function turnFlowSends(
  db: Db,
  brandId: number,
  flowId: string,
  from: "scheduled" | "paused",
  to: "scheduled" | "paused",
): Promise<number> {
  const { rows } =
    await sql`update sends set state = ${to} where brand_id = ${brandId} and flow_id = ${flowId} and state = ${from} returning id`.execute(
      db,
    );
  return rows.length;
}

export async function listOpenFlowSends(db: Db, brandId: number, flowId: string): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select id from sends where brand_id = ${brandId} and flow_id = ${flowId} and state in ('scheduled', 'paused')`.execute(db);
  return rows.map((row) => row.id);
}
