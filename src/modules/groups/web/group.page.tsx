import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { keyOf, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { BlockSkeleton, RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { type UrlState, useUrlState } from "../../../web/ui/use-url-state.ts";
import { GroupSopPanel } from "../../flows/web/group-sop-panel.tsx";
import { GroupContents } from "../../insight/web/group-contents.tsx";
import { GroupHealthCard } from "../../insight/web/group-health.tsx";
import { GroupHeatPanel } from "../../insight/web/group-heat.tsx";
import { GroupMetricsPanel } from "../../insight/web/group-metrics.tsx";
import { GroupTrendPanel } from "../../insight/web/group-trend.tsx";
import { GroupMessages, talkConditions } from "../../messages/web/group-messages.tsx";
import { GroupTalkPanel } from "../../messages/web/group-talk.tsx";
import { useGroupLine } from "../../messages/web/use-group-line.ts";
import { listMembersEndpoint } from "../../members/members.contract.ts";
import { orderConditions, OrdersList } from "../../orders/web/orders-list.tsx";
import { GroupGuidePanel } from "../../openings/web/group-guide.tsx";
import { withoutList } from "../../views/web/use-views.ts";
import { listGroupCodesEndpoint } from "../../wecom/group-codes.contract.ts";
import { listEntriesEndpoint } from "../entries.contract.ts";
import { type GroupDetail, showGroupEndpoint } from "../groups.contract.ts";
import { GroupActions } from "./group-actions.tsx";
import { GroupFrame } from "./group-frame.tsx";
import { GroupMembers } from "./group-members.tsx";
import { GroupSettings } from "./group-settings.tsx";
import { ProfilePanel } from "./profile-panel.tsx";
import { RosterPanel } from "./roster-panel.tsx";
import { WaysIn } from "./ways-in.tsx";

/** One group: what it is, how it stands, who works in it, the ways in. */
export function GroupPage() {
  const { t } = useTranslation("groups");
  const { groupId = "" } = useParams();
  const query = useEndpoint(showGroupEndpoint, { groupId });
  const group = query.data;
  const crumbs = [
    { label: t("title"), to: "groups" },
    ...(group?.orgs ?? []).map((org) => ({ label: org.name, to: `groups?orgId=${org.id}` })),
  ];
  return (
    <Page title={group?.name ?? t("title")} crumbs={crumbs} flush actions={group ? <GroupActions group={group} /> : null}>
      <Loaded query={query} what={t("detail.what")} skeleton={<GroupSkeleton />}>
        {(data) => <GroupTabs key={data.id} group={data} />}
      </Loaded>
    </Page>
  );
}

function GroupSkeleton() {
  return (
    <div className="page">
      <BlockSkeleton height={120} />
      <RowsSkeleton rows={8} />
    </div>
  );
}

const tabNames = ["overview", "members", "messages", "contents", "orders", "settings"] as const;
type TabName = (typeof tabNames)[number];

/** Of a group that is open or was. */
const ofTalk: readonly TabName[] = ["messages", "contents", "orders"];
/** What a tab needs, and what is forgotten of the address when another is chosen. */
const permissions: Partial<Record<TabName, string>> = { members: "members.read", contents: "insight.read", orders: "orders.read" };
const conditions = [...talkConditions, ...orderConditions];

/** Reads of the page that are asked again when people come and go. */
const ofPeople = [showGroupEndpoint, listMembersEndpoint, listEntriesEndpoint, listGroupCodesEndpoint];

function GroupTabs({ group }: { group: GroupDetail }) {
  const { t } = useTranslation("groups");
  const client = useQueryClient();
  useGroupLine(group, () => {
    for (const read of ofPeople) void client.invalidateQueries({ queryKey: keyOf(read) });
  });
  const url = useUrlState();
  const brand = useBrand();
  const isOpen = group.status !== "planned";
  const tabs = tabNames.filter((name) => brand.can(permissions[name] ?? "groups.read") && (isOpen || !ofTalk.includes(name)));
  const tab = tabs.find((name) => name === url.get("tab")) ?? "overview";
  return (
    <GroupFrame
      group={group}
      tabs={tabs.map((value) => ({ value, label: t(`detail.tab.${value}`), count: value === "members" ? group.memberCount : null }))}
      tab={tab}
      onTab={(next) => url.set({ ...withoutList(conditions), tab: next === "overview" ? "" : next })}
    >
      <TabContent tab={tab} group={group} />
    </GroupFrame>
  );
}

function TabContent({ tab, group }: { tab: TabName; group: GroupDetail }) {
  const url = useUrlState();
  if (tab === "settings") return <GroupSettings group={group} />;
  if (tab === "members") return <GroupMembers group={group} />;
  if (tab === "messages") return <GroupMessages groupId={group.id} isTold={group.channel === "web"} />;
  if (tab === "contents") return <GroupContents groupId={group.id} />;
  if (tab === "orders") return <OrdersTab url={url} groupId={group.id} />;
  return <Overview group={group} />;
}

function OrdersTab({ url, groupId }: { url: UrlState; groupId: string }) {
  const { t } = useTranslation("groups");
  return (
    <Panel title={t("detail.tab.orders")}>
      <OrdersList url={url} groupId={groupId} />
    </Panel>
  );
}

/** 总览: figures over the whole width, what is said and when at the left, today and the ways in at the right. */
function Overview({ group }: { group: GroupDetail }) {
  const brand = useBrand();
  return (
    <>
      {group.status === "active" ? <GroupMetricsPanel groupId={group.id} /> : null}
      <div className="grid gcols">
        <div className="col">
          {group.status === "active" ? (
            <>
              <GroupTrendPanel groupId={group.id} />
              <GroupHeatPanel groupId={group.id} />
            </>
          ) : null}
          <RosterPanel group={group} />
          <ProfilePanel group={group} />
        </div>
        <div className="col">
          {group.status === "active" && brand.can("flows.read") ? <GroupSopPanel groupId={group.id} /> : null}
          {group.status === "active" ? <GroupHealthCard groupId={group.id} groupName={group.name} /> : null}
          {group.status === "planned" ? null : <GroupTalkPanel groupId={group.id} isTold={group.channel === "web"} />}
          {group.status !== "closed" && brand.can("groups.manage") ? <GroupGuidePanel groupId={group.id} /> : null}
          <WaysIn group={group} />
        </div>
      </div>
    </>
  );
}
