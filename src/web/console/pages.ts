import type { ComponentType } from "react";
import type { SectionKey } from "./sections.ts";

export interface PageEntry {
  /** Below `/b/<brand>/`; `:name` parts are read with `useParams`. The first page of a section is where its navigation row leads. */
  path: string;
  section: SectionKey;
  /** What the person must hold to see it; every staff member when left out. */
  permission?: string;
  load: () => Promise<ComponentType>;
}

/** Every page of the console, one line each. */
export const pages: PageEntry[] = [
  { path: "today", section: "today", load: () => import("../../modules/insight/web/today.page.tsx").then((part) => part.TodayPage) },
  {
    path: "contents",
    section: "contents",
    permission: "contents.read",
    load: () => import("../../modules/contents/web/contents.page.tsx").then((part) => part.ContentsPage),
  },
  {
    path: "contents/columns",
    section: "contents",
    permission: "contents.read",
    load: () => import("../../modules/contents/web/columns.page.tsx").then((part) => part.ColumnsPage),
  },
  {
    path: "groups",
    section: "groups",
    permission: "groups.read",
    load: () => import("../../modules/groups/web/groups.page.tsx").then((part) => part.GroupsPage),
  },
  {
    path: "groups/new",
    section: "groups",
    permission: "groups.manage",
    load: () => import("../../modules/groups/web/new-group.page.tsx").then((part) => part.NewGroupPage),
  },
  {
    path: "groups/stamp",
    section: "groups",
    permission: "groups.manage",
    load: () => import("../../modules/groups/web/stamp.page.tsx").then((part) => part.StampPage),
  },
  {
    path: "groups/stamps",
    section: "groups",
    permission: "groups.read",
    load: () => import("../../modules/groups/web/stamps.page.tsx").then((part) => part.StampsPage),
  },
  {
    path: "groups/stamps/:stampId",
    section: "groups",
    permission: "groups.read",
    load: () => import("../../modules/groups/web/stamp-report.page.tsx").then((part) => part.StampReportPage),
  },
  {
    path: "groups/workload",
    section: "groups",
    permission: "groups.read",
    load: () => import("../../modules/groups/web/workload.page.tsx").then((part) => part.WorkloadPage),
  },
  {
    path: "groups/blueprints",
    section: "groups",
    permission: "groups.read",
    load: () => import("../../modules/groups/web/blueprints.page.tsx").then((part) => part.BlueprintsPage),
  },
  {
    path: "groups/blueprints/new",
    section: "groups",
    permission: "groups.manage",
    load: () => import("../../modules/groups/web/new-blueprint.page.tsx").then((part) => part.NewBlueprintPage),
  },
  {
    path: "groups/blueprints/:blueprintId",
    section: "groups",
    permission: "groups.read",
    load: () => import("../../modules/groups/web/blueprint.page.tsx").then((part) => part.BlueprintPage),
  },
  {
    path: "groups/opening",
    section: "groups",
    permission: "groups.read",
    load: () => import("../../modules/openings/web/openings.page.tsx").then((part) => part.OpeningsPage),
  },
  {
    path: "groups/:groupId",
    section: "groups",
    permission: "groups.read",
    load: () => import("../../modules/groups/web/group.page.tsx").then((part) => part.GroupPage),
  },
  {
    path: "members",
    section: "members",
    permission: "members.read",
    load: () => import("../../modules/members/web/members.page.tsx").then((part) => part.MembersPage),
  },
  {
    path: "members/privacy",
    section: "members",
    permission: "members.privacy",
    load: () => import("../../modules/members/web/privacy.page.tsx").then((part) => part.PrivacyPage),
  },
  {
    path: "flows",
    section: "flows",
    permission: "flows.read",
    load: () => import("../../modules/flows/web/flows.page.tsx").then((part) => part.FlowsPage),
  },
  {
    path: "flows/:flowId",
    section: "flows",
    permission: "flows.read",
    load: () => import("../../modules/flows/web/flow.page.tsx").then((part) => part.FlowPage),
  },
  {
    path: "reach",
    section: "reach",
    permission: "tasks.read",
    load: () => import("../../modules/sends/web/reach.page.tsx").then((part) => part.ReachPage),
  },
  {
    path: "reach/new",
    section: "reach",
    permission: "sends.create",
    load: () => import("../../modules/sends/web/new-send.page.tsx").then((part) => part.NewSendPage),
  },
  {
    path: "reach/sends/:sendId",
    section: "reach",
    permission: "sends.read",
    load: () => import("../../modules/sends/web/send.page.tsx").then((part) => part.SendPage),
  },
  {
    path: "settings/org",
    section: "settings",
    permission: "groups.read",
    load: () => import("../../modules/brands/web/org.page.tsx").then((part) => part.OrgPage),
  },
  {
    path: "settings/staff",
    section: "settings",
    permission: "groups.read",
    load: () => import("../../modules/brands/web/staff.page.tsx").then((part) => part.StaffPage),
  },
  {
    path: "settings/brand",
    section: "settings",
    permission: "brands.manage",
    load: () => import("../../modules/brands/web/brand.page.tsx").then((part) => part.BrandPage),
  },
  {
    path: "settings/roles",
    section: "settings",
    permission: "brands.staff",
    load: () => import("../../modules/brands/web/roles.page.tsx").then((part) => part.RolesPage),
  },
  {
    path: "settings/audit",
    section: "settings",
    permission: "brands.audit",
    load: () => import("../../modules/brands/web/audit.page.tsx").then((part) => part.AuditPage),
  },
  {
    path: "settings/exports",
    section: "settings",
    permission: "groups.read",
    load: () => import("../../modules/exports/web/exports.page.tsx").then((part) => part.ExportsPage),
  },
  {
    path: "settings/channels",
    section: "settings",
    permission: "connections.read",
    load: () => import("../../modules/connections/web/channels.page.tsx").then((part) => part.ChannelsPage),
  },
  {
    path: "settings/channels/new",
    section: "settings",
    permission: "connections.manage",
    load: () => import("../../modules/connections/web/connect.page.tsx").then((part) => part.ConnectPage),
  },
  {
    path: "settings/channels/:connectionId",
    section: "settings",
    permission: "connections.read",
    load: () => import("../../modules/connections/web/connection.page.tsx").then((part) => part.ConnectionPage),
  },
  {
    path: "settings/channels/:connectionId/sync",
    section: "settings",
    permission: "wecom.read",
    load: () => import("../../modules/wecom/web/sync.page.tsx").then((part) => part.WecomSyncPage),
  },
  {
    path: "settings/channels/:connectionId/staff",
    section: "settings",
    permission: "wecom.read",
    load: () => import("../../modules/wecom/web/staff.page.tsx").then((part) => part.WecomStaffPage),
  },
  {
    path: "settings/channels/:connectionId/codes",
    section: "settings",
    permission: "wecom.read",
    load: () => import("../../modules/wecom/web/codes.page.tsx").then((part) => part.WecomCodesPage),
  },
  {
    path: "settings/channels/:connectionId/welcome",
    section: "settings",
    permission: "wecom.read",
    load: () => import("../../modules/wecom/web/welcome.page.tsx").then((part) => part.WecomWelcomePage),
  },
  {
    path: "settings/channels/:connectionId/figures",
    section: "settings",
    permission: "wecom.read",
    load: () => import("../../modules/wecom/web/figures.page.tsx").then((part) => part.WecomFiguresPage),
  },
  {
    path: "settings/integrations",
    section: "settings",
    permission: "integrations.manage",
    load: () => import("../../modules/integrations/web/keys.page.tsx").then((part) => part.KeysPage),
  },
  {
    path: "settings/integrations/webhooks",
    section: "settings",
    permission: "integrations.manage",
    load: () => import("../../modules/integrations/web/webhooks.page.tsx").then((part) => part.WebhooksPage),
  },
  {
    path: "settings/integrations/deliveries",
    section: "settings",
    permission: "integrations.manage",
    load: () => import("../../modules/integrations/web/deliveries.page.tsx").then((part) => part.DeliveriesPage),
  },
  {
    path: "settings/integrations/api",
    section: "settings",
    permission: "integrations.manage",
    load: () => import("../../modules/integrations/web/api.page.tsx").then((part) => part.ApiPage),
  },
  {
    path: "settings/inbox",
    section: "settings",
    permission: "brands.manage",
    load: () => import("../../modules/brands/web/inbox.page.tsx").then((part) => part.InboxPage),
  },
  {
    path: "settings/health",
    section: "settings",
    permission: "brands.manage",
    load: () => import("../../modules/brands/web/health.page.tsx").then((part) => part.HealthPage),
  },
  {
    path: "insight",
    section: "insight",
    permission: "insight.read",
    load: () => import("../../modules/insight/web/insight.page.tsx").then((part) => part.InsightPage),
  },
  {
    path: "imports",
    section: "insight",
    permission: "imports.run",
    load: () => import("../../modules/imports/web/imports.page.tsx").then((part) => part.ImportsPage),
  },
  {
    path: "imports/new",
    section: "insight",
    permission: "imports.run",
    load: () => import("../../modules/imports/web/new-import.page.tsx").then((part) => part.NewImportPage),
  },
  {
    path: "imports/:importId",
    section: "insight",
    permission: "imports.run",
    load: () => import("../../modules/imports/web/import.page.tsx").then((part) => part.ImportPage),
  },
  {
    path: "insight/talk",
    section: "insight",
    permission: "insight.read",
    load: () => import("../../modules/insight/web/talk-months.page.tsx").then((part) => part.TalkMonthsPage),
  },
  {
    path: "insight/orders",
    section: "insight",
    permission: "orders.read",
    load: () => import("../../modules/orders/web/orders.page.tsx").then((part) => part.OrdersPage),
  },
];
