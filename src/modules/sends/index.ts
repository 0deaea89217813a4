export { cancelFlowSends, pauseFlowSends, resumeFlowSends } from "./flow-sends.actions.ts";
export { cancelSends, type CreatedSend, createSend, createSends, planSends, type PlannedSend, type SendWish } from "./plan.actions.ts";
export { weighSends } from "./weigh.actions.ts";
export { deliveryEnded, sendCancelled, sendCreated, sendFinished } from "./sends.contract.ts";
