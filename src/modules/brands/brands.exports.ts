import { type Bilingual, both, type Language, listJoint } from "../../lib/language.ts";
import { type Export, type ExportColumn, exportList, wordIn } from "../../server/exports.ts";
import { diffOf, diffText, targetNameOf } from "./audit-diff.rules.ts";
import { actionName, targetKindName } from "./audit-words.rules.ts";
import { listAudit } from "./audit.actions.ts";
import { type AuditEntry, listAuditEndpoint } from "./audit.contract.ts";
import {
  type Invite,
  listInvitesEndpoint,
  listOrgUnitsEndpoint,
  listStaffEndpoint,
  type Role,
  roles,
  type StaffMember,
} from "./brands.contract.ts";
import { listInvites } from "./invites.actions.ts";
import { type OrgLine, orgLines } from "./org-tree.rules.ts";
import { listOrgUnits } from "./org.actions.ts";
import { permissionWord } from "./permission-words.rules.ts";
import { listRoles } from "./roles.actions.ts";
import { listRolesEndpoint, type RoleGrants } from "./roles.contract.ts";
import { listStaff } from "./staff.actions.ts";

type Named = AuditEntry & { names: ReadonlyMap<string, string> };

const changesOf = (row: Named, language: Language) => diffOf(row.before, row.after).map((change) => diffText(change, row.names, language));
const audit: readonly ExportColumn<Named>[] = [
  { key: "at", title: both("时间", "Time"), kind: "moment", value: (row) => row.at },
  { key: "who", title: both("谁", "Who"), value: (row) => row.actorName },
  { key: "action", title: both("做了什么", "What"), value: (row, language) => actionName(row.action, language) },
  {
    key: "target",
    title: both("对象", "To"),
    value: (row, language) => [row.targetKind ? targetKindName(row.targetKind, language) : "", targetNameOf(row)].filter(Boolean).join(" "),
  },
  {
    key: "change",
    title: both("改动", "Changes"),
    value: (row, language) => changesOf(row, language).join(language === "en" ? "; " : "；"),
  },
  { key: "request", title: both("问题编号", "Request no."), seenIn: null, value: (row) => row.requestId },
  { key: "id", title: both("编号", "Id"), seenIn: null, value: (row) => row.id },
];

const roleTitles: Record<Role, Bilingual> = {
  owner: both("负责人", "Owner"),
  operator: both("运营", "Operator"),
  "group-admin": both("群管", "Group admin"),
  editor: both("内容", "Editor"),
  sales: both("导购", "Sales"),
  analyst: both("数据", "Analyst"),
};
const roleWord = wordIn(roleTitles);
const stateWord = wordIn({ active: both("在岗", "At work"), away: both("休假", "Away"), left: both("已离开", "Left") });
const rolesIn = (row: { roles: readonly Role[] }, language: Language) =>
  row.roles.map((role) => roleWord(role, language)).join(listJoint[language]);

const staff: readonly ExportColumn<StaffMember>[] = [
  { key: "name", title: both("名字", "Name"), value: (row) => row.name },
  { key: "login", title: both("登录名", "Login"), seenIn: "name", value: (row) => row.login },
  { key: "roles", title: both("角色", "Roles"), value: rolesIn },
  { key: "org", title: both("组织", "Org unit"), value: (row) => row.orgName },
  { key: "groups", title: both("管的群", "Groups"), kind: "count", value: (row) => row.groups },
  { key: "state", title: both("状态", "State"), value: (row, language) => stateWord(row.status, language) },
  { key: "since", title: both("加入", "Since"), kind: "moment", value: (row) => row.createdAt },
];

const invites: readonly ExportColumn<Invite>[] = [
  { key: "name", title: both("名字", "Name"), value: (row) => row.name },
  { key: "roles", title: both("角色", "Roles"), value: rolesIn },
  { key: "org", title: both("组织", "Org unit"), value: (row) => row.orgName },
  { key: "made", title: both("邀请于", "Invited"), kind: "moment", value: (row) => row.createdAt },
  { key: "until", title: both("有效到", "Good until"), kind: "moment", value: (row) => row.expiresAt },
];

const levelWord = wordIn({
  headquarters: both("总部", "Headquarters"),
  city: both("地市州", "City"),
  district: both("区县", "District"),
  grid: both("网格", "Grid"),
});

const units: readonly ExportColumn<OrgLine>[] = [
  { key: "name", title: both("组织", "Org unit"), value: (row) => row.unit.name },
  { key: "path", title: both("从上到下", "Path"), value: (row) => row.path },
  { key: "level", title: both("级别", "Level"), value: (row, language) => levelWord(row.unit.level, language) },
  { key: "groups", title: both("社群", "Groups"), kind: "count", value: (row) => row.unit.groups },
  { key: "staff", title: both("同事", "Colleagues"), kind: "count", value: (row) => row.unit.staff },
];

const scopeWord = wordIn({
  own: both("自己的", "Own"),
  subtree: both("本组织及以下", "Own unit and below"),
  brand: both("整个品牌", "Whole brand"),
});
interface Permission {
  name: string;
  roles: readonly RoleGrants[];
}
const scopeIn = (row: Permission, role: Role) =>
  row.roles.find((one) => one.role === role)?.grants.find((grant) => grant.permission === row.name)?.scope;

const permissions: readonly ExportColumn<Permission>[] = [
  { key: "permission", title: both("能做什么", "What they may do"), value: (row, language) => permissionWord(row.name, language) },
  { key: "name", title: both("权限", "Permission"), value: (row) => row.name },
  ...roles.map((role): ExportColumn<Permission> => ({
    key: role,
    title: roleTitles[role],
    value: (row, language) => scopeWord(scopeIn(row, role), language),
  })),
];

export const brandsExports: readonly Export[] = [
  exportList(
    listAuditEndpoint,
    async (ctx, input) => {
      const { items, nextCursor, names } = await listAudit(ctx, input);
      const byId = new Map(Object.entries(names));
      return { items: items.map((item) => ({ ...item, names: byId })), nextCursor };
    },
    { name: "audit", title: both("操作记录", "Audit"), columns: audit },
  ),
  exportList(listStaffEndpoint, listStaff, { name: "staff", title: both("同事", "Staff"), permission: "brands.staff", columns: staff }),
  exportList(listInvitesEndpoint, async (ctx) => ({ items: (await listInvites(ctx)).items.filter((one) => one.state === "open") }), {
    name: "invites",
    title: both("等人接受的邀请", "Open invitations"),
    columns: invites,
  }),
  exportList(listOrgUnitsEndpoint, async (ctx) => ({ items: orgLines((await listOrgUnits(ctx)).items) }), {
    name: "org-units",
    title: both("组织", "Org units"),
    columns: units,
  }),
  exportList(
    listRolesEndpoint,
    async (ctx) => {
      const held = await listRoles(ctx);
      return { items: held.permissions.map((name) => ({ name, roles: held.roles })) };
    },
    { name: "roles", title: both("角色权限", "Roles"), columns: permissions },
  ),
];
