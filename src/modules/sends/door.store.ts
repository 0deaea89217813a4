import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

/** Holds a claimed dispatch for longer, right before its call; false where it is not this claim's any more. */
export async function renewClaim(
  db: Db,
  brandId: number,
  claim: { id: string; epoch: number },
  now: Date,
  leasedUntil: Date,
): Promise<boolean> {
  const { rows } = await sql`
    update dispatches set begun_at = ${now}, leased_until = ${leasedUntil}
    where brand_id = ${brandId} and id = ${claim.id} and epoch = ${claim.epoch} and state = 'calling' returning id`.execute(db);
  return rows.length > 0;
}

/** Of these, the names of other dispatches, and of earlier calls of this one that are over. */
export async function findOwnRefs(db: Db, brandId: number, refs: readonly string[], butDispatchId: string | null): Promise<Set<string>> {
  const { rows } = await sql<{ platformRef: string }>`
    select platform_ref from handovers where brand_id = ${brandId} and platform_ref = any(${refs}::text[])
      and (${butDispatchId}::uuid is null or dispatch_id <> ${butDispatchId}::uuid or ended_at is not null)`.execute(db);
  return new Set(rows.map((row) => row.platformRef));
}

/** Where a vendor's name of a file holds. */
export interface MediaPlace {
  channel: string;
  scope: string;
}

export async function findMedia(db: Db, brandId: number, { channel, scope }: MediaPlace, key: string, now: Date): Promise<string | null> {
  const { rows } = await sql<{ mediaId: string }>`
    select media_id from vendor_media
    where brand_id = ${brandId} and channel = ${channel} and scope = ${scope} and media_key = ${key} and valid_until > ${now}`.execute(db);
  return rows[0]?.mediaId ?? null;
}

export async function keepMedia(
  db: Db,
  brandId: number,
  { channel, scope }: MediaPlace,
  media: { key: string; mediaId: string; validUntil: Date },
): Promise<void> {
  await sql`insert into vendor_media (brand_id, channel, scope, media_key, media_id, valid_until)
    values (${brandId}, ${channel}, ${scope}, ${media.key}, ${media.mediaId}, ${media.validUntil})
    on conflict (brand_id, channel, scope, media_key) do update set media_id = excluded.media_id, valid_until = excluded.valid_until`.execute(
    db,
  );
}

export async function dropMedia(db: Db, brandId: number, { channel, scope }: MediaPlace, mediaIds: readonly string[]): Promise<void> {
  await sql`delete from vendor_media where brand_id = ${brandId} and channel = ${channel} and scope = ${scope} and media_id = any(${mediaIds}::text[])`.execute(
    db,
  );
}

export interface CallMark {
  dispatchId: string;
  accountId: string;
  mark: string;
}

/** Takes marks for calls about to be made; answers the dispatches whose mark is free, or theirs already. */
export async function takeMarks(db: Db, brandId: number, marks: readonly CallMark[]): Promise<Set<string>> {
  if (marks.length === 0) return new Set();
  const pick = <T>(of: (mark: CallMark) => T) => marks.map(of);
  await sql`insert into call_marks (brand_id, account_id, mark, dispatch_id)
    select ${brandId}::int, u.* from unnest(${pick((m) => m.accountId)}::uuid[], ${pick((m) => m.mark)}::text[], ${pick((m) => m.dispatchId)}::uuid[]) u
    on conflict do nothing`.execute(db);
  const { rows } = await sql<{ dispatchId: string }>`
    select dispatch_id from call_marks where brand_id = ${brandId} and dispatch_id = any(${pick((m) => m.dispatchId)}::uuid[])`.execute(db);
  return new Set(rows.map((row) => row.dispatchId));
}

export async function dropMarks(db: Db, brandId: number, dispatchIds: readonly string[]): Promise<void> {
  await sql`delete from call_marks where brand_id = ${brandId} and dispatch_id = any(${dispatchIds}::uuid[])`.execute(db);
}

/** Puts claimed dispatches back into the plan for a while: another call that nothing could tell from theirs is undecided. */
export async function putBack(db: Db, brandId: number, ids: readonly string[], dueAt: Date): Promise<void> {
  await sql`update dispatches set state = 'planned', leased_until = null, due_at = ${dueAt}
    where brand_id = ${brandId} and id = any(${ids}::uuid[]) and state = 'calling'`.execute(db);
}

/** Moves targets of claimed dispatches into dispatches of their own, due with them: their words differ. */
export async function splitDispatches(
  db: Db,
  brandId: number,
  parts: readonly { id: string; fromId: string; deliveryIds: readonly string[] }[],
): Promise<void> {
  if (parts.length === 0) return;
  await sql`insert into dispatches (brand_id, id, send_id, channel, account_id, assignee_id, state, due_at, expires_at, priority)
    select p.brand_id, u.id, p.send_id, p.channel, p.account_id, p.assignee_id, 'planned', p.due_at, p.expires_at, p.priority
    from unnest(${parts.map((one) => one.id)}::uuid[], ${parts.map((one) => one.fromId)}::uuid[]) u(id, from_id)
      join dispatches p on p.brand_id = ${brandId} and p.id = u.from_id`.execute(db);
  const moved = parts.flatMap(({ id, deliveryIds }) => deliveryIds.map((deliveryId) => ({ id, deliveryId })));
  await sql`update deliveries d set dispatch_id = u.dispatch_id
    from unnest(${moved.map((one) => one.deliveryId)}::uuid[], ${moved.map((one) => one.id)}::uuid[]) u(id, dispatch_id)
    where d.brand_id = ${brandId} and d.id = u.id`.execute(db);
}
