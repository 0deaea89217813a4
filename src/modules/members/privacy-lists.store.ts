import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { ConsentLogItem, PrivacyRequest } from "./privacy.contract.ts";

/** All the ids these people have. */
export async function listParts(db: Db, brandId: number, memberIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from members where brand_id = ${brandId} and (id = any(${[...memberIds]}::uuid[]) or canonical_id = any(${[...memberIds]}::uuid[]))`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** Rows `r` with the member they name and the whole person `c` that became of it. */
const withPerson = (brandId: number) => sql`join members m on m.brand_id = ${brandId} and m.id = r.member_id
  join members c on c.brand_id = ${brandId} and c.id = case when m.canonical_id is null then m.id else m.canonical_id end`;

const among = (partIds: readonly string[] | null) => (partIds ? sql`r.member_id = any(${[...partIds]}::uuid[])` : sql`true`);

interface RequestAsk {
  partIds: readonly string[] | null;
  kind: string | null;
}

export async function listRequests(
  db: Db,
  brandId: number,
  visible: RawBuilder<boolean>,
  ask: RequestAsk & { state: string | null; before: string | null; limit: number },
): Promise<(Omit<PrivacyRequest, "url"> & { fileSha256: string | null })[]> {
  const { rows } = await sql<Omit<PrivacyRequest, "url"> & { fileSha256: string | null }>`
    select r.id, c.id as member_id, c.nickname, r.kind, r.state, r.asked_at, r.due_at, r.done_at, r.file_sha256 from privacy_requests r ${withPerson(brandId)}
    where r.brand_id = ${brandId} and ${among(ask.partIds)} and ${visible} and (${ask.kind}::text is null or r.kind = ${ask.kind})
      and (${ask.state}::text is null or r.state = ${ask.state}) and ${ask.before ? sql`r.id < ${ask.before}::uuid` : sql`true`}
    order by r.id desc limit ${ask.limit + 1}`.execute(db);
  return rows;
}

export type RequestCounts = Record<PrivacyRequest["state"], number> & { late: number };

/** Late: asked, and its day is over. */
export async function countRequests(
  db: Db,
  brandId: number,
  visible: RawBuilder<boolean>,
  ask: RequestAsk & { now: Date },
): Promise<RequestCounts> {
  const { rows } = await sql<RequestCounts>`
    select count(*) filter (where r.state = 'asked')::int as asked, count(*) filter (where r.state = 'ready')::int as ready, count(*) filter (where r.state = 'done')::int as done,
      count(*) filter (where r.state = 'withdrawn')::int as withdrawn, count(*) filter (where r.state = 'asked' and r.due_at < ${ask.now})::int as late
    from privacy_requests r ${withPerson(brandId)}
    where r.brand_id = ${brandId} and ${among(ask.partIds)} and ${visible} and (${ask.kind}::text is null or r.kind = ${ask.kind})`.execute(
    db,
  );
  return rows[0] ?? { asked: 0, ready: 0, done: 0, withdrawn: 0, late: 0 };
}

export interface ConsentAsk {
  partIds: readonly string[] | null;
  purpose: string | null;
  granted: boolean | null;
  from: Date | null;
  to: Date | null;
  before: string | null;
  limit: number;
}

/** The newest first: the ids begin with the moment. */
export async function listConsentLog(db: Db, brandId: number, visible: RawBuilder<boolean>, ask: ConsentAsk): Promise<ConsentLogItem[]> {
  const { rows } = await sql<ConsentLogItem>`
    select r.id, c.id as member_id, c.nickname, r.purpose, r.granted, r.text_version, r.channel, r.at from consents r ${withPerson(brandId)}
    where r.brand_id = ${brandId} and ${among(ask.partIds)} and ${visible} and (${ask.purpose}::text is null or r.purpose = ${ask.purpose})
      and (${ask.granted}::boolean is null or r.granted = ${ask.granted}) and ${ask.from ? sql`r.at >= ${ask.from}` : sql`true`}
      and ${ask.to ? sql`r.at < ${ask.to}` : sql`true`} and ${ask.before ? sql`r.id < ${ask.before}::uuid` : sql`true`}
    order by r.id desc limit ${ask.limit + 1}`.execute(db);
  return rows;
}
