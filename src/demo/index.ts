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

/** Makes the demo brand where there is no brand at all; answers whether it did. */
export async function ensureDemo(runtime: Runtime, say: (line: string) => void): Promise<boolean> {
  if ((await runtime.brands.list()).length > 0) return false;
  say("Making the demo brand 枝上鲜果 …");
  await buildDemo(runtime, say);
  return true;
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
