import { type InputOf, type OutputOf } from "../../lib/define.ts";
import { found } from "../../lib/refusal.ts";
import { addDays, daysBetween } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { accessGroup } from "../groups/index.ts";
import { actOf } from "./advice.rules.ts";
import type { groupDaysEndpoint, groupStateEndpoint, heatEndpoint } from "./board.contract.ts";
import { blindChannels, channelCoverage, untoldTalk } from "./coverage.rules.ts";
import * as store from "./group.store.ts";
import { fillWeek, findPeak } from "./heat.rules.ts";
import { sumHours } from "./hours.store.ts";
import { todayOf } from "./measure.actions.ts";
import { listAdviceOf } from "./need.store.ts";
import { openScope } from "./scope.actions.ts";
import { readThresholds } from "./thresholds.store.ts";
import type { Thresholds } from "./thresholds.contract.ts";

const HEAT_DAYS = 28;
const WEEKS = HEAT_DAYS / 7;

const coverageOf = (channel: string) => channelCoverage[channel]?.talk ?? "exact";

export async function readHeat(ctx: Context, ask: InputOf<typeof heatEndpoint>): Promise<OutputOf<typeof heatEndpoint>> {
  const group = await accessGroup(ctx, ask.groupId, "insight.read");
  const today = todayOf(ctx);
  const from = addDays(today, -HEAT_DAYS);
  const to = addDays(today, -1);
  const values = fillWeek(await sumHours(ctx.db, ctx.brand.id, await openScope(ctx, `group:${group.id}`), from, to));
  const top = findPeak(values);
  return {
    from,
    to,
    values,
    best: top ? { weekday: top.weekday, hour: top.hour, perHour: top.count / WEEKS } : null,
    isTold: coverageOf(group.channel) === "exact",
  };
}

export async function readGroupDays(ctx: Context, ask: InputOf<typeof groupDaysEndpoint>): Promise<OutputOf<typeof groupDaysEndpoint>> {
  const group = await accessGroup(ctx, ask.groupId, "insight.read");
  const rows = await store.listDays(ctx.db, ctx.brand.id, group.id, ask.from, ask.to);
  const isTold = coverageOf(group.channel) === "exact";
  return {
    days: rows.map((row) => ({
      day: row.day,
      members: row.members,
      joined: row.joined,
      left: row.left,
      messages: isTold ? row.messages : null,
      validMessages: isTold ? row.validMessages : null,
      interaction: isTold && row.memberDays > 0 ? row.active / row.memberDays : null,
    })),
    stages: rows.flatMap((row, n) =>
      row.stage !== null && n > 0 && rows[n - 1]?.stage != null && rows[n - 1]?.stage !== row.stage
        ? [{ day: row.day, stage: row.stage }]
        : [],
    ),
  };
}

export async function readGroupState(ctx: Context, ask: InputOf<typeof groupStateEndpoint>): Promise<OutputOf<typeof groupStateEndpoint>> {
  await accessGroup(ctx, ask.groupId, "insight.read");
  const row = found(
    await store.findState(ctx.db, ctx.brand.id, ctx.brand.zone, { seats: blindChannels, talk: untoldTalk }, ask.groupId),
    "groups.missing",
  );
  const marks = { ...(await readThresholds(ctx.db, ctx.brand.id))[row.commercialType], ...row.thresholds };
  const entered = new Map((await store.listEntered(ctx.db, ctx.brand.id, ask.groupId)).map((one) => [one.stage, one.enteredOn]));
  const advice = await listAdviceOf(ctx.db, ctx.brand.id, ask.groupId);
  return {
    groupId: ask.groupId,
    day: row.computedOn,
    stage: row.stage,
    stageSince: row.stageSince,
    ladder: ladderOf(row, marks, entered),
    health: row.health,
    health7dAgo: row.health7dAgo,
    healthParts: row.healthParts ?? {},
    aboveShare: row.aboveShare,
    dyingSince: row.dyingSince,
    advice: advice.map((one) => ({ ...one, act: actOf(one) })),
    coverage: coverageOf(row.channel),
  };
}

function ladderOf(
  row: store.StateRow,
  marks: Thresholds,
  entered: ReadonlyMap<number, string>,
): OutputOf<typeof groupStateEndpoint>["ladder"] {
  const rungs = [
    { value: row.targetMembers > 0 ? row.members / row.targetMembers : null, target: marks.seatsShare },
    { value: row.interaction7d, target: marks.interaction7d },
    { value: row.retention30d, target: marks.retention30d },
    { value: row.conversion30d, target: marks.conversion30d },
    { value: row.referral30d, target: marks.referral30d },
  ];
  return rungs.map(({ value, target }, n) => {
    const stage = n + 1;
    const enteredOn = stage <= row.stage ? (stage === 1 ? row.openedOn : (entered.get(stage) ?? null)) : null;
    const next = stage < row.stage ? entered.get(stage + 1) : undefined;
    return {
      stage,
      enteredOn,
      tookDays: enteredOn && next ? Math.max(0, daysBetween(enteredOn, next)) : null,
      value,
      target,
      isMet: value !== null && value >= target,
    };
  });
}
