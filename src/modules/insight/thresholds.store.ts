import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { CommercialType } from "../groups/profile.contract.ts";
import { defaultThresholds, type Thresholds } from "./thresholds.contract.ts";

/** Kept as float4: 0.15 comes back as 0.15. */
const exact = (value: number) => Math.round(value * 1e6) / 1e6;

/** The brand's own marks; a commercial type without a row keeps ours. */
export async function listOwnThresholds(db: Db, brandId: number): Promise<Map<CommercialType, Thresholds>> {
  const { rows } = await sql<Thresholds & { commercialType: CommercialType }>`
    select commercial_type, seats_share, interaction_7d, retention_30d, conversion_30d, referral_30d from stage_thresholds where brand_id = ${brandId}`.execute(
    db,
  );
  return new Map(
    rows.map((row) => [
      row.commercialType,
      {
        seatsShare: exact(row.seatsShare),
        interaction7d: exact(row.interaction7d),
        retention30d: exact(row.retention30d),
        conversion30d: exact(row.conversion30d),
        referral30d: exact(row.referral30d),
      },
    ]),
  );
}

/** The marks in force of every commercial type. */
export async function readThresholds(db: Db, brandId: number): Promise<Record<CommercialType, Thresholds>> {
  const own = await listOwnThresholds(db, brandId);
  return { ...defaultThresholds, ...Object.fromEntries(own) };
}

export async function writeThresholds(
  db: Db,
  brandId: number,
  type: CommercialType,
  t: Thresholds,
  by: { staffId: string | null; at: Date },
): Promise<void> {
  await sql`insert into stage_thresholds (brand_id, commercial_type, seats_share, interaction_7d, retention_30d, conversion_30d, referral_30d, updated_at, updated_by)
    values (${brandId}, ${type}, ${t.seatsShare}, ${t.interaction7d}, ${t.retention30d}, ${t.conversion30d}, ${t.referral30d}, ${by.at}, ${by.staffId})
    on conflict (brand_id, commercial_type) do update set seats_share = excluded.seats_share, interaction_7d = excluded.interaction_7d, retention_30d = excluded.retention_30d,
      conversion_30d = excluded.conversion_30d, referral_30d = excluded.referral_30d, updated_at = excluded.updated_at, updated_by = excluded.updated_by`.execute(
    db,
  );
}

export async function deleteThresholds(db: Db, brandId: number, type: CommercialType): Promise<void> {
  await sql`delete from stage_thresholds where brand_id = ${brandId} and commercial_type = ${type}`.execute(db);
}

/** Live groups of each commercial type. */
export async function countByType(db: Db, brandId: number): Promise<Map<CommercialType, number>> {
  const { rows } = await sql<{ commercialType: CommercialType; n: number }>`
    select commercial_type, count(*)::int as n from groups where brand_id = ${brandId} and status = 'active' group by 1`.execute(db);
  return new Map(rows.map((row) => [row.commercialType, row.n]));
}

/** Has the stages of these groups walked again from a day on. */
export async function markTypeDirty(db: Db, brandId: number, type: CommercialType, fromDay: string): Promise<void> {
  await sql`insert into insight_dirty (brand_id, group_id, from_day)
    select ${brandId}::int, id, ${fromDay}::date from groups where brand_id = ${brandId} and commercial_type = ${type} and status = 'active'
    on conflict (brand_id, group_id) do update set from_day = least(insight_dirty.from_day, excluded.from_day)`.execute(db);
}
