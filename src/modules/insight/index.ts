export { recomputeDays } from "./days.actions.ts";
export { dyingEnded, dyingFound, stageChanged } from "./events.contract.ts";
export { settleGroups, turnDays } from "./settle.actions.ts";
