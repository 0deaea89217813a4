export { applyLine, createLine } from "./lines.actions.ts";
export { LineAnswers } from "./openings.contract.ts";
