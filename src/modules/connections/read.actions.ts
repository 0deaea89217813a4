import { found } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { callbackPath } from "./callback-address.rules.ts";
import type { Connection } from "./connections.contract.ts";
import * as store from "./connections.store.ts";

const shown = (ctx: Context, { pathToken, ...row }: store.ConnectionRow): Connection => ({
  ...row,
  callbackUrl: `${ctx.outside.publicUrl ?? ""}${callbackPath(row.kind, pathToken)}`,
});

export async function listConnections(ctx: Context): Promise<{ items: Connection[] }> {
  const rows = await store.listConnections(ctx.db, ctx.brand.id);
  return { items: rows.map((row) => shown(ctx, row)) };
}

export async function findConnection(ctx: Context, connectionId: string): Promise<Connection> {
  return shown(ctx, found(await store.findConnection(ctx.db, ctx.brand.id, connectionId), "connections.missing"));
}
