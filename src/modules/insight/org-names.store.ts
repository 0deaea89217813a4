import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { CommercialType } from "../groups/profile.contract.ts";
import type { MeasuredScope } from "./measure.store.ts";

export async function listChildUnits(db: Db, brandId: number, orgId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{
    id: string;
    name: string;
  }>`select id, name from org_units where brand_id = ${brandId} and parent_id = ${orgId} order by sort, name`.execute(db);
  return rows;
}

/** The commercial types of a scope's groups. */
export async function listTypes(db: Db, scope: MeasuredScope, brandId: number): Promise<CommercialType[]> {
  const { rows } = await sql<{ type: CommercialType }>`
    with scope as (${scope.groups}) select distinct b.commercial_type as type from scope g join groups b on b.brand_id = ${brandId} and b.id = g.id`.execute(
    db,
  );
  return rows.map((row) => row.type);
}
