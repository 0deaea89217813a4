import { type Context, requirePermission, staffOf } from "../../server/context.ts";

/** Whose orders the acting person sees, as a word that is the same for all who see the same. */
export function sightOf(ctx: Context): string {
  const scope = requirePermission(ctx, "orders.read");
  if (scope === "brand") return scope;
  return scope === "subtree" ? `subtree:${staffOf(ctx).orgId}` : `own:${staffOf(ctx).id}`;
}
