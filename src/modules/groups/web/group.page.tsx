import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { BlockSkeleton, RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { GroupSopPanel } from "../../flows/web/group-sop-panel.tsx";
import { GroupHealthCard } from "../../insight/web/group-health.tsx";
import { GroupHeatPanel } from "../../insight/web/group-heat.tsx";
import { GroupMetricsPanel } from "../../insight/web/group-metrics.tsx";
import { GroupTrendPanel } from "../../insight/web/group-trend.tsx";
import { GroupTalkPanel } from "../../messages/web/group-talk.tsx";
import { type GroupDetail, showGroupEndpoint } from "../groups.contract.ts";
import { EntriesPanel } from "./entries-panel.tsx";
import { GroupActions } from "./group-actions.tsx";
import { GroupFrame } from "./group-frame.tsx";
import { GroupMembers } from "./group-members.tsx";
import { GroupSettings } from "./group-settings.tsx";
import { ProfilePanel } from "./profile-panel.tsx";
import { RosterPanel } from "./roster-panel.tsx";

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

const tabNames = ["overview", "members", "settings"] as const;

function GroupTabs({ group }: { group: GroupDetail }) {
  const { t } = useTranslation("groups");
  const url = useUrlState();
  const brand = useBrand();
  const tabs = tabNames.filter((name) => name !== "members" || brand.can("members.read"));
  const tab = tabs.find((name) => name === url.get("tab")) ?? "overview";
  return (
    <GroupFrame
      group={group}
      tabs={tabs.map((value) => ({ value, label: t(`detail.tab.${value}`), count: value === "members" ? group.memberCount : null }))}
      tab={tab}
      onTab={(next) => url.set({ q: "", tab: next === "overview" ? "" : next })}
    >
      {tab === "settings" ? <GroupSettings group={group} /> : null}
      {tab === "members" ? <GroupMembers group={group} /> : null}
      {tab === "overview" ? <Overview group={group} /> : null}
    </GroupFrame>
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
          {group.status === "planned" ? null : <GroupTalkPanel groupId={group.id} />}
          <EntriesPanel group={group} />
        </div>
      </div>
    </>
  );
}
