import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { QuotaRow } from "./quota.contract.ts";

/** What groups got and will get between two moments, the fullest first; read group by group, so that what was sent before costs nothing. */
export async function listQuota(
  db: Db,
  brandId: number,
  seen: RawBuilder<boolean>,
  filter: { q?: string | undefined; from: Date; to: Date; after: { used: number; groupId: string } | null; limit: number },
): Promise<Omit<QuotaRow, "capPerDay" | "platform">[]> {
  const after: { used?: number; groupId?: string } = filter.after ?? {};
  const like = filter.q ? `%${filter.q.replaceAll(/[\\%_]/g, "\\$&")}%` : null;
  const { rows } = await sql<Omit<QuotaRow, "capPerDay" | "platform">>`
    with counted as (
      select g.id as group_id, g.name as group_name, g.channel, g.member_count as people, u.used_today, u.planned_today
      from groups g cross join lateral (
        select count(*) filter (where d.state in ('sent', 'unknown'))::int as used_today, count(*) filter (where d.state in ('planned', 'handed-over'))::int as planned_today
        from deliveries d where d.brand_id = g.brand_id and d.group_id = g.id and d.due_at >= ${filter.from} and d.due_at < ${filter.to}) u
      where g.brand_id = ${brandId} and g.status = 'active' and ${seen} and (${like}::text is null or g.name like ${like}))
    select * from counted
    where ${after.groupId}::uuid is null or (used_today + planned_today, group_id) < (${after.used}::int, ${after.groupId}::uuid)
    order by used_today + planned_today desc, group_id desc limit ${filter.limit + 1}`.execute(db);
  return rows;
}
