import { openRoute, type Route, route } from "../../server/module.ts";
import { firstRun } from "./brand.actions.ts";
import * as contract from "./brands.contract.ts";
import * as org from "./org.actions.ts";
import * as session from "./session.actions.ts";
import * as settings from "./settings.actions.ts";
import * as staff from "./staff.actions.ts";

export const brandsRoutes: readonly Route[] = [
  openRoute(contract.sessionEndpoint, session.showSession),
  openRoute(contract.signInEndpoint, session.signIn),
  openRoute(contract.signInByTokenEndpoint, session.signInByToken),
  openRoute(contract.signOutEndpoint, session.signOut),
  openRoute(contract.firstRunEndpoint, firstRun),
  openRoute(contract.acceptInviteEndpoint, staff.acceptInvite),
  route(contract.showInviteEndpoint, staff.showInvite),
  route(contract.listOrgUnitsEndpoint, org.listOrgUnits),
  route(contract.addOrgUnitEndpoint, org.addOrgUnit),
  route(contract.renameOrgUnitEndpoint, org.renameOrgUnit),
  route(contract.removeOrgUnitEndpoint, org.removeOrgUnit),
  route(contract.listStaffEndpoint, staff.listStaff),
  route(contract.changeStaffEndpoint, staff.changeStaff),
  route(contract.listInvitesEndpoint, staff.listInvites),
  route(contract.inviteStaffEndpoint, staff.inviteStaff),
  route(contract.revokeInviteEndpoint, staff.revokeInvite),
  route(contract.listAuditEndpoint, staff.listAudit),
  route(contract.readBrandSettingsEndpoint, settings.readBrandSettings),
  route(contract.changeBrandSettingsEndpoint, settings.changeBrandSettings),
];
