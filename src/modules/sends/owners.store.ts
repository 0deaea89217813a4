import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { SendOwner } from "./owners.contract.ts";

type OwnerRow = Omit<SendOwner, "remindersAllowed"> & { channel: string; waitsFirst: number };

export interface OwnerFilter {
  sendId: string;
  channels: readonly string[];
  q?: string | undefined;
  now: Date;
  dayAgo: Date;
  after: { waitsFirst: number; accountId: string } | null;
  limit: number;
}

/** The accounts of a send on platforms where people confirm, those that wait first. */
export async function listOwners(db: Db, brandId: number, filter: OwnerFilter): Promise<OwnerRow[]> {
  const after: { waitsFirst?: number; accountId?: string } = filter.after ?? {};
  const like = filter.q ? `%${filter.q.replaceAll(/[\\%_]/g, "\\$&")}%` : null;
  const count = (states: string) => sql`count(*) filter (where d.state = any(${states}::text[]))::int`;
  const { rows } = await sql<OwnerRow>`
    with outcomes as (
      select p.account_id, p.channel, count(*)::int as groups, ${count("{planned,unknown}")} as planned, ${count("{handed-over}")} as waiting, ${count("{sent}")} as sent,
        ${count("{over-cap}")} as over_cap, ${count("{failed}")} as failed, ${count("{expired,cancelled,left-out}")} as ended
      from dispatches p join deliveries d on d.brand_id = p.brand_id and d.dispatch_id = p.id
      where p.brand_id = ${brandId} and p.send_id = ${filter.sendId} and p.account_id is not null and p.channel = any(${filter.channels}::text[]) group by 1, 2),
    held as (
      select p.account_id, max(h.handed_at) as handed_at, max(h.asked_at) as asked_at, max(r.at) as reminded_at,
        count(r.at) filter (where r.at > ${filter.dayAgo})::int as reminders, (array_agg(h.refusal order by h.asked_at desc) filter (where h.refusal is not null))[1] as refusal,
        bool_or(h.ended_at is null and h.remind_at <= ${filter.now}) as is_reminding
      from handovers h join dispatches p on p.brand_id = h.brand_id and p.id = h.dispatch_id left join lateral unnest(h.reminded_at) r(at) on true
      where h.brand_id = ${brandId} and h.send_id = ${filter.sendId} group by 1),
    listed as (
      select o.account_id, a.name, a.staff_id, o.channel, o.groups, o.planned, o.waiting, o.sent, o.over_cap, o.failed, o.ended, h.handed_at, h.asked_at, h.reminded_at,
        coalesce(h.reminders, 0) as reminders, coalesce(h.is_reminding, false) as is_reminding, h.refusal, case when o.waiting > 0 then 0 else 1 end as waits_first
      from outcomes o join accounts a on a.brand_id = ${brandId} and a.id = o.account_id left join held h on h.account_id = o.account_id
      where ${like}::text is null or a.name like ${like})
    select * from listed where ${after.accountId}::uuid is null or (waits_first, account_id) > (${after.waitsFirst}::int, ${after.accountId}::uuid)
    order by waits_first, account_id limit ${filter.limit + 1}`.execute(db);
  return rows;
}

export interface Remindable {
  platformRef: string;
  channel: string;
  accountId: string | null;
  remindedAt: string[];
}

/** What a platform has of a send and waits for, held until the transaction ends. */
export async function lockWaitingHandovers(
  db: Db,
  brandId: number,
  sendId: string,
  accountIds: readonly string[] | null,
): Promise<Remindable[]> {
  const { rows } = await sql<Remindable>`
    select h.platform_ref, h.channel, p.account_id, h.reminded_at from handovers h join dispatches p on p.brand_id = h.brand_id and p.id = h.dispatch_id
    where h.brand_id = ${brandId} and h.send_id = ${sendId} and h.ended_at is null and (${accountIds}::uuid[] is null or p.account_id = any(${accountIds}::uuid[])) for update of h`.execute(
    db,
  );
  return rows;
}

export async function wishReminders(db: Db, brandId: number, platformRefs: readonly string[], now: Date): Promise<void> {
  await sql`update handovers set remind_at = ${now}, follow_at = ${now} where brand_id = ${brandId} and platform_ref = any(${platformRefs}::text[])`.execute(
    db,
  );
}
