import { eventIdOf } from "../../lib/ids.ts";
import { localDay, startOfDayMs } from "../../lib/time.ts";
import { type Context, requirePermission } from "../../server/context.ts";
import { visibleGroups } from "../groups/index.ts";
import { findGroups } from "./attribution.store.ts";
import { costEntered, type NewCost } from "./costs.contract.ts";
import { insertCosts } from "./costs.store.ts";

/** A cost as a list tells it; `digest`, a hex hash of what the list says of it and where, is what it is known by. */
export interface ToldCost extends NewCost {
  digest: string;
}

export type CostOutcome =
  | { verdict: "recorded" | "same" }
  | { verdict: "rejected"; reason: "group-missing" | "group-needed" | "day-ahead" };

/** Takes in costs of a list, each once. Groups must be in sight; who has less than the brand names one for each. A fixed number of statements. */
export async function recordCosts(outer: Context, costs: readonly ToldCost[]): Promise<CostOutcome[]> {
  return outer.transaction(async (ctx) => {
    const isWhole = requirePermission(ctx, "costs.write") === "brand";
    const ids = [...new Set(costs.flatMap((one) => one.groupId ?? []))];
    const seen = new Set(
      (await findGroups(ctx.db, ctx.brand.id, ids, [], visibleGroups(ctx, "costs.write", "g"))).map((group) => group.id),
    );
    const today = localDay(ctx.now.getTime(), ctx.brand.zone);
    const refuse = (one: ToldCost): Extract<CostOutcome, { verdict: "rejected" }>["reason"] | null => {
      if (one.day > today) return "day-ahead";
      if (one.groupId === undefined) return isWhole ? null : "group-needed";
      return seen.has(one.groupId) ? null : "group-missing";
    };
    const told = costs.map((one) => ({ cost: { ...one, id: idOf(ctx, one) }, refused: refuse(one) }));
    const taken = new Map(told.flatMap(({ cost, refused }) => (refused ? [] : [[cost.id, cost] as const])));
    const staffId = ctx.actor.kind === "staff" ? ctx.actor.id : null;
    const written = await insertCosts(ctx.db, ctx.brand.id, [...taken.values()], staffId, ctx.now);
    const fresh = [...taken.values()].filter((one) => written.has(one.id));
    await ctx.publishAll(
      costEntered,
      fresh.map((one) => ({ groupId: one.groupId, value: one.fen, day: one.day, costId: one.id })),
    );
    return told.map(({ cost, refused }): CostOutcome => {
      if (refused) return { verdict: "rejected", reason: refused };
      return { verdict: written.delete(cost.id) ? "recorded" : "same" };
    });
  });
}

function idOf(ctx: Context, { day, digest }: ToldCost): string {
  return eventIdOf(startOfDayMs(day, ctx.brand.zone), digest);
}
