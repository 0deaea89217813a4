import { type Route, route } from "../../server/module.ts";
import { checkConnection } from "./check.actions.ts";
import * as connect from "./connect.actions.ts";
import * as contract from "./connections.contract.ts";
import * as health from "./health.actions.ts";
import * as healthContract from "./health.contract.ts";
import { listConnections } from "./read.actions.ts";

export const connectionsRoutes: readonly Route[] = [
  route(contract.listConnectionsEndpoint, listConnections),
  route(contract.createConnectionEndpoint, connect.createConnection),
  route(contract.changeConnectionEndpoint, connect.changeConnection),
  route(contract.renewCallbackEndpoint, connect.renewCallback),
  route(contract.switchConnectionEndpoint, connect.switchConnection),
  route(contract.removeConnectionEndpoint, connect.removeConnection),
  route(contract.checkConnectionEndpoint, checkConnection),
  route(healthContract.showHealthEndpoint, health.showHealth),
  route(healthContract.listAstrayEndpoint, health.listAstray),
  route(healthContract.retryAstrayEndpoint, health.retryAstray),
];
