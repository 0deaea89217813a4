import type { Thresholds } from "./thresholds.contract.ts";

/** 初建 1, 激活 2, 留存 3, 变现 4, 传播 5. */
export type Stage = 1 | 2 | 3 | 4 | 5;

/** What one day that is over says of a group; null is unknown. Ratios. */
export interface StageDay {
  day: string;
  /** Days since it opened. */
  ageDays: number;
  members: number;
  interaction7d: number | null;
  retention30d: number | null;
  conversion30d: number | null;
}

/** 初建 ends on this day at the latest. */
export const FIRST_STAGE_DAYS = 7;
/** A stage is lost after so many days in a row below 0.8 of what had ended the one before it. */
export const FALL_DAYS = 14;
export const FALL_SHARE = 0.8;

/** The figure that ends a stage, and what it must reach; null for the last. */
export function exitOf(stage: Stage, day: StageDay, thresholds: Thresholds): { value: number | null; target: number } | null {
  if (stage === 2) return { value: day.interaction7d, target: thresholds.interaction7d };
  if (stage === 3) return { value: day.retention30d, target: thresholds.retention30d };
  if (stage === 4) return { value: day.conversion30d, target: thresholds.conversion30d };
  return null;
}

/** A11: whether a stage has done its work. Unknown is not met. */
export function isExitMet(stage: Stage, day: StageDay, thresholds: Thresholds, targetMembers: number): boolean {
  if (stage === 1) return day.members >= targetMembers * thresholds.seatsShare || day.ageDays >= FIRST_STAGE_DAYS;
  const exit = exitOf(stage, day, thresholds);
  return exit !== null && exit.value !== null && exit.value >= exit.target;
}

const before: Record<Stage, Stage | null> = { 1: null, 2: null, 3: 2, 4: 3, 5: 4 };
const after: Record<Stage, Stage | null> = { 1: 2, 2: 3, 3: 4, 4: 5, 5: null };

/** True where the figure that once ended the stage before has stayed below 0.8 of its mark for 14 days to the last one given. */
export function hasFallen(stage: Stage, days: readonly StageDay[], thresholds: Thresholds): boolean {
  const previous = before[stage];
  if (previous === null || days.length < FALL_DAYS) return false;
  return days.slice(-FALL_DAYS).every((day) => {
    const exit = exitOf(previous, day, thresholds);
    return exit !== null && exit.value !== null && exit.value < exit.target * FALL_SHARE;
  });
}

/** The stage of a day from the stage of the day before: on to the first whose exit is unmet, or one step back. `days` end with that day. */
export function nextStage(stage: Stage, days: readonly StageDay[], thresholds: Thresholds, targetMembers: number): Stage {
  const today = days.at(-1);
  if (!today) return stage;
  const back = before[stage];
  if (back !== null && hasFallen(stage, days, thresholds)) return back;
  let now = stage;
  for (let next = after[now]; next !== null && isExitMet(now, today, thresholds, targetMembers); next = after[now]) now = next;
  return now;
}

/** The stage of every day from `from` on; `days` also hold the 14 before it. `begin` is the stage of the day before `from`. */
export function walkStages(
  begin: Stage,
  days: readonly StageDay[],
  from: string,
  thresholds: Thresholds,
  targetMembers: number,
): { day: string; stage: Stage }[] {
  const walked: { day: string; stage: Stage }[] = [];
  let stage = begin;
  days.forEach((day, n) => {
    if (day.day < from) return;
    stage = nextStage(stage, days.slice(Math.max(0, n + 1 - FALL_DAYS), n + 1), thresholds, targetMembers);
    walked.push({ day: day.day, stage });
  });
  return walked;
}
