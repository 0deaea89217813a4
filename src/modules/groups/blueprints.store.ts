import { sql, type RawBuilder } from "kysely";
import type { Db } from "../../server/db.ts";
import type { Blueprint, BlueprintSpec, BlueprintVersion } from "./blueprints.contract.ts";
import { differences } from "./differences.store.ts";

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

/** Blueprints with how many groups stand on them, newest change first; the one asked for, or all. */
export async function listBlueprints(
  db: Db,
  brandId: number,
  visible: RawBuilder<boolean>,
  only: { archived: boolean } | { id: string },
): Promise<Blueprint[]> {
  const which = "id" in only ? sql`b.id = ${only.id}` : only.archived ? sql`true` : sql`b.archived_at is null`;
  const { rows } = await sql<Blueprint>`
    select b.id, b.name, b.latest_version, v.spec ->> 'positioning' as positioning, v.spec ->> 'commercialType' as commercial_type, v.created_at as changed_at, b.archived_at is not null as archived,
      count(g.id)::int as groups, count(g.id) filter (where g.blueprint_version < b.latest_version)::int as behind, count(g.id) filter (where cardinality(${differences}) > 0)::int as differing
    from blueprints b join blueprint_versions v on v.brand_id = b.brand_id and v.blueprint_id = b.id and v.version = b.latest_version
      left join groups g on g.brand_id = b.brand_id and g.blueprint_id = b.id and g.status <> 'closed' and ${visible}
    where b.brand_id = ${brandId} and ${which} group by b.id, b.name, b.latest_version, b.archived_at, v.spec, v.created_at order by b.archived_at is not null, v.created_at desc, b.id`.execute(
    db,
  );
  return rows;
}

export async function listVersions(db: Db, brandId: number, blueprintId: string): Promise<BlueprintVersion[]> {
  const { rows } = await sql<BlueprintVersion>`
    select v.version, v.spec, v.note, v.created_at, s.name as created_by,
      (select count(*)::int from groups g where g.brand_id = v.brand_id and g.blueprint_id = v.blueprint_id and g.blueprint_version = v.version and g.status <> 'closed') as groups
    from blueprint_versions v left join staff s on s.brand_id = v.brand_id and s.id = v.created_by
    where v.brand_id = ${brandId} and v.blueprint_id = ${blueprintId} order by v.version desc`.execute(db);
  return rows;
}

export async function insertBlueprint(db: Db, brandId: number, blueprint: { id: string; name: string; createdAt: Date }): Promise<void> {
  await sql`insert into blueprints (brand_id, id, name, latest_version, created_at) values (${brandId}, ${blueprint.id}, ${blueprint.name}, 0, ${blueprint.createdAt})`.execute(
    db,
  );
}

export interface NewVersion {
  blueprintId: string;
  version: number;
  spec: BlueprintSpec;
  note: string;
  createdBy: string | null;
  createdAt: Date;
}

/** A version, which is the latest from then on. */
export async function insertVersion(db: Db, brandId: number, version: NewVersion): Promise<void> {
  await sql`insert into blueprint_versions (brand_id, blueprint_id, version, spec, note, created_by, created_at)
    values (${brandId}, ${version.blueprintId}, ${version.version}, ${JSON.stringify(version.spec)}, ${version.note}, ${version.createdBy}, ${version.createdAt})`.execute(
    db,
  );
  await sql`update blueprints set latest_version = ${version.version} where brand_id = ${brandId} and id = ${version.blueprintId}`.execute(
    db,
  );
}

/** Holds the blueprint until the transaction ends, so that two saves never make one version. */
export async function lockBlueprint(
  db: Db,
  brandId: number,
  id: string,
): Promise<{ id: string; name: string; latestVersion: number } | undefined> {
  const { rows } = await sql<{ id: string; name: string; latestVersion: number }>`
    select id, name, latest_version from blueprints where brand_id = ${brandId} and id = ${id} for no key update`.execute(db);
  return rows[0];
}

export async function renameBlueprint(db: Db, brandId: number, id: string, name: string): Promise<void> {
  await sql`update blueprints set name = ${name} where brand_id = ${brandId} and id = ${id}`.execute(db);
}

export async function archiveBlueprint(db: Db, brandId: number, id: string, at: Date | null): Promise<void> {
  await sql`update blueprints set archived_at = ${at} where brand_id = ${brandId} and id = ${id}`.execute(db);
}
