import { sql } from "kysely";
import { openGround } from "../src/commands/ground.ts";

/** Join links of the fullest web groups that still have room, read from the database of the server on this machine. */
export async function findOpenLinks(url: string, count: number): Promise<string[]> {
  const answer = await fetch(new URL("/healthz", url)).catch(() => undefined);
  if (!answer?.ok) throw new Error(`No server answers at ${url}. Start one with npm start, or name it with --url.`);
  const ground = await openGround({ poolSize: 1 });
  try {
    const links: string[] = [];
    for (const brand of await ground.runtime.brands.list()) {
      const ctx = await ground.runtime.inBrand(brand.id, "demo-live");
      const { rows } = await sql<{ token: string }>`
        select e.token from groups g
        join lateral (select token from group_entries where brand_id = g.brand_id and group_id = g.id and closed_at is null order by created_at limit 1) e on true
        where g.brand_id = ${brand.id} and g.channel = 'web' and g.status = 'active' and g.member_count < g.capacity - 20
        order by g.member_count desc, g.id limit ${count}`.execute(ctx.db);
      links.push(...rows.map((row) => new URL(`/m/${brand.slug}/join/${row.token}`, url).href));
    }
    return links.slice(0, count);
  } finally {
    await ground.close();
  }
}
