import { sql } from "kysely";
import { systemActor } from "../server/context.ts";
import type { Runtime } from "../server/runtime.ts";
import { buildDemo, DEMO_SLUG } from "./build.ts";
import { OWNER_LOGIN } from "./staff.ts";

/** The two addresses a newcomer needs, below the server's own. */
export interface DemoPaths {
  /** Signs the demo brand's owner in, once. */
  signIn: string;
  /** A group's join page, for a phone. */
  join: string;
}

/**
 * Makes the demo brand where there is no brand at all, or none but one whose making was broken off, which is removed; answers whether it
 * did. One process at a time does so.
 */
export async function ensureDemo(runtime: Runtime, say: (line: string) => void): Promise<boolean> {
  const holder = await runtime.database.pool.connect();
  try {
    const { rows } = await holder.query<{ mine: boolean }>("select pg_try_advisory_lock(7300, 3) as mine");
    if (!rows[0]?.mine) {
      say("The demo brand is being made by another process.");
      return false;
    }
    return await makeDemo(runtime, say);
  } finally {
    await holder.query("select pg_advisory_unlock_all()").then(
      () => holder.release(),
      () => holder.release(true),
    );
  }
}

/** True where there is no brand at all, or none but one whose making was broken off. */
export async function isDemoDue(runtime: Runtime): Promise<boolean> {
  if ((await runtime.brands.list()).length === 0) return true;
  const { rows } = await sql`select 1 from demo_builds where slug = ${DEMO_SLUG} and made_at is null`.execute(runtime.platform);
  return rows.length > 0;
}

async function makeDemo(runtime: Runtime, say: (line: string) => void): Promise<boolean> {
  if (await removeHalf(runtime)) say("The demo brand was half made; it is made anew.");
  if ((await runtime.brands.list()).length > 0) return false;
  say("Making the demo brand 枝上鲜果 …");
  await sql`insert into demo_builds (slug, begun_at) values (${DEMO_SLUG}, ${runtime.now()})
    on conflict (slug) do update set begun_at = excluded.begun_at, made_at = null`.execute(runtime.platform);
  await buildDemo(runtime, say);
  await sql`update demo_builds set made_at = ${runtime.now()} where slug = ${DEMO_SLUG}`.execute(runtime.platform);
  return true;
}

/** The database itself makes sure that the brand is the demo's and was never made to its end. */
async function removeHalf(runtime: Runtime): Promise<boolean> {
  const { rows } = await sql<{ removed: boolean }>`select platform.remove_half_demo(${DEMO_SLUG}) as removed`.execute(runtime.platform);
  runtime.brands.forget();
  return rows[0]?.removed ?? false;
}

/** The ways into the demo brand; undefined where it is not here. */
export async function findDemoPaths(runtime: Runtime): Promise<DemoPaths | undefined> {
  const brand = (await runtime.brands.list()).find((one) => one.slug === DEMO_SLUG);
  if (!brand) return undefined;
  const ctx = runtime.begin(brand, systemActor("demo"), "demo");
  const { rows } = await sql<{ token: string }>`
    select e.token from group_entries e join groups g on g.brand_id = e.brand_id and g.id = e.group_id
    where e.brand_id = ${brand.id} and e.closed_at is null and g.status = 'active' and g.member_count < g.capacity - 40 order by g.member_count desc, e.created_at limit 1`.execute(
    ctx.db,
  );
  const token = await runtime.identity.makeSignInToken(OWNER_LOGIN);
  return { signIn: `/sign-in?token=${encodeURIComponent(token)}`, join: `/m/${brand.slug}/join/${rows[0]?.token ?? ""}` };
}
