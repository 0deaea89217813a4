import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

/** Seats are written in the order of their ids; a mark never goes back. */
export async function moveReadMarks(db: Db, brandId: number, marks: readonly { seatId: string; seq: number }[]): Promise<void> {
  await sql`
    with wanted as (select u.id, max(u.seq) as seq from unnest(${marks.map((mark) => mark.seatId)}::uuid[], ${marks.map((mark) => mark.seq)}::bigint[]) u(id, seq) group by 1),
      held as (select s.id from seats s join wanted w on w.id = s.id where s.brand_id = ${brandId} and s.read_seq < w.seq order by s.id for no key update of s)
    update seats s set read_seq = w.seq from wanted w join held h on h.id = w.id
    where s.brand_id = ${brandId} and s.id = w.id and s.read_seq < w.seq`.execute(db);
}
