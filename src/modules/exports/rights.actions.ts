import { Refusal } from "../../lib/refusal.ts";
import { type Context, scopeOf } from "../../server/context.ts";
import type { Export } from "../../server/exports.ts";
import type { Rights } from "./exports.contract.ts";
import { lostRight, permissionsOf } from "./exports.rules.ts";

/** How far the acting person holds these permissions; those not held are left out. */
export function rightsOf(ctx: Context, permissions: Iterable<string>): Rights {
  const held = [...new Set(permissions)].flatMap((permission) => {
    const scope = scopeOf(ctx, permission);
    return scope ? [[permission, scope] as const] : [];
  });
  return { orgId: ctx.actor.kind === "staff" ? ctx.actor.orgId : "", scopes: Object.fromEntries(held) };
}

/** All that a list may show is asked for where it was not kept what a file was made with. */
export function mostRights(ctx: Context, list: Export, filter: unknown): Rights {
  const input = list.input.parse(filter);
  const permissions = permissionsOf(list, input, list.columns(input));
  return { ...rightsOf(ctx, []), scopes: Object.fromEntries(permissions.map((permission) => [permission, "own" as const])) };
}

/** Refuses `exports.rights-lost` who no longer holds what a file was made with. */
export function requireRights(ctx: Context, made: Rights): void {
  const permission = lostRight(made, rightsOf(ctx, Object.keys(made.scopes)));
  if (permission) throw new Refusal("forbidden", "exports.rights-lost", { permission });
}
