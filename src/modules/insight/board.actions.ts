import type { InputOf, OutputOf } from "../../lib/define.ts";
import { addDays } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import type { boardEndpoint, recomputeEndpoint, stageBoardEndpoint } from "./board.contract.ts";
import { computeCells, computeStageColumns } from "./board.rules.ts";
import * as store from "./board.store.ts";
import { markRecount } from "./dirty.store.ts";
import { measure, spanOf, todayOf } from "./measure.actions.ts";
import { listGroupsOf, type MeasuredScope } from "./measure.store.ts";
import { allMetrics, computeQuotients, LONG_DAYS, metricRules } from "./metrics.rules.ts";
import { openScope } from "./scope.actions.ts";
import { readThresholds } from "./thresholds.store.ts";

/** Groups of a scope with their figures of the days that ended yesterday; retention and referral of the 30 days to it. */
async function readGroups(ctx: Context, scope: MeasuredScope, days: 1 | 7 | 30, page: store.BoardPage) {
  const last = addDays(todayOf(ctx), -1);
  const short = await store.listGroupSums(ctx.db, ctx.brand.id, scope, days, last, page);
  const long =
    days === LONG_DAYS
      ? short
      : await store.listGroupSums(
          ctx.db,
          ctx.brand.id,
          scope,
          LONG_DAYS,
          last,
          short.map((one) => one.groupId),
        );
  const longOf = new Map(long.map((one) => [one.groupId, one]));
  return { last, rows: short.map((one) => ({ ...one, cells: computeCells(one, longOf.get(one.groupId)) })) };
}

export async function readBoard(ctx: Context, ask: InputOf<typeof boardEndpoint>): Promise<OutputOf<typeof boardEndpoint>> {
  const scope = await openScope(ctx, ask.scope);
  const offset = Number(ask.cursor ?? 0) || 0;
  const page = { sort: ask.sort, descending: ask.descending, stage: ask.stage ?? null, offset, limit: ask.limit };
  const { last, rows } = await readGroups(ctx, scope, ask.days, page);
  const period = { from: addDays(last, 1 - ask.days), to: last };
  const short = await measure(ctx, scope, period);
  const long = ask.days === LONG_DAYS ? short : await measure(ctx, scope, spanOf("retention", period));
  const total = await store.countBoard(ctx.db, ctx.brand.id, scope, last, page.stage);
  const sums = Object.fromEntries(
    allMetrics.map((key) => {
      const { value, numerator, denominator, coverage } = computeQuotients(key, metricRules[key].isLong ? long : short);
      return [key, { value, numerator, denominator, coverage }];
    }),
  ) as OutputOf<typeof boardEndpoint>["sums"];
  return {
    ...period,
    items: rows.map((one) => ({
      group: { id: one.groupId, name: one.name, orgName: one.orgName, members: one.members },
      stage: one.stage,
      health: one.health,
      cells: one.cells,
    })),
    nextCursor: offset + ask.limit < total ? String(offset + ask.limit) : null,
    total,
    sums,
  };
}

export async function readStageBoard(ctx: Context, ask: InputOf<typeof stageBoardEndpoint>): Promise<OutputOf<typeof stageBoardEndpoint>> {
  const scope = await openScope(ctx, ask.scope);
  const last = addDays(todayOf(ctx), -1);
  const rows = await store.listStageRows(ctx.db, ctx.brand.id, scope, last);
  const thresholds = await readThresholds(ctx.db, ctx.brand.id);
  const worst = new Map(
    (await store.listWorstAdvice(ctx.db, ctx.brand.id, scope)).map(({ stage, code, groups }) => [stage, { code, groups }]),
  );
  const cases = rows.map((row) => ({
    stage: row.stage,
    type: row.thresholds ? JSON.stringify(row.thresholds) : row.commercialType,
    thresholds: { ...thresholds[row.commercialType], ...row.thresholds },
    ...measureOf(row),
    members: row.members,
    before: row.before,
  }));
  const columns = computeStageColumns(cases, worst);
  return {
    day: last,
    columns,
    groups: rows.length,
    risen: columns.reduce((sum, one) => sum + one.risen, 0),
    fallen: columns.reduce((sum, one) => sum + one.fallen, 0),
  };
}

function measureOf(row: store.StageRow): { numerator: number; denominator: number } {
  if (row.stage === 1) return { numerator: row.members, denominator: row.target };
  if (row.stage === 2) return { numerator: row.activeDays, denominator: row.memberDays };
  if (row.stage === 3) return { numerator: row.retained, denominator: row.membersStart };
  return row.stage === 4
    ? { numerator: row.converted, denominator: row.present }
    : { numerator: row.referred, denominator: row.monthMemberDays / LONG_DAYS };
}

/** Has every day of the scope's groups counted anew in the background. */
export async function askRecompute(outer: Context, ask: InputOf<typeof recomputeEndpoint>): Promise<{ groups: number }> {
  return outer.transaction(async (ctx) => {
    const groupIds = await listGroupsOf(ctx.db, await openScope(ctx, ask.scope));
    await markRecount(ctx.db, ctx.brand.id, groupIds);
    await ctx.audit({ action: "insight.recompute", targetKind: "scope", targetId: ask.scope, after: { groups: groupIds.length } });
    return { groups: groupIds.length };
  });
}
