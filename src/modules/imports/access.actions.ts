import { sql } from "kysely";
import { found, Refusal } from "../../lib/refusal.ts";
import { type Context, requirePermission, scopeOf } from "../../server/context.ts";
import { type ImportKind, permissionOf } from "./fields.contract.ts";
import * as store from "./imports.store.ts";
import { isBusy, stateOf } from "./state.rules.ts";

/** Imports (alias i) the acting person sees: the brand's with the brand's scope, else their own. */
export function seenImports(ctx: Context): store.Seen {
  if (requirePermission(ctx, "imports.run") === "brand" || ctx.actor.kind !== "staff") return sql<boolean>`true`;
  return sql<boolean>`i.created_by = ${ctx.actor.id}::uuid`;
}

export async function accessImport(ctx: Context, id: string): Promise<store.ImportWhole> {
  return found(await store.findImport(ctx.db, ctx.brand.id, id, seenImports(ctx)), "imports.missing");
}

/** The import with its file, held until the transaction ends, and not being read by anybody. */
export async function lockIdle(ctx: Context, id: string): Promise<store.ImportWhole> {
  const row = found(await store.lockImport(ctx.db, ctx.brand.id, id, seenImports(ctx)), "imports.missing");
  if (isBusy(stateOf(row.phase, row.jobState))) throw new Refusal("conflict", "imports.busy");
  if (row.forgottenAt) throw new Refusal("conflict", "imports.forgotten");
  return row;
}

/** What a kind of file needs of the importing person, beside the right to import. */
export function requireKind(ctx: Context, kind: ImportKind): void {
  requirePermission(ctx, "imports.run");
  requirePermission(ctx, permissionOf[kind]);
}

/** True where the person may write to the whole brand. */
export const isWholeBrand = (ctx: Context, kind: ImportKind) => scopeOf(ctx, permissionOf[kind]) === "brand";
