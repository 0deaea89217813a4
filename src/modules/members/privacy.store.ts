import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

export interface RequestRow {
  id: string;
  memberId: string;
  kind: "export" | "erase";
  state: "asked" | "ready" | "done" | "withdrawn";
  askedAt: string;
  dueAt: string;
  doneAt: string | null;
  fileSha256: string | null;
}

const columns = sql`id, member_id, kind, state, asked_at, due_at, done_at, file_sha256`;

export async function findOpenRequest(
  db: Db,
  brandId: number,
  partIds: readonly string[],
  kind: RequestRow["kind"],
): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`
    select ${columns} from privacy_requests where brand_id = ${brandId} and member_id = any(${partIds}::uuid[]) and kind = ${kind} and state = 'asked'`.execute(
    db,
  );
  return rows[0];
}

/** The newest copy asked for since a moment. */
export async function findLastExport(db: Db, brandId: number, partIds: readonly string[], since: Date): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`
    select ${columns} from privacy_requests where brand_id = ${brandId} and member_id = any(${partIds}::uuid[]) and kind = 'export' and state in ('asked', 'ready') and asked_at >= ${since}
    order by id desc limit 1`.execute(db);
  return rows[0];
}

/** Answers false where the same is being asked already. */
export async function insertRequest(
  db: Db,
  brandId: number,
  request: { id: string; memberId: string; kind: RequestRow["kind"]; askedAt: Date; dueAt: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into privacy_requests (brand_id, id, member_id, kind, state, asked_at, due_at) values (${brandId}, ${request.id}, ${request.memberId}, ${request.kind}, 'asked', ${request.askedAt}, ${request.dueAt})
    on conflict (brand_id, member_id, kind) where state = 'asked' do nothing`.execute(db);
  return Number(numAffectedRows ?? 0) > 0;
}

/** Requests to be worked on now, held until the transaction ends; those another process holds are left to it. */
export async function claimRequests(
  db: Db,
  brandId: number,
  kind: RequestRow["kind"],
  dueBefore: Date,
  limit: number,
): Promise<RequestRow[]> {
  const { rows } = await sql<RequestRow>`
    select ${columns} from privacy_requests where brand_id = ${brandId} and state = 'asked' and kind = ${kind} and due_at <= ${dueBefore}
    order by due_at limit ${limit} for update skip locked`.execute(db);
  return rows;
}

export async function endRequest(
  db: Db,
  brandId: number,
  id: string,
  end: { state: "ready" | "done" | "withdrawn"; at: Date; fileSha256?: string },
): Promise<void> {
  await sql`update privacy_requests set state = ${end.state}, done_at = ${end.at}, file_sha256 = ${end.fileSha256 ?? null} where brand_id = ${brandId} and id = ${id}`.execute(
    db,
  );
}

export async function withdrawRequests(
  db: Db,
  brandId: number,
  partIds: readonly string[],
  kind: RequestRow["kind"],
  at: Date,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update privacy_requests set state = 'withdrawn', done_at = ${at} where brand_id = ${brandId} and member_id = any(${partIds}::uuid[]) and kind = ${kind} and state = 'asked'`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0);
}
