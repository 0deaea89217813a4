import { batchRoute, type Route, route } from "../../server/module.ts";
import { ingestDeliveries } from "./door.actions.ts";
import { ingestEndpoint } from "./inbound.contract.ts";
import * as inbox from "./inbox.actions.ts";
import * as inboxContract from "./inbox.contract.ts";
import * as contract from "./messages.contract.ts";
import { sayAsStaff } from "./post.actions.ts";
import { removeMessage } from "./removal.actions.ts";
import { listEvents, listTalk } from "./talk.actions.ts";

export const messagesRoutes: readonly Route[] = [
  batchRoute(ingestEndpoint, ingestDeliveries),
  route(contract.listTalkEndpoint, listTalk),
  route(contract.sayAsStaffEndpoint, sayAsStaff),
  route(contract.removeMessageEndpoint, removeMessage),
  route(contract.listEventsEndpoint, listEvents),
  route(inboxContract.listInboxEndpoint, inbox.listInbox),
  route(inboxContract.showInboxEndpoint, inbox.showInbox),
  route(inboxContract.replayInboxEndpoint, inbox.replayInbox),
  route(inboxContract.replayAllEndpoint, inbox.replayAll),
  route(inboxContract.dismissInboxEndpoint, inbox.dismissInbox),
  route(inboxContract.recallInboxEndpoint, inbox.recallInbox),
];
