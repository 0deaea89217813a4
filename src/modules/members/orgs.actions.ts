import type { Context } from "../../server/context.ts";
import type { LoggedEvent } from "../../server/reactions.ts";
import { lockListed } from "./members.store.ts";
import { listMembersOfGroups, recountOrgs } from "./seat.store.ts";

const BATCH = 2_000;

/** A group that moved to another org unit takes the sight of its people with it. */
export async function followGroups(ctx: Context, events: readonly LoggedEvent[]): Promise<void> {
  const moved = events
    .filter((event) => Array.isArray(event.data?.fields) && event.data.fields.includes("orgId"))
    .flatMap((event) => event.groupId ?? []);
  if (moved.length === 0) return;
  const memberIds = await lockListed(ctx.db, ctx.brand.id, () => listMembersOfGroups(ctx.db, ctx.brand.id, moved));
  for (let at = 0; at < memberIds.length; at += BATCH) await recountOrgs(ctx.db, ctx.brand.id, memberIds.slice(at, at + BATCH));
}
