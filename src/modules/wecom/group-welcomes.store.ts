import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

export interface GroupWelcomeRow {
  id: string;
  templateId: string | null;
  text: string;
  contentId: string | null;
  contentName: string | null;
  changedAt: string;
}

export async function listGroupWelcomes(db: Db, brandId: number, corp: string): Promise<GroupWelcomeRow[]> {
  const { rows } = await sql<GroupWelcomeRow>`
    select w.id, w.template_id, w.text, w.content_id, c.name as content_name, w.changed_at from wecom_group_welcomes w
    left join contents c on c.brand_id = w.brand_id and c.id = w.content_id
    where w.brand_id = ${brandId} and w.corp = ${corp} and w.gone_at is null and w.template_id is not null order by w.id desc`.execute(db);
  return rows;
}

export async function upsertGroupWelcome(
  db: Db,
  brandId: number,
  corp: string,
  row: { id: string; templateId: string; text: string; contentId: string | null },
  now: Date,
): Promise<void> {
  await sql`
    insert into wecom_group_welcomes (brand_id, id, corp, template_id, text, content_id, created_at, changed_at)
    values (${brandId}, ${row.id}, ${corp}, ${row.templateId}, ${row.text}, ${row.contentId}, ${now}, ${now})
    on conflict (brand_id, id) do update set template_id = excluded.template_id, text = excluded.text, content_id = excluded.content_id, changed_at = excluded.changed_at`.execute(
    db,
  );
}

export async function markGone(db: Db, brandId: number, id: string, now: Date): Promise<void> {
  await sql`update wecom_group_welcomes set gone_at = ${now} where brand_id = ${brandId} and id = ${id}`.execute(db);
}
