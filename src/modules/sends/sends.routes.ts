import { type Route, route } from "../../server/module.ts";
import * as confirm from "./confirm.actions.ts";
import * as draft from "./draft.actions.ts";
import * as listing from "./listing.actions.ts";
import { listSendOwners, lookHandover, remindSend } from "./owners.actions.ts";
import { listSendOwnersEndpoint, lookHandoverEndpoint, remindSendEndpoint } from "./owners.contract.ts";
import { listQuota } from "./quota.actions.ts";
import { listQuotaEndpoint } from "./quota.contract.ts";
import { rewordDelivery } from "./reword.actions.ts";
import * as actions from "./sends.actions.ts";
import * as contract from "./sends.contract.ts";

export const sendsRoutes: readonly Route[] = [
  route(contract.previewSendEndpoint, draft.previewSend),
  route(contract.createSendEndpoint, draft.createAdhocSend),
  route(contract.listSendsEndpoint, listing.listSends),
  route(contract.showSendEndpoint, listing.showSend),
  route(contract.listDeliveriesEndpoint, listing.listDeliveries),
  route(listSendOwnersEndpoint, listSendOwners),
  route(remindSendEndpoint, remindSend),
  route(lookHandoverEndpoint, lookHandover),
  route(contract.cancelSendEndpoint, actions.cancelSend),
  route(contract.pauseSendEndpoint, actions.pauseSend),
  route(contract.resumeSendEndpoint, actions.resumeSend),
  route(contract.showHandoverEndpoint, listing.showHandover),
  route(contract.confirmDeliveryEndpoint, confirm.confirmDelivery),
  route(contract.rewordDeliveryEndpoint, rewordDelivery),
  route(contract.unconfirmDeliveryEndpoint, confirm.unconfirmDelivery),
  route(contract.decideDeliveryEndpoint, confirm.decideDelivery),
  route(listQuotaEndpoint, listQuota),
];
