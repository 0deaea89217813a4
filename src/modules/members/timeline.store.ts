import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { ToldEvent } from "./timeline.rules.ts";

const idIn = (field: string) => sql`(ev.data ->> ${field})::uuid`;

/**
 * What happened to a person, newest first, with the words of it. Each part of the person is walked along its own index; events of
 * groups that `visible` (a predicate over alias g) does not let be seen are left out. The ids inside an event are read before the
 * joins: under row-level security an index answers a column, not a cast.
 */
export async function listTimeline(
  db: Db,
  brandId: number,
  partIds: readonly string[],
  kinds: readonly number[],
  visible: RawBuilder<boolean>,
  page: { before: string | null; limit: number },
): Promise<ToldEvent[]> {
  const before = page.before ? sql`and ev.id < ${page.before}::uuid` : sql``;
  const { rows } = await sql<ToldEvent>`
    with e as materialized (
      select e.* from unnest(${partIds}::uuid[]) as part(id) cross join lateral (
        select ev.id, ev.kind, ev.occurred_at, ev.group_id, ev.value, ev.data, g.name as group_name,
          ${idIn("orderId")} as order_id, ${idIn("tagId")} as tag_id, ${idIn("entryId")} as entry_id, ${idIn("noteId")} as note_id, ${idIn("staffId")} as staff_id,
          coalesce(${idIn("inviterMemberId")}, ${idIn("intoMemberId")}, ${idIn("fromMemberId")}) as other_id
        from events ev left join groups g on g.brand_id = ev.brand_id and g.id = ev.group_id
        where ev.brand_id = ${brandId} and ev.member_id = part.id and ev.kind = any(${kinds}::smallint[]) ${before} and (ev.group_id is null or ${visible})
        order by ev.id desc limit ${page.limit + 1}) e
      order by e.id desc limit ${page.limit + 1})
    select e.id, e.kind, e.occurred_at, e.group_id, e.value, e.data, e.group_name, msg.text, msg.format, msg.removed_at is not null as is_removed,
      o.title as order_title, t.name as tag_name, en.name as entry_name, other.nickname as other_name, n.text as note_text, s.name as staff_name
    from e left join messages msg on msg.brand_id = ${brandId} and msg.id = e.id
      left join orders o on o.brand_id = ${brandId} and o.id = e.order_id
      left join tags t on t.brand_id = ${brandId} and t.id = e.tag_id
      left join group_entries en on en.brand_id = ${brandId} and en.id = e.entry_id
      left join members other on other.brand_id = ${brandId} and other.id = e.other_id
      left join member_notes n on n.brand_id = ${brandId} and n.id = e.note_id
      left join staff s on s.brand_id = ${brandId} and s.id = e.staff_id
    order by e.id desc`.execute(db);
  return rows;
}
