import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

export type PullKind = "customer" | "group" | "tags" | "user";

export interface PullAsk {
  kind: PullKind;
  key: string;
  dueAt: Date;
  /** The member version a callback spoke of. */
  toldVersion?: string | undefined;
}

export interface Pull {
  corp: string;
  kind: PullKind;
  key: string;
  tries: number;
  toldVersion: string | null;
  asked: number;
}

/** Asks for things to be read again, each once however often it is asked for; the earliest moment holds, the last version told. */
export async function askPulls(db: Db, brandId: number, corp: string, asks: readonly PullAsk[]): Promise<void> {
  await sql`
    insert into wecom_pulls (brand_id, corp, kind, key, due_at, told_version)
    select distinct on (u.kind, u.key) ${brandId}::int, ${corp}, u.kind, u.key, u.due_at, u.told
    from unnest(${asks.map((one) => one.kind)}::text[], ${asks.map((one) => one.key)}::text[], ${asks.map((one) => one.dueAt.toISOString())}::timestamptz[],
      ${asks.map((one) => one.toldVersion ?? null)}::text[]) with ordinality u(kind, key, due_at, told, n)
    order by u.kind, u.key, u.n desc
    on conflict (brand_id, corp, kind, key) do update set due_at = least(wecom_pulls.due_at, excluded.due_at), asked = wecom_pulls.asked + 1, tries = 0, failure = null,
      told_version = coalesce(excluded.told_version, wecom_pulls.told_version)`.execute(db);
}

/** Whether anything of the brand is to be read now. */
export async function hasDuePulls(db: Db, brandId: number, now: Date): Promise<boolean> {
  const { rows } =
    await sql`select 1 from wecom_pulls where brand_id = ${brandId} and due_at <= ${now} and (leased_until is null or leased_until <= ${now}) limit 1`.execute(
      db,
    );
  return rows.length > 0;
}

/** Takes pulls that are due for a while, so that no other process reads the same. */
export async function claimPulls(db: Db, brandId: number, corp: string, ask: { now: Date; until: Date; limit: number }): Promise<Pull[]> {
  const { rows } = await sql<Pull>`
    update wecom_pulls p set leased_until = ${ask.until}
    from (select corp, kind, key from wecom_pulls where brand_id = ${brandId} and corp = ${corp} and due_at <= ${ask.now} and (leased_until is null or leased_until <= ${ask.now})
      order by due_at limit ${ask.limit} for update skip locked) d
    where p.brand_id = ${brandId} and p.corp = d.corp and p.kind = d.kind and p.key = d.key
    returning p.corp, p.kind, p.key, p.tries, p.told_version, p.asked`.execute(db);
  return rows;
}

/** Pulls that are over, unless they were asked for again meanwhile. */
export async function endPulls(db: Db, brandId: number, pulls: readonly Pull[], now: Date): Promise<void> {
  const given = sql`unnest(${pulls.map((one) => one.corp)}::text[], ${pulls.map((one) => one.kind)}::text[], ${pulls.map((one) => one.key)}::text[], ${pulls.map((one) => one.asked)}::int[])
    t(corp, kind, key, asked)`;
  await sql`delete from wecom_pulls p using ${given} where p.brand_id = ${brandId} and p.corp = t.corp and p.kind = t.kind and p.key = t.key and p.asked = t.asked`.execute(
    db,
  );
  await sql`update wecom_pulls p set leased_until = null, due_at = ${now} from ${given} where p.brand_id = ${brandId} and p.corp = t.corp and p.kind = t.kind and p.key = t.key`.execute(
    db,
  );
}

/** Puts pulls back until a moment. */
export async function deferPulls(
  db: Db,
  brandId: number,
  pulls: readonly { pull: Pull; dueAt: Date; failure: string | null }[],
): Promise<void> {
  await sql`
    update wecom_pulls p set leased_until = null, due_at = t.due_at, tries = p.tries + 1, failure = t.failure
    from unnest(${pulls.map((one) => one.pull.corp)}::text[], ${pulls.map((one) => one.pull.kind)}::text[], ${pulls.map((one) => one.pull.key)}::text[],
      ${pulls.map((one) => one.dueAt.toISOString())}::timestamptz[], ${pulls.map((one) => one.failure)}::text[]) t(corp, kind, key, due_at, failure)
    where p.brand_id = ${brandId} and p.corp = t.corp and p.kind = t.kind and p.key = t.key`.execute(db);
}

export async function countPulls(db: Db, brandId: number, corp: string): Promise<{ waiting: number; failing: number }> {
  const { rows } = await sql<{ waiting: number; failing: number }>`
    select count(*)::int as waiting, count(*) filter (where failure is not null)::int as failing from wecom_pulls where brand_id = ${brandId} and corp = ${corp}`.execute(
    db,
  );
  return rows[0] ?? { waiting: 0, failing: 0 };
}
