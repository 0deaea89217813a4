import { found } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import type { Connection } from "./connections.contract.ts";
import * as store from "./connections.store.ts";

export async function listConnections(ctx: Context): Promise<{ items: Connection[] }> {
  return { items: await store.listConnections(ctx.db, ctx.brand.id) };
}

export async function findConnection(ctx: Context, connectionId: string): Promise<Connection> {
  return found(await store.findConnection(ctx.db, ctx.brand.id, connectionId), "connections.missing");
}
