import { type Route, route } from "../../server/module.ts";
import * as blueprints from "./blueprints.actions.ts";
import * as blueprintsContract from "./blueprints.contract.ts";
import * as bulk from "./bulk.actions.ts";
import * as bulkContract from "./bulk.contract.ts";
import { createGroup } from "./create.actions.ts";
import { showGroup } from "./detail.actions.ts";
import * as entries from "./entries.actions.ts";
import * as entriesContract from "./entries.contract.ts";
import * as list from "./group-list.actions.ts";
import * as listContract from "./group-list.contract.ts";
import * as groups from "./groups.actions.ts";
import * as contract from "./groups.contract.ts";
import * as roster from "./roster.actions.ts";
import * as rosterContract from "./roster.contract.ts";
import * as stamp from "./stamp.actions.ts";
import * as stampContract from "./stamp.contract.ts";
import { listWorkloads } from "./workload.actions.ts";

export const groupsRoutes: readonly Route[] = [
  route(listContract.listGroupsEndpoint, list.listGroups),
  route(listContract.summarizeGroupsEndpoint, list.summarizeGroups),
  route(listContract.listGroupIdsEndpoint, list.listGroupIds),
  route(contract.showGroupEndpoint, showGroup),
  route(contract.createGroupEndpoint, createGroup),
  route(contract.changeGroupEndpoint, groups.changeGroup),
  route(contract.openGroupEndpoint, groups.openGroup),
  route(contract.closeGroupEndpoint, groups.closeGroup),
  route(contract.bindGroupEndpoint, groups.bindGroup),
  route(entriesContract.listEntriesEndpoint, entries.listEntries),
  route(entriesContract.createEntryEndpoint, entries.createEntry),
  route(entriesContract.closeEntryEndpoint, entries.closeEntry),
  route(entriesContract.reopenEntryEndpoint, entries.reopenEntry),
  route(rosterContract.listRosterEndpoint, roster.listRoster),
  route(rosterContract.addToRosterEndpoint, roster.addToRoster),
  route(rosterContract.changeRosterEndpoint, roster.changeRoster),
  route(rosterContract.removeFromRosterEndpoint, roster.removeFromRoster),
  route(rosterContract.handOverEndpoint, roster.handOver),
  route(rosterContract.listWorkloadsEndpoint, listWorkloads),
  route(blueprintsContract.listBlueprintsEndpoint, blueprints.listBlueprints),
  route(blueprintsContract.showBlueprintEndpoint, blueprints.showBlueprint),
  route(blueprintsContract.createBlueprintEndpoint, blueprints.createBlueprint),
  route(blueprintsContract.saveBlueprintEndpoint, blueprints.saveBlueprint),
  route(blueprintsContract.archiveBlueprintEndpoint, blueprints.archiveBlueprint),
  route(blueprintsContract.listDeviationsEndpoint, blueprints.listDeviations),
  route(stampContract.planStampEndpoint, stamp.planStamp),
  route(stampContract.stampGroupsEndpoint, stamp.stampGroups),
  route(stampContract.listStampsEndpoint, stamp.listStamps),
  route(stampContract.showStampEndpoint, stamp.showStamp),
  route(stampContract.undoStampEndpoint, stamp.undoStamp),
  route(bulkContract.assignOwnersEndpoint, bulk.assignOwners),
  route(bulkContract.applyBlueprintEndpoint, bulk.applyBlueprint),
  route(bulkContract.closeGroupsEndpoint, bulk.closeGroups),
  route(bulkContract.undoBulkEndpoint, bulk.undoBulk),
];
