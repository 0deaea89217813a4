import type { Context } from "../../server/context.ts";
import * as store from "./figures.store.ts";

const DAY_MS = 86_400_000;

/** Sends of the last 24 hours and to come, by state. */
export async function readSendStates(ctx: Context): Promise<store.StateCount[]> {
  return store.countSendsByState(ctx.db, ctx.brand.id, new Date(ctx.now.getTime() - DAY_MS));
}

/** What is planned, in the middle of its call, or of unknown outcome. */
export async function readOpenDispatches(ctx: Context): Promise<store.StateCount[]> {
  return store.countOpenDispatches(ctx.db, ctx.brand.id);
}
