import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { BlueprintSpec } from "./blueprints.contract.ts";

export interface VersionRow {
  blueprintId: string;
  name: string;
  version: number;
  latestVersion: number;
  spec: BlueprintSpec;
  archivedAt: string | null;
}

/** One version of a blueprint, the latest where none is named. */
export async function findVersion(db: Db, brandId: number, blueprintId: string, version: number | null): Promise<VersionRow | undefined> {
  const { rows } = await sql<VersionRow>`
    select b.id as blueprint_id, b.name, v.version, b.latest_version, v.spec, b.archived_at from blueprints b
    join blueprint_versions v on v.brand_id = b.brand_id and v.blueprint_id = b.id and v.version = coalesce(${version}::int, b.latest_version)
    where b.brand_id = ${brandId} and b.id = ${blueprintId}`.execute(db);
  return rows[0];
}
