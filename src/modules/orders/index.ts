export { costEntered, costRemoved, type NewCost } from "./costs.contract.ts";
export { enterCost, removeCost } from "./costs.actions.ts";
export { type NewOrder, type NewRefund, orderChanged, orderPaid, orderRefunded, type RecordOutcome } from "./orders.contract.ts";
export { type CostOutcome, recordCosts, type ToldCost } from "./record-costs.actions.ts";
export { isMomentLikely } from "./orders.rules.ts";
export { packGroups } from "./packs.actions.ts";
export { recordOrders } from "./record.actions.ts";
export { recordRefunds } from "./refund.actions.ts";
export { startValues } from "./values.actions.ts";
