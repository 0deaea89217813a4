import { type RawBuilder, sql } from "kysely";
import { done, type InputOf, type OutputOf } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import { takeBackSince } from "../../lib/take-back.ts";
import { localDay } from "../../lib/time.ts";
import { type Context, requirePermission, staffOf } from "../../server/context.ts";
import { decodeCursor, encodeCursor } from "../../server/page.ts";
import { accessOrgUnit, atOrBelow, rootFor } from "../brands/index.ts";
import { accessGroup, visibleGroups } from "../groups/index.ts";
import { costEntered, costRemoved, type CostRow, type listCostsEndpoint, type NewCost } from "./costs.contract.ts";
import * as store from "./costs.store.ts";

/** Over `c` and its group `g`: all of the brand, or those of groups and org units in sight. */
function visibleCosts(ctx: Context, permission: string): RawBuilder<boolean> {
  const scope = requirePermission(ctx, permission);
  if (scope === "brand") return sql<boolean>`true`;
  const ofGroups = sql<boolean>`(g.id is not null and ${visibleGroups(ctx, permission, "g")})`;
  if (scope === "own") return ofGroups;
  return sql<boolean>`(${ofGroups} or (c.org_id is not null and ${atOrBelow(ctx.brand.id, sql.ref("c.org_id"), rootFor(ctx, permission))}))`;
}

/** Money spent on a day for a group, an org unit or a campaign; a cost that names neither place needs the whole brand's permission. */
export async function enterCost(outer: Context, input: NewCost): Promise<{ id: string }> {
  return outer.transaction(async (ctx) => {
    if (input.day > localDay(ctx.now.getTime(), ctx.brand.zone)) throw new Refusal("invalid", "costs.day-ahead", { day: input.day });
    await accessPlace(ctx, input);
    const id = ctx.newId();
    await store.insertCosts(ctx.db, ctx.brand.id, [{ ...input, id }], ctx.actor.kind === "staff" ? ctx.actor.id : null, ctx.now);
    await ctx.publish(costEntered, { groupId: input.groupId, value: input.fen, day: input.day, costId: id });
    await ctx.audit({ action: "costs.enter", targetKind: "cost", targetId: id, after: input });
    return { id };
  });
}

async function accessPlace(ctx: Context, input: NewCost): Promise<void> {
  if (input.groupId) await accessGroup(ctx, input.groupId, "costs.write");
  else if (input.orgId) await accessOrgUnit(ctx, input.orgId, "costs.write");
  else if (requirePermission(ctx, "costs.write") !== "brand") throw new Refusal("forbidden", "costs.campaign-brand-only");
}

export async function removeCost(outer: Context, input: { costId: string }) {
  return outer.transaction(async (ctx) => {
    const kept = { staffId: ctx.actor.kind === "staff" ? ctx.actor.id : null, at: ctx.now, since: takeBackSince(ctx.now) };
    const cost = found(await store.removeCost(ctx.db, ctx.brand.id, input.costId, visibleCosts(ctx, "costs.write"), kept), "costs.missing");
    await ctx.publish(costRemoved, { groupId: cost.groupId ?? undefined, value: cost.fen, day: cost.day, costId: input.costId });
    await ctx.audit({ action: "costs.remove", targetKind: "cost", targetId: input.costId, before: cost });
    return done;
  });
}

/** Under the id it had, which is what a list it came from knows it by. */
export async function restoreCost(outer: Context, { costId }: { costId: string }) {
  return outer.transaction(async (ctx) => {
    const ask = { costId, staffId: staffOf(ctx).id, since: takeBackSince(ctx.now) };
    const removed = found(await store.takeRemoved(ctx.db, ctx.brand.id, ask), "costs.restore-late");
    const cost = await store.putBack(ctx.db, removed);
    if (!cost) return done;
    await ctx.publish(costEntered, { groupId: cost.groupId ?? undefined, value: cost.fen, day: cost.day, costId });
    await ctx.audit({ action: "costs.restore", targetKind: "cost", targetId: costId, after: cost });
    return done;
  });
}

export async function listCosts(ctx: Context, ask: InputOf<typeof listCostsEndpoint>): Promise<OutputOf<typeof listCostsEndpoint>> {
  const visible = visibleCosts(ctx, "orders.read");
  const [day, id] = decodeCursor(ask.cursor) ?? [];
  const after = typeof day === "string" && typeof id === "string" ? { day, id } : undefined;
  const rows = await store.listCosts(ctx.db, ctx.brand.id, ask, visible, after, ask.limit + 1);
  const items = rows.slice(0, ask.limit);
  const last = items.at(-1);
  return {
    items: items.map(rowOf),
    nextCursor: rows.length > ask.limit && last ? encodeCursor([last.day, last.id]) : null,
    sums: after ? null : await store.sumCosts(ctx.db, ctx.brand.id, ask, visible),
    campaigns: await store.listCampaigns(ctx.db, ctx.brand.id),
  };
}

function rowOf({ groupId, groupName, orgId, orgName, ...row }: store.CostRecord): CostRow {
  return {
    ...row,
    group: groupId && groupName !== null ? { id: groupId, name: groupName } : null,
    org: orgId && orgName !== null ? { id: orgId, name: orgName } : null,
  };
}
