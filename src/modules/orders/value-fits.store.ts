import { type RawBuilder, sql } from "kysely";
import { queryTerms } from "../../lib/search-terms.ts";
import type { Db } from "../../server/db.ts";
import type { ValueRow } from "./values.contract.ts";

export interface KeptFit {
  id: string;
  sight: string;
  ask: unknown;
  found: unknown;
  madeAt: string;
  madeBy: string;
}

/** The newest of those who see the same. */
export async function findFit(db: Db, brandId: number, sight: string): Promise<KeptFit | undefined> {
  const { rows } = await sql<KeptFit>`select id, sight, ask, found, made_at, made_by from value_fits
    where brand_id = ${brandId} and sight = ${sight} order by made_at desc limit 1`.execute(db);
  return rows[0];
}

export async function insertFit(db: Db, brandId: number, fit: Omit<KeptFit, "madeAt"> & { madeAt: Date }): Promise<void> {
  await sql`insert into value_fits (brand_id, id, sight, ask, found, made_at, made_by)
    values (${brandId}, ${fit.id}, ${fit.sight}, ${JSON.stringify(fit.ask)}, ${JSON.stringify(fit.found)}, ${fit.madeAt}, ${fit.madeBy})`.execute(
    db,
  );
}

/** Forgets the fits of the same sight but one; answers which. */
export async function forgetOthers(db: Db, brandId: number, sight: string, id: string): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`delete from value_fits where brand_id = ${brandId} and sight = ${sight} and id <> ${id} returning id`.execute(db);
  return rows.map((row) => row.id);
}

const columns = { clv: "v.clv_fen", purchases: "v.purchases", active: "v.active", order: "v.order_fen", paid: "v.paid_fen" } as const;

export interface ValuesPage {
  sort: keyof typeof columns;
  isAscending: boolean;
  after: { value: number; id: string } | undefined;
  q: string | undefined;
  /** From the one, and below the other where there is one. */
  band: { fromFen: number; toFen: number | null } | undefined;
  limit: number;
}

/** Whose name holds all the words, read as members are searched for; nobody where there is nothing to search for. */
function named(brandId: number, q: string): RawBuilder<boolean> {
  const has = (term: string) => sql`v.member_id in (select member_id from member_terms where brand_id = ${brandId} and term = ${term})`;
  const words = queryTerms(q).map(
    (sets) =>
      sql`(${sql.join(
        sets.map((terms) => sql`(${sql.join(terms.map(has), sql` and `)})`),
        sql` or `,
      )})`,
  );
  return words.length > 0 ? sql<boolean>`${sql.join(words, sql` and `)}` : sql<boolean>`false`;
}

function conditions(brandId: number, fitId: string, page: ValuesPage): RawBuilder<unknown> {
  const { after, band, isAscending, q } = page;
  const passed = isAscending ? sql`>` : sql`<`;
  const column = sql.ref(columns[page.sort]);
  return sql.join(
    [
      sql`v.brand_id = ${brandId} and v.fit_id = ${fitId}::uuid`,
      ...(q ? [named(brandId, q)] : []),
      ...(band ? [sql`v.clv_fen >= ${band.fromFen}`] : []),
      ...(band && band.toFen !== null ? [sql`v.clv_fen < ${band.toFen}`] : []),
      ...(after ? [sql`(${column}, v.member_id) ${passed} (${after.value}, ${after.id}::uuid)`] : []),
    ],
    sql` and `,
  );
}

export type ListedValue = Omit<ValueRow, "member"> & { memberId: string; name: string; at: number; whole: string };

/** One more than the page where there are more. Names are looked up for the rows of the page alone; `whole` is who a since merged one is part of. */
export async function listValues(db: Db, brandId: number, fitId: string, toDay: string, page: ValuesPage): Promise<ListedValue[]> {
  const direction = page.isAscending ? sql`asc` : sql`desc`;
  const column = sql.ref(columns[page.sort]);
  const { rows } = await sql<ListedValue>`
    select v.member_id, c.id as whole, c.nickname as name, v.orders, v.repeats, v.paid_fen, (${toDay}::date - v.age_days + v.recency_days)::text as last_day,
      v.active, v.purchases, v.order_fen, v.clv_fen, v.at
    from (select v.*, ${column} as at from buyer_values v where ${conditions(brandId, fitId, page)} order by ${column} ${direction}, v.member_id ${direction} limit ${page.limit + 1}) v
    join members m on m.brand_id = ${brandId} and m.id = v.member_id
    join members c on c.brand_id = ${brandId} and c.id = case when m.canonical_id is null then m.id else m.canonical_id end
    order by v.at ${direction}, v.member_id ${direction}`.execute(db);
  return rows;
}
