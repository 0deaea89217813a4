import type { InputOf, OutputOf } from "../../lib/define.ts";
import { daysFromTo } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import type { CommercialType } from "../groups/profile.contract.ts";
import { byChildOf, listWindowSums } from "./measure.store.ts";
import type { trendEndpoint } from "./metrics.contract.ts";
import { computeValue, isLongMetric, sumsOf } from "./metrics.rules.ts";
import { openScope } from "./scope.actions.ts";
import { readThresholds } from "./thresholds.store.ts";
import * as orgs from "./org-names.store.ts";

/** At most so many lines can be read in one chart. */
const LINES = 6;

/** A metric day by day, each point over the 7 days to it (30 for retention and referral), of the scope or of each unit under it. */
export async function readTrend(ctx: Context, ask: InputOf<typeof trendEndpoint>): Promise<OutputOf<typeof trendEndpoint>> {
  const scope = await openScope(ctx, ask.scope);
  const days = daysFromTo(ask.from, ask.to);
  const units = ask.by === "children" && scope.orgId ? (await orgs.listChildUnits(ctx.db, ctx.brand.id, scope.orgId)).slice(0, LINES) : [];
  const split = units.length > 1 && scope.orgId ? byChildOf(ctx.brand.id, scope.orgId) : undefined;
  const sums = await listWindowSums(
    ctx.db,
    ctx.brand.id,
    scope,
    isLongMetric(ask.metric) ? 30 : 7,
    ask.from,
    ask.to,
    split,
    sumsOf(ask.metric),
  );
  const at = new Map(sums.map((one) => [`${one.part ?? ""}${one.day}`, one]));
  const lines = split
    ? units.map((unit) => ({ key: unit.id, name: unit.name, values: days.map((day) => computeValue(ask.metric, at.get(unit.id + day))) }))
    : [{ key: ask.scope, name: "", values: days.map((day) => computeValue(ask.metric, at.get(day))) }];
  return {
    days,
    lines: lines.filter((line) => line.values.some((value) => value !== null)),
    target: await targetOf(ctx, ask.metric, await orgs.listTypes(ctx.db, scope, ctx.brand.id)),
  };
}

async function targetOf(
  ctx: Context,
  metric: InputOf<typeof trendEndpoint>["metric"],
  types: readonly CommercialType[],
): Promise<number | null> {
  const [type, other] = types;
  if (!type || other) return null;
  const marks = (await readThresholds(ctx.db, ctx.brand.id))[type];
  if (metric === "interaction") return marks.interaction7d;
  if (metric === "retention") return marks.retention30d;
  return metric === "referral" ? marks.referral30d : null;
}
