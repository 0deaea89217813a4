import type { InputOf, OutputOf } from "../../lib/define.ts";
import { addDays } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import type { boardEndpoint, exportBoardEndpoint, recomputeEndpoint, stageBoardEndpoint } from "./board.contract.ts";
import { addSums, computeCells, computeStageColumns, csvOf, sortBoard } from "./board.rules.ts";
import * as store from "./board.store.ts";
import { markRecount } from "./dirty.store.ts";
import { todayOf } from "./measure.actions.ts";
import { listGroupsOf, listOtherCosts, type MeasuredScope } from "./measure.store.ts";
import { allMetrics, computeQuotients, LONG_DAYS, metricRules } from "./metrics.rules.ts";
import { openScope } from "./scope.actions.ts";
import { readThresholds } from "./thresholds.store.ts";

/** Every group of a scope with its sums of the days that ended yesterday, and of the 30 to the same day. */
async function readGroups(ctx: Context, scope: MeasuredScope, days: 1 | 7 | 30) {
  const last = addDays(todayOf(ctx), -1);
  const short = await store.listGroupSums(ctx.db, ctx.brand.id, scope, days, last);
  const long = days === LONG_DAYS ? short : await store.listGroupSums(ctx.db, ctx.brand.id, scope, LONG_DAYS, last);
  const longOf = new Map(long.map((one) => [one.groupId, one]));
  return { last, short, long, rows: short.map((one) => ({ ...one, cells: computeCells(one, longOf.get(one.groupId)) })) };
}

export async function readBoard(ctx: Context, ask: InputOf<typeof boardEndpoint>): Promise<OutputOf<typeof boardEndpoint>> {
  const scope = await openScope(ctx, ask.scope);
  const { last, short, long, rows } = await readGroups(ctx, scope, ask.days);
  const shown = sortBoard(ask.stage ? rows.filter((one) => one.stage === ask.stage) : rows, ask.sort, ask.descending);
  const at = Number(ask.cursor ?? 0) || 0;
  const from = addDays(last, 1 - ask.days);
  const other = [...(await listOtherCosts(ctx.db, ctx.brand.id, scope, from, last)).values()].reduce((sum, fen) => sum + fen, 0);
  const shortSums = addSums(short, ask.days);
  const longSums = addSums(long, LONG_DAYS);
  const sums = Object.fromEntries(allMetrics.map((key) => {
    const { value, numerator, denominator, coverage } = computeQuotients(key, metricRules[key].isLong ? longSums : { ...shortSums, costFen: shortSums.costFen + other });
    return [key, { value, numerator, denominator, coverage }];
  })) as OutputOf<typeof boardEndpoint>["sums"];
  return {
    from,
    to: last,
    items: shown.slice(at, at + ask.limit).map((one) => ({ group: { id: one.groupId, name: one.name, orgName: one.orgName, members: one.members }, stage: one.stage, health: one.health, cells: one.cells })),
    nextCursor: at + ask.limit < shown.length ? String(at + ask.limit) : null,
    total: shown.length,
    sums,
  };
}

const heads: Record<string, string> = { join: "进群率", leave: "退群率", interaction: "互动率", messages: "人均消息", retention: "留存率(30日)", conversion: "转化率", spend: "客单价(元)", roi: "ROI", referral: "传播系数(30日)", arpu: "ARPU(元)" };

/** Numbers as they are, money in yuan; each metric with its numerator and denominator. */
export async function exportBoard(outer: Context, ask: InputOf<typeof exportBoardEndpoint>): Promise<OutputOf<typeof exportBoardEndpoint>> {
  return outer.transaction(async (ctx) => {
    const { last, rows } = await readGroups(ctx, await openScope(ctx, ask.scope), ask.days);
    const head = ["群", "组织", "人数", "阶段", "健康分", ...allMetrics.flatMap((key) => [heads[key] ?? key, "分子", "分母"])];
    const yuan = (key: string, value: number | null) => (value !== null && (key === "spend" || key === "arpu") ? Math.round(value) / 100 : value);
    const body = rows.map((one) => [one.name, one.orgName, one.members, one.stage, one.health, ...allMetrics.flatMap((key) => {
      const cell = one.cells[key];
      return [yuan(key, cell.value), cell.numerator, cell.denominator];
    })]);
    await ctx.audit({ action: "insight.export-board", targetKind: "scope", targetId: ask.scope, after: { groups: rows.length, days: ask.days, to: last } });
    return { name: `群指标-${addDays(last, 1 - ask.days)}-${last}.csv`, csv: csvOf([head, ...body]) };
  });
}

export async function readStageBoard(ctx: Context, ask: InputOf<typeof stageBoardEndpoint>): Promise<OutputOf<typeof stageBoardEndpoint>> {
  const scope = await openScope(ctx, ask.scope);
  const last = addDays(todayOf(ctx), -1);
  const rows = await store.listStageRows(ctx.db, ctx.brand.id, scope, last);
  const thresholds = await readThresholds(ctx.db, ctx.brand.id);
  const worst = new Map((await store.listWorstAdvice(ctx.db, ctx.brand.id, scope)).map(({ stage, code, groups }) => [stage, { code, groups }]));
  const cases = rows.map((row) => ({
    stage: row.stage,
    type: row.thresholds ? JSON.stringify(row.thresholds) : row.commercialType,
    thresholds: { ...thresholds[row.commercialType], ...row.thresholds },
    ...measureOf(row),
    members: row.members,
    before: row.before,
  }));
  const columns = computeStageColumns(cases, worst);
  return { day: last, columns, groups: rows.length, risen: columns.reduce((sum, one) => sum + one.risen, 0), fallen: columns.reduce((sum, one) => sum + one.fallen, 0) };
}

function measureOf(row: store.StageRow): { numerator: number; denominator: number } {
  if (row.stage === 1) return { numerator: row.members, denominator: row.target };
  if (row.stage === 2) return { numerator: row.activeDays, denominator: row.memberDays };
  if (row.stage === 3) return { numerator: row.retained, denominator: row.membersStart };
  return row.stage === 4 ? { numerator: row.converted, denominator: row.present } : { numerator: row.referred, denominator: row.monthMemberDays / LONG_DAYS };
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
