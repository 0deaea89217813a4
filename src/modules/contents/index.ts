export { ContentBody, Direction } from "./body.contract.ts";
export { addColumn, fillSlot, findColumnIssues, listColumnNames, type ColumnIssue } from "./columns.actions.ts";
export { createContent, moveContent, requireKnownVariables, saveContent } from "./contents.actions.ts";
export { addFolder } from "./folders.actions.ts";
export {
  findContentVersion,
  findContentVersions,
  findStandings,
  loadGroupVariables,
  noteUse,
  noteUses,
  replaceFlowUses,
  type ContentStanding,
  type NewUse,
  type UsableContent,
} from "./usable.actions.ts";
export { renderContent, summaryOf, textsOf, type Variables } from "./variables.rules.ts";
export { findFlaggedWords } from "./words.rules.ts";
