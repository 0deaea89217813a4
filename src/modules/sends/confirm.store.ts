import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { ContentBody } from "../contents/body.contract.ts";
import type { EndedDelivery } from "./dispatches.store.ts";

export interface HeldDelivery {
  id: string;
  sendId: string;
  groupId: string;
  contentId: string | null;
  dispatchId: string;
  dispatchState: string;
  channel: string;
  /** Who holds its task now: it may have been passed on. */
  assigneeId: string | null;
  state: string;
  body: ContentBody | null;
  draftedText: string | null;
  expiresAt: string;
}

/** A delivery and its dispatch, held until the transaction ends. */
export async function lockDelivery(db: Db, brandId: number, id: string): Promise<HeldDelivery | undefined> {
  const { rows } = await sql<HeldDelivery>`
    select d.id, d.send_id, d.group_id, s.content_id, d.dispatch_id, p.state as dispatch_state, p.channel, coalesce(t.assignee_id, p.assignee_id) as assignee_id, d.state, d.body, d.drafted_text, p.expires_at
    from deliveries d join dispatches p on p.brand_id = d.brand_id and p.id = d.dispatch_id join sends s on s.brand_id = d.brand_id and s.id = d.send_id
      left join tasks t on t.brand_id = p.brand_id and t.unique_key = 'dispatch:' || p.id
    where d.brand_id = ${brandId} and d.id = ${id} for update of p, d`.execute(db);
  return rows[0];
}

export async function updateDelivery(
  db: Db,
  brandId: number,
  id: string,
  change: { state: string; reason: string | null; endedAt: Date | null; endedBy: string | null },
): Promise<EndedDelivery[]> {
  const { rows } = await sql<EndedDelivery>`
    update deliveries d set state = ${change.state}, reason = ${change.reason}, ended_at = ${change.endedAt}, ended_by = ${change.endedBy} from sends s
    where d.brand_id = ${brandId} and d.id = ${id} and s.brand_id = d.brand_id and s.id = d.send_id
    returning d.id as delivery_id, d.group_id, d.send_id, s.content_id, d.state, d.reason`.execute(db);
  return rows;
}

/** What really leaves, and what stood there before a person changed it. */
export async function writeWords(
  db: Db,
  brandId: number,
  id: string,
  { body, draftedText }: { body: ContentBody; draftedText: string | null },
): Promise<void> {
  await sql`update deliveries set body = ${JSON.stringify(body)}::jsonb, drafted_text = ${draftedText} where brand_id = ${brandId} and id = ${id}`.execute(
    db,
  );
}

/** How many deliveries of a dispatch have no outcome yet. */
export async function countOpen(db: Db, brandId: number, dispatchId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from deliveries where brand_id = ${brandId} and dispatch_id = ${dispatchId} and state in ('planned', 'handed-over', 'unknown')`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}

/** A finished dispatch is a person's again, and its send with it. */
export async function reopenDispatch(db: Db, brandId: number, dispatchId: string, sendId: string): Promise<void> {
  await sql`update dispatches set state = 'waiting', ended_at = null where brand_id = ${brandId} and id = ${dispatchId} and state = 'done'`.execute(
    db,
  );
  await sql`update sends set state = 'scheduled', finished_at = null where brand_id = ${brandId} and id = ${sendId} and state = 'finished'`.execute(
    db,
  );
}
