import { sql, type RawBuilder } from "kysely";
import type { Db } from "../../server/db.ts";
import { type BlueprintField, blueprintFields, type Deviation } from "./blueprints.contract.ts";

/** How each field stands in the groups' table (alias g) and in a version's spec (alias v); as differences.rules.ts compares. */
const sides: Record<BlueprintField, readonly [RawBuilder<unknown>, RawBuilder<unknown>]> = {
  positioning: [sql`g.positioning`, sql`v.spec ->> 'positioning'`],
  commercialType: [sql`g.commercial_type`, sql`v.spec ->> 'commercialType'`],
  capacity: [sql`g.capacity`, sql`(v.spec ->> 'capacity')::int`],
  targetMembers: [sql`g.target_members`, sql`(v.spec ->> 'targetMembers')::int`],
  slogan: [sql`g.slogan`, sql`v.spec ->> 'slogan'`],
  announcement: [sql`g.announcement`, sql`v.spec ->> 'announcement'`],
  logo: [sql`g.profile -> 'logo'`, sql`v.spec -> 'profile' -> 'logo'`],
  gives: [sql`g.profile -> 'gives'`, sql`v.spec -> 'profile' -> 'gives'`],
  rules: [sql`g.profile -> 'rules'`, sql`v.spec -> 'profile' -> 'rules'`],
  reception: [sql`g.profile -> 'reception'`, sql`v.spec -> 'profile' -> 'reception'`],
  purpose: [sql`g.profile -> 'purpose'`, sql`v.spec -> 'profile' -> 'purpose'`],
  threshold: [sql`g.profile -> 'threshold'`, sql`v.spec -> 'profile' -> 'threshold'`],
  sheet: [sql`g.profile -> 'sheet'`, sql`v.spec -> 'profile' -> 'sheet'`],
};

const one = (field: BlueprintField) => sql`case when ${sides[field][0]} is distinct from ${sides[field][1]} then ${sql.lit(field)} end`;

/** The names of the fields in which group g differs from version v, as text[]. */
export const differences: RawBuilder<unknown> = sql`array_remove(array[${sql.join(blueprintFields.map(one))}], null)`;

export interface DeviationQuery {
  brandId: number;
  visible: RawBuilder<boolean>;
  blueprintId: string;
  /** Null is the latest. */
  version: number | null;
  after: string | null;
  limit: number;
}

export async function listDeviations(db: Db, query: DeviationQuery): Promise<(Deviation & { id: string })[]> {
  const { rows } = await sql<Deviation & { id: string }>`
    select * from (select g.id, g.id as group_id, g.name, g.code, g.member_count, g.blueprint_version as version, ${differences} as fields,
      (select coalesce(string_agg(u.name, ' ' order by c.depth desc), '') from org_closure c join org_units u on u.brand_id = c.brand_id and u.id = c.ancestor_id
        where c.brand_id = g.brand_id and c.descendant_id = g.org_id and u.level <> 'headquarters') as org_path
      from groups g join blueprints b on b.brand_id = g.brand_id and b.id = g.blueprint_id
        join blueprint_versions v on v.brand_id = b.brand_id and v.blueprint_id = b.id and v.version = coalesce(${query.version}::int, b.latest_version)
      where g.brand_id = ${query.brandId} and g.blueprint_id = ${query.blueprintId} and g.status <> 'closed' and ${query.visible}
        and (${query.after}::uuid is null or g.id > ${query.after}::uuid)) d
    where cardinality(fields) > 0 or version is distinct from coalesce(${query.version}::int, (select latest_version from blueprints where brand_id = ${query.brandId} and id = ${query.blueprintId}))
    order by id limit ${query.limit}`.execute(db);
  return rows;
}

/** How one group differs from the latest version of its blueprint. */
export async function listGroupDifferences(db: Db, brandId: number, groupId: string): Promise<BlueprintField[]> {
  const { rows } = await sql<{ fields: BlueprintField[] }>`
    select ${differences} as fields from groups g join blueprints b on b.brand_id = g.brand_id and b.id = g.blueprint_id
      join blueprint_versions v on v.brand_id = b.brand_id and v.blueprint_id = b.id and v.version = b.latest_version
    where g.brand_id = ${brandId} and g.id = ${groupId}`.execute(db);
  return rows[0]?.fields ?? [];
}

const profileKeys: readonly BlueprintField[] = ["logo", "gives", "rules", "reception", "purpose", "threshold", "sheet"];

/**
 * Writes the chosen fields of a version into the groups, which are on that version from then on. A capacity below the members of
 * a group is not taken over. Answers which groups.
 */
export async function applyVersion(
  db: Db,
  brandId: number,
  ask: { groupIds: readonly string[]; blueprintId: string; version: number; fields: readonly BlueprintField[] },
): Promise<string[]> {
  const chosen = (field: BlueprintField) => sql.lit(ask.fields.includes(field));
  const keys = profileKeys.filter((field) => ask.fields.includes(field));
  const { rows } = await sql<{ id: string }>`
    update groups g set blueprint_id = v.blueprint_id, blueprint_version = v.version,
      positioning = case when ${chosen("positioning")} then v.spec ->> 'positioning' else g.positioning end,
      commercial_type = case when ${chosen("commercialType")} then v.spec ->> 'commercialType' else g.commercial_type end,
      capacity = case when ${chosen("capacity")} and (v.spec ->> 'capacity')::int >= g.member_count then (v.spec ->> 'capacity')::int else g.capacity end,
      target_members = case when ${chosen("targetMembers")} then (v.spec ->> 'targetMembers')::int else g.target_members end,
      slogan = case when ${chosen("slogan")} then v.spec ->> 'slogan' else g.slogan end,
      announcement = case when ${chosen("announcement")} then v.spec ->> 'announcement' else g.announcement end,
      profile = g.profile || (select coalesce(jsonb_object_agg(k, v.spec -> 'profile' -> k), '{}') from unnest(${keys}::text[]) as k)
    from blueprint_versions v
    where v.brand_id = ${brandId} and v.blueprint_id = ${ask.blueprintId} and v.version = ${ask.version} and g.brand_id = ${brandId} and g.id = any(${ask.groupIds}::uuid[])
    returning g.id`.execute(db);
  return rows.map((row) => row.id);
}
