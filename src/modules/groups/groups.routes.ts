import { type Route, route } from "../../server/module.ts";
import { createGroup } from "./create.actions.ts";
import * as entries from "./entries.actions.ts";
import * as entriesContract from "./entries.contract.ts";
import * as listContract from "./group-list.contract.ts";
import * as list from "./group-list.actions.ts";
import * as groups from "./groups.actions.ts";
import * as contract from "./groups.contract.ts";

export const groupsRoutes: readonly Route[] = [
  route(listContract.listGroupsEndpoint, list.listGroups),
  route(listContract.summarizeGroupsEndpoint, list.summarizeGroups),
  route(listContract.listGroupIdsEndpoint, list.listGroupIds),
  route(listContract.exportGroupsEndpoint, list.exportGroups),
  route(contract.createGroupEndpoint, createGroup),
  route(contract.changeGroupEndpoint, groups.changeGroup),
  route(contract.openGroupEndpoint, groups.openGroup),
  route(contract.closeGroupEndpoint, groups.closeGroup),
  route(contract.bindGroupEndpoint, groups.bindGroup),
  route(entriesContract.listEntriesEndpoint, entries.listEntries),
  route(entriesContract.createEntryEndpoint, entries.createEntry),
  route(entriesContract.closeEntryEndpoint, entries.closeEntry),
];
