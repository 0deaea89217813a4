import { type Route, route } from "../../server/module.ts";
import { showBuyers } from "./buyers.actions.ts";
import { buyersEndpoint } from "./buyers.contract.ts";
import { enterCost, listCosts, removeCost, restoreCost } from "./costs.actions.ts";
import * as costs from "./costs.contract.ts";
import { listOrders, showOrder } from "./list.actions.ts";
import * as contract from "./orders.contract.ts";
import { recordOrders } from "./record.actions.ts";
import { recordRefunds } from "./refund.actions.ts";
import { cancelValues, listValueRows, showValues, startValues } from "./values.actions.ts";
import * as values from "./values.contract.ts";

export const ordersRoutes: readonly Route[] = [
  route(contract.recordOrdersEndpoint, async (ctx, input) => ({ outcomes: await recordOrders(ctx, input.orders) })),
  route(contract.recordRefundsEndpoint, async (ctx, input) => ({ outcomes: await recordRefunds(ctx, input.refunds) })),
  route(contract.listOrdersEndpoint, listOrders),
  route(contract.showOrderEndpoint, showOrder),
  route(buyersEndpoint, showBuyers),
  route(values.showValuesEndpoint, showValues),
  route(values.startValuesEndpoint, startValues),
  route(values.cancelValuesEndpoint, cancelValues),
  route(values.listValuesEndpoint, listValueRows),
  route(costs.enterCostEndpoint, enterCost),
  route(costs.removeCostEndpoint, removeCost),
  route(costs.restoreCostEndpoint, restoreCost),
  route(costs.listCostsEndpoint, listCosts),
];
