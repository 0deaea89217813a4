import { both, type Language, listJoint } from "../../lib/language.ts";
import { type Export, type ExportColumn, exportList, wordIn } from "../../server/exports.ts";
import { diffOf, diffText, targetNameOf } from "./audit-diff.rules.ts";
import { actionName, targetKindName } from "./audit-words.rules.ts";
import { listAudit } from "./audit.actions.ts";
import { type AuditEntry, listAuditEndpoint } from "./audit.contract.ts";
import { listStaffEndpoint, type StaffMember } from "./brands.contract.ts";
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

const roleWord = wordIn({
  owner: both("负责人", "Owner"),
  operator: both("运营", "Operator"),
  "group-admin": both("群管", "Group admin"),
  editor: both("内容", "Editor"),
  sales: both("导购", "Sales"),
  analyst: both("数据", "Analyst"),
});
const stateWord = wordIn({ active: both("在岗", "At work"), away: both("休假", "Away"), left: both("已离开", "Left") });
const rolesIn = (row: StaffMember, language: Language) => row.roles.map((role) => roleWord(role, language)).join(listJoint[language]);

const staff: readonly ExportColumn<StaffMember>[] = [
  { key: "name", title: both("名字", "Name"), value: (row) => row.name },
  { key: "login", title: both("登录名", "Login"), seenIn: "name", value: (row) => row.login },
  { key: "roles", title: both("角色", "Roles"), value: rolesIn },
  { key: "org", title: both("组织", "Org unit"), value: (row) => row.orgName },
  { key: "groups", title: both("管的群", "Groups"), kind: "count", value: (row) => row.groups },
  { key: "state", title: both("状态", "State"), value: (row, language) => stateWord(row.status, language) },
  { key: "since", title: both("加入", "Since"), kind: "moment", value: (row) => row.createdAt },
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
];
