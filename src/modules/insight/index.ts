export { recomputeDays } from "./days.actions.ts";
export { dyingEnded, dyingFound, stageChanged } from "./events.contract.ts";
export { compareHealth, judgeGroups } from "./judge.actions.ts";
export { settleGroups, turnDays } from "./settle.actions.ts";
export { settleUnitSums } from "./units.actions.ts";
export { readThresholds } from "./thresholds.actions.ts";
