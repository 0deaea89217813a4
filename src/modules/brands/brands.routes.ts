import { openRoute, type Route, route } from "../../server/module.ts";
import * as account from "./account.actions.ts";
import * as accountContract from "./account.contract.ts";
import * as audit from "./audit.actions.ts";
import * as auditContract from "./audit.contract.ts";
import { firstRun } from "./brand.actions.ts";
import * as contract from "./brands.contract.ts";
import { readHealth } from "./health.actions.ts";
import { readHealthEndpoint } from "./health.contract.ts";
import * as invites from "./invites.actions.ts";
import * as org from "./org.actions.ts";
import { changeRole, listRoles } from "./roles.actions.ts";
import { changeRoleEndpoint, listRolesEndpoint } from "./roles.contract.ts";
import * as session from "./session.actions.ts";
import * as settings from "./settings.actions.ts";
import * as staff from "./staff.actions.ts";

export const brandsRoutes: readonly Route[] = [
  openRoute(contract.sessionEndpoint, session.showSession),
  openRoute(contract.signInEndpoint, session.signIn),
  openRoute(contract.signInByTokenEndpoint, session.signInByToken),
  openRoute(contract.signOutEndpoint, session.signOut),
  openRoute(contract.firstRunEndpoint, firstRun),
  openRoute(contract.acceptInviteEndpoint, invites.acceptInvite),
  openRoute(accountContract.changePasswordEndpoint, account.changePassword),
  openRoute(accountContract.makePasswordLinkEndpoint, account.makePasswordLink),
  openRoute(accountContract.setPasswordEndpoint, account.setPassword),
  route(contract.showInviteEndpoint, invites.showInvite),
  route(contract.listOrgUnitsEndpoint, org.listOrgUnits),
  route(contract.addOrgUnitEndpoint, org.addOrgUnit),
  route(contract.renameOrgUnitEndpoint, org.renameOrgUnit),
  route(contract.removeOrgUnitEndpoint, org.removeOrgUnit),
  route(contract.listStaffEndpoint, staff.listStaff),
  route(contract.changeStaffEndpoint, staff.changeStaff),
  route(contract.listInvitesEndpoint, invites.listInvites),
  route(contract.inviteStaffEndpoint, invites.inviteStaff),
  route(contract.revokeInviteEndpoint, invites.revokeInvite),
  route(contract.restoreInviteEndpoint, invites.restoreInvite),
  route(listRolesEndpoint, listRoles),
  route(changeRoleEndpoint, changeRole),
  route(auditContract.listAuditEndpoint, audit.listAudit),
  route(auditContract.auditChoicesEndpoint, audit.listAuditChoices),
  route(contract.readBrandSettingsEndpoint, settings.readBrandSettings),
  route(contract.changeBrandSettingsEndpoint, settings.changeBrandSettings),
  route(contract.renameBrandEndpoint, settings.renameBrand),
  route(contract.resumeBrandEndpoint, settings.resumeBrand),
  route(readHealthEndpoint, readHealth),
];
