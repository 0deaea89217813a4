import { type Context, requirePermission, scopeOf, staffOf } from "../../server/context.ts";
import { visibleGroups } from "../groups/index.ts";
import { findGroups } from "./attribution.store.ts";

/** Whose orders the acting person sees, as a word that is the same for all who see the same. */
export function sightOf(ctx: Context): string {
  const scope = requirePermission(ctx, "orders.read");
  if (scope === "brand") return scope;
  return scope === "subtree" ? `subtree:${staffOf(ctx).orgId}` : `own:${staffOf(ctx).id}`;
}

/** Which of these groups' orders the acting person may change: who sees only some groups changes only orders credited to them. */
export async function writableGroups(ctx: Context, groupIds: readonly (string | null)[]): Promise<(groupId: string | null) => boolean> {
  if (groupIds.length === 0 || scopeOf(ctx, "orders.write") === "brand") return () => true;
  const ids = [...new Set(groupIds.flatMap((id) => id ?? []))];
  const seen = await findGroups(ctx.db, ctx.brand.id, ids, [], visibleGroups(ctx, "orders.write", "g"));
  const seenIds = new Set(seen.map((group) => group.id));
  return (groupId) => groupId !== null && seenIds.has(groupId);
}
