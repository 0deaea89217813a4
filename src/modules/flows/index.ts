export { advanceFlows } from "./advance.actions.ts";
export { pauseFlow, resumeFlow, skipStep, startFlow, stopFlow } from "./course.actions.ts";
export { createFlow, publishFlow, saveDraft } from "./flows.actions.ts";
export { flowPaused, flowPublished, flowStarted, flowStopped } from "./flows.contract.ts";
export { FlowAudience, FlowSpec, Step } from "./spec.contract.ts";
