export { cancelImport, showImport, startCheck, startRun } from "./imports.actions.ts";
export { guessOptions } from "./guess.actions.ts";
export { ImportKind } from "./fields.contract.ts";
export { reportBadRows } from "./report.actions.ts";
export { takeUpload } from "./upload.actions.ts";
export { faultWords } from "./words.rules.ts";
