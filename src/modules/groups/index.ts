export { accessGroup, type GroupRow, visibleGroups } from "./access.actions.ts";
export { ensureAccount } from "./accounts.actions.ts";
export { createGroup } from "./create.actions.ts";
export { createBlueprint, saveBlueprint } from "./blueprints.actions.ts";
export { closeEntry, createEntry, entryPath, exposeEntry, findEntry, type FoundEntry } from "./entries.actions.ts";
export { adjustMemberCounts, bindGroup, changeGroup, closeGroup, findGroup, findGroupIdsByBinding, openGroup } from "./groups.actions.ts";
export {
  entryExposed,
  groupBound,
  groupChanged,
  groupClosed,
  groupCreated,
  groupOpened,
  groupRenamed,
  rosterChanged,
} from "./groups.contract.ts";
export { addToRoster, handOver } from "./roster.actions.ts";
export { stampGroups } from "./stamp.actions.ts";
export { BlueprintSpec } from "./blueprints.contract.ts";
export { GroupProfile } from "./profile.contract.ts";
export { rulesVersion } from "./profile.rules.ts";
