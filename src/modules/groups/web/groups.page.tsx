import { useTranslation } from "react-i18next";
import { useCursorPages, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { BulkBar, CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { useColumnChoice } from "../../../web/ui/column-choice.tsx";
import { DataTable } from "../../../web/ui/data-table.tsx";
import { formatCount, formatShort } from "../../../web/ui/format.ts";
import { useGo } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { MoreMenu } from "../../../web/ui/more-menu.tsx";
import { Dot, Page } from "../../../web/ui/page.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState, NoResult } from "../../../web/ui/states.tsx";
import { Tabs } from "../../../web/ui/tabs.tsx";
import { useSelection } from "../../../web/ui/use-selection.ts";
import { groupTabs, listGroupsEndpoint, summarizeGroupsEndpoint } from "../group-list.contract.ts";
import { BulkDialogs, useBulk } from "./bulk-dialogs.tsx";
import { GroupFilters } from "./group-filters.tsx";
import { useGroupColumns } from "./group-columns.tsx";
import { useGroupFilter } from "./group-filter.ts";
import { StageBar } from "./stage-bar.tsx";

/** 社群: every group the person may see, under conditions kept in the address. */
export function GroupsPage() {
  const { t } = useTranslation("groups");
  const brand = useBrand();
  const go = useGo();
  const filter = useGroupFilter();
  const selection = useSelection();
  const summary = useEndpoint(summarizeGroupsEndpoint, filter.ask, { keepLast: true });
  const { query, pager } = useCursorPages(listGroupsEndpoint, { ...filter.ask, sort: filter.sort, limit: 50 });
  const choice = useColumnChoice("groups", useGroupColumns());
  const bulk = useBulk(selection, filter.ask);
  const canManage = brand.can("groups.manage");
  const counts = summary.data;
  const people = (query.data?.items ?? []).filter((row) => selection.has(row.id)).reduce((sum, row) => sum + row.memberCount, 0);
  const isEverything = counts?.tabs.all === 0 && !filter.isAny;

  return (
    <Page
      title={t("title")}
      flush
      facts={
        counts ? (
          <>
            {t("list.facts", { count: counts.tabs.all })}
            <Dot />
            {t("list.seats", { seats: formatShort(counts.seats) })}
          </>
        ) : null
      }
      actions={
        <>
          <MoreMenu
            bordered
            actions={[
              { key: "blueprints", label: t("list.more.blueprints"), icon: "copy", onRun: () => go("groups/blueprints") },
              { key: "workload", label: t("list.more.workload"), icon: "team", onRun: () => go("groups/workload") },
              { key: "stamps", label: t("list.more.stamps"), icon: "history", onRun: () => go("groups/stamps") },
            ]}
          />
          {canManage ? (
            <>
              <Button size="s" icon="copy" to="groups/stamp">
                {t("list.stamp")}
              </Button>
              <Button size="s" kind="primary" icon="plus" to="groups/new">
                {t("list.create")}
              </Button>
            </>
          ) : null}
        </>
      }
    >
      <div className="subbar">
        <Tabs
          label={t("title")}
          value={filter.tab}
          onChange={(tab) => filter.set({ tab: tab === "all" ? "" : tab })}
          tabs={groupTabs.map((tab) => ({ value: tab, label: t(`list.tabs.${tab}`), count: counts?.tabs[tab] ?? null }))}
        />
      </div>
      {isEverything ? null : <GroupFilters filter={filter} columns={choice.button} />}
      {counts && !isEverything ? <StageBar summary={counts} stages={filter.list("stage")} onPick={(stage) => filter.set({ stage })} /> : null}
      <Loaded
        query={query}
        what={t("title")}
        skeleton={<RowsSkeleton edge rows={14} />}
        empty={(data) => (data.items.length > 0 ? null : isEverything ? <NoGroups canManage={canManage} /> : <NoResult what={t("list.total").slice(-1)} conditions={filter.conditions} onClear={filter.clear} />)}
      >
        {(data) => (
          <DataTable
            label={t("title")}
            columns={choice.columns}
            rows={data.items}
            rowKey={(group) => group.id}
            onOpen={(group) => go(`groups/${group.id}`)}
            sort={filter.sort}
            onSort={(sort) => filter.set({ sort })}
            selection={canManage ? selection : undefined}
            stale={query.isPlaceholderData}
          />
        )}
      </Loaded>
      <CursorPager pager={{ ...pager, total: counts?.total }} />
      <BulkBar
        selection={selection}
        title={t("list.selected", { count: selection.count })}
        note={selection.count <= (query.data?.items.length ?? 0) && people > 0 ? t("list.selectedPeople", { people: formatCount(people) }) : null}
        all={counts && counts.total > selection.count ? { label: t("list.selectAll", { count: counts.total }), onPick: bulk.pickAll } : undefined}
        actions={bulk.actions}
      />
      <BulkDialogs bulk={bulk} />
    </Page>
  );
}

function NoGroups({ canManage }: { canManage: boolean }) {
  const { t } = useTranslation("groups");
  return (
    <EmptyState
      title={t("list.empty.title")}
      text={t("list.empty.text")}
      actions={
        canManage ? (
          <>
            <Button kind="primary" icon="plus" to="groups/new">
              {t("list.create")}
            </Button>
            <Button to="groups/blueprints">{t("list.more.blueprints")}</Button>
          </>
        ) : null
      }
      steps={(["blueprint", "stamp", "open"] as const).map((step) => ({ title: t(`list.empty.steps.${step}.title`), text: t(`list.empty.steps.${step}.text`) }))}
    />
  );
}
