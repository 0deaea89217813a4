export { cancelImport, showImport, startCheck, startRun } from "./imports.actions.ts";
export { reportBadRows } from "./report.actions.ts";
export { takeUpload } from "./upload.actions.ts";
export { faultWords } from "./words.rules.ts";
