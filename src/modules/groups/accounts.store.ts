import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

export interface AccountAsk {
  channel: string;
  scope?: string;
  externalId: string;
  name: string;
  kind: "staff" | "bot";
  staffId?: string | null;
}

/** The account of a channel by its own id, made or brought up to date; answers its id. */
export async function upsertAccount(db: Db, brandId: number, id: string, ask: AccountAsk, now: Date): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into accounts (brand_id, id, channel, scope, external_id, name, kind, staff_id, created_at)
    values (${brandId}, ${id}, ${ask.channel}, ${ask.scope ?? ""}, ${ask.externalId}, ${ask.name}, ${ask.kind}, ${ask.staffId ?? null}, ${now})
    on conflict (brand_id, channel, scope, external_id) do update set name = excluded.name, staff_id = coalesce(excluded.staff_id, accounts.staff_id) returning id`.execute(
    db,
  );
  const row = rows[0];
  if (!row) throw new Error("no account");
  return row.id;
}
