import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { CostKind, NewCost } from "./costs.contract.ts";

export async function insertCosts(
  db: Db,
  brandId: number,
  costs: readonly (NewCost & { id: string })[],
  enteredBy: string | null,
  createdAt: Date,
): Promise<Set<string>> {
  if (costs.length === 0) return new Set();
  const pick = <K extends "id" | "day" | "kind" | "fen" | "note">(key: K) => costs.map((one) => one[key]);
  const { rows } = await sql<{ id: string }>`
    insert into costs (brand_id, id, day, group_id, org_id, campaign, kind, fen, note, entered_by, created_at)
    select ${brandId}::int, u.*, ${enteredBy}::uuid, ${createdAt}::timestamptz from unnest(${pick("id")}::uuid[], ${pick("day")}::date[],
      ${costs.map((one) => one.groupId ?? null)}::uuid[], ${costs.map((one) => one.orgId ?? null)}::uuid[], ${costs.map((one) => one.campaign ?? null)}::text[],
      ${pick("kind")}::text[], ${pick("fen")}::bigint[], ${pick("note")}::text[]) u
    on conflict do nothing returning id`.execute(db);
  return new Set(rows.map((row) => row.id));
}

export interface CostRecord {
  id: string;
  day: string;
  groupId: string | null;
  groupName: string | null;
  orgId: string | null;
  orgName: string | null;
  campaign: string | null;
  kind: CostKind;
  fen: number;
  note: string;
  enteredBy: string | null;
  createdAt: string;
}

export interface CostAsk {
  groupId?: string | undefined;
  campaign?: string | undefined;
  kind?: CostKind | undefined;
  from?: string | undefined;
  to?: string | undefined;
  q?: string | undefined;
}

/** Costs `c` of groups `g` or org units in sight. */
function wanted(brandId: number, ask: CostAsk, visible: RawBuilder<boolean>): RawBuilder<unknown> {
  return sql.join(
    [
      sql`c.brand_id = ${brandId}`,
      visible,
      ...(ask.groupId ? [sql`c.group_id = ${ask.groupId}::uuid`] : []),
      ...(ask.campaign ? [sql`c.campaign = ${ask.campaign}`] : []),
      ...(ask.kind ? [sql`c.kind = ${ask.kind}`] : []),
      ...(ask.from ? [sql`c.day >= ${ask.from}::date`] : []),
      ...(ask.to ? [sql`c.day <= ${ask.to}::date`] : []),
      ...(ask.q
        ? [sql`position(lower(${ask.q}::text) in lower(c.note || ' ' || coalesce(c.campaign, '') || ' ' || coalesce(g.name, ''))) > 0`]
        : []),
    ],
    sql` and `,
  );
}

const joined = (brandId: number) => sql`costs c left join groups g on g.brand_id = ${brandId} and g.id = c.group_id
  left join org_units o on o.brand_id = ${brandId} and o.id = c.org_id left join staff s on s.brand_id = ${brandId} and s.id = c.entered_by`;

/** Newest day first. */
export async function listCosts(
  db: Db,
  brandId: number,
  ask: CostAsk,
  visible: RawBuilder<boolean>,
  after: { day: string; id: string } | undefined,
  limit: number,
): Promise<CostRecord[]> {
  const { rows } = await sql<CostRecord>`
    select c.id, c.day, c.group_id, g.name as group_name, c.org_id, o.name as org_name, c.campaign, c.kind, c.fen, c.note, s.name as entered_by, c.created_at
    from ${joined(brandId)} where ${wanted(brandId, ask, visible)} ${after ? sql`and (c.day, c.id) < (${after.day}::date, ${after.id}::uuid)` : sql``}
    order by c.day desc, c.id desc limit ${limit}`.execute(db);
  return rows;
}

export async function sumCosts(
  db: Db,
  brandId: number,
  ask: CostAsk,
  visible: RawBuilder<boolean>,
): Promise<{ costs: number; fen: number }> {
  const { rows } = await sql<{ costs: number; fen: number }>`
    select count(*)::int as costs, coalesce(sum(c.fen), 0)::bigint as fen from ${joined(brandId)} where ${wanted(brandId, ask, visible)}`.execute(
    db,
  );
  return rows[0] ?? { costs: 0, fen: 0 };
}

export async function listCampaigns(db: Db, brandId: number): Promise<string[]> {
  const { rows } = await sql<{ campaign: string }>`
    select campaign from costs where brand_id = ${brandId} and campaign is not null group by campaign order by max(day) desc limit 50`.execute(
    db,
  );
  return rows.map((row) => row.campaign);
}

interface CostPlace {
  groupId: string | null;
  day: string;
  fen: number;
  kind: string;
}

/** Removes a cost in sight and keeps what it was, which it answers; what was kept before `since` is forgotten. */
export async function removeCost(
  db: Db,
  brandId: number,
  id: string,
  visible: RawBuilder<boolean>,
  kept: { staffId: string | null; at: Date; since: Date },
): Promise<CostPlace | undefined> {
  await sql`delete from costs_removed where brand_id = ${brandId} and removed_at < ${kept.since}`.execute(db);
  const { rows } = await sql<CostPlace>`
    with gone as (delete from costs where brand_id = ${brandId}
        and id = (select c.id from ${joined(brandId)} where c.brand_id = ${brandId} and c.id = ${id}::uuid and ${visible}) returning costs.*),
      kept as (insert into costs_removed (brand_id, cost_id, cost, staff_id, removed_at)
        select brand_id, id, to_jsonb(gone), ${kept.staffId}::uuid, ${kept.at}::timestamptz from gone
        on conflict (brand_id, cost_id) do update set cost = excluded.cost, staff_id = excluded.staff_id, removed_at = excluded.removed_at)
    select group_id, day, fen, kind from gone`.execute(db);
  return rows[0];
}

/** The cost that the person removed last, once. */
export async function takeRemoved(
  db: Db,
  brandId: number,
  ask: { costId: string; staffId: string; since: Date },
): Promise<{ cost: unknown } | undefined> {
  const { rows } = await sql<{ cost: unknown }>`delete from costs_removed
    where brand_id = ${brandId} and cost_id = ${ask.costId} and staff_id = ${ask.staffId} and removed_at >= ${ask.since} returning cost`.execute(
    db,
  );
  return rows[0];
}

/** Writes a cost as it stood; nothing where it was told again meanwhile. */
export async function putBack(db: Db, { cost }: { cost: unknown }): Promise<CostPlace | undefined> {
  const { rows } = await sql<CostPlace>`
    insert into costs select kept.* from jsonb_populate_record(null::costs, ${JSON.stringify(cost)}::jsonb) kept
    on conflict do nothing returning group_id, day, fen, kind`.execute(db);
  return rows[0];
}
