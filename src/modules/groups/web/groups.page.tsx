import { useTranslation } from "react-i18next";
import type { OutputOf } from "../../../lib/define.ts";
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
import { type Selection, useSelection } from "../../../web/ui/use-selection.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { groupTicksEndpoint } from "../../flows/flows.contract.ts";
import { type Views, useViews } from "../../views/web/use-views.ts";
import { ViewTabs } from "../../views/web/view-tabs.tsx";
import { MOST_AT_ONCE } from "../bulk.contract.ts";
import { type GroupListItem, type GroupTab, groupTabs, listGroupsEndpoint, summarizeGroupsEndpoint } from "../group-list.contract.ts";
import { BulkDialogs, useBulk } from "./bulk-dialogs.tsx";
import { GroupFilters } from "./group-filters.tsx";
import { useGroupColumns } from "./group-columns.tsx";
import { addressNames, type GroupFilterState, useGroupFilter } from "./group-filter.ts";
import { spaced } from "./spaced.ts";
import { StageBar } from "./stage-bar.tsx";

const noTicks = new Map<string, never[]>();

/** 社群: every group the person may see, under conditions kept in the address. */
export function GroupsPage() {
  const { t } = useTranslation("groups");
  const filter = useGroupFilter();
  const views = useViews("groups", addressNames);
  const { columns } = useColumnChoice("groups", useGroupColumns(useBrand().can("flows.read") ? noTicks : undefined), views.columns);
  const summary = useEndpoint(summarizeGroupsEndpoint, filter.ask, { keepLast: true });
  const counts = summary.data;
  const hasNone = counts?.tabs.all === 0 && !filter.isAny;
  return (
    <Page title={t("title")} flush facts={counts ? <Facts counts={counts} /> : null} actions={<HeadActions />}>
      <div className="subbar">
        <Tabs<GroupTab | "">
          label={t("title")}
          value={views.active ? "" : filter.tab}
          onChange={(tab) => (views.active ? views.leave : filter.set)({ tab: tab === "all" ? "" : tab })}
          tabs={groupTabs.map((tab) => ({ value: tab, label: t(`list.tabs.${tab}`), count: counts?.tabs[tab] }))}
        />
        <ViewTabs views={views} columns={columns} />
      </div>
      {hasNone ? <NoGroups /> : <GroupList filter={filter} views={views} counts={counts} />}
    </Page>
  );
}

type Counts = OutputOf<typeof summarizeGroupsEndpoint>;

function Facts({ counts }: { counts: Counts }) {
  const { t } = useTranslation("groups");
  return (
    <>
      {t("list.facts", { count: counts.tabs.all })}
      <Dot />
      {t("list.seats", { seats: spaced(formatShort(counts.seats)) })}
    </>
  );
}

function HeadActions() {
  const { t } = useTranslation("groups");
  const brand = useBrand();
  const go = useGo();
  return (
    <>
      <MoreMenu
        bordered
        actions={[
          { key: "opening", label: t("list.more.opening"), icon: "check", onRun: () => go("groups/opening") },
          { key: "blueprints", label: t("list.more.blueprints"), icon: "copy", onRun: () => go("groups/blueprints") },
          { key: "workload", label: t("list.more.workload"), icon: "team", onRun: () => go("groups/workload") },
          { key: "stamps", label: t("list.more.stamps"), icon: "history", onRun: () => go("groups/stamps") },
        ]}
      />
      {brand.can("groups.manage") ? (
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
  );
}

const TICKS_MS = 60_000;

/** Today's ticks of the rows in sight; undefined for those who may not see flows. */
function useTicks(rows: readonly GroupListItem[]) {
  const canSee = useBrand().can("flows.read");
  const ask = { groupIds: rows.map((group) => group.id) };
  const { data } = useEndpoint(groupTicksEndpoint, ask, { enabled: canSee && rows.length > 0, refreshMs: TICKS_MS, keepLast: true });
  return canSee ? new Map(data?.items.map((one) => [one.groupId, one.ticks])) : undefined;
}

/** Filters, the stages, the rows and what is done with several of them. */
function GroupList({ filter, views, counts }: { filter: GroupFilterState; views: Views; counts: Counts | undefined }) {
  const { t } = useTranslation("groups");
  const brand = useBrand();
  const go = useGo();
  const selection = useSelection();
  const { query, pager } = useCursorPages(listGroupsEndpoint, { ...filter.ask, sort: filter.sort, limit: 50 });
  const choice = useColumnChoice("groups", useGroupColumns(useTicks(query.data?.items ?? [])), views.columns);
  return (
    <>
      <GroupFilters
        filter={filter}
        columns={choice.button}
        exporting={
          <ExportButton list="groups" filter={{ ...filter.ask, sort: filter.sort }} columns={choice.columns} total={counts?.total} />
        }
      />
      {counts ? <StageBar summary={counts} stages={filter.list("stage")} onPick={(stage) => filter.set({ stage })} /> : null}
      <Loaded
        query={query}
        what={t("list.what")}
        skeleton={<RowsSkeleton edge rows={14} />}
        empty={(data) =>
          data.items.length > 0 ? null : <NoResult what={t("list.unit")} conditions={filter.conditions} onClear={filter.clear} />
        }
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
            selection={brand.can("groups.manage") ? selection : undefined}
            stale={query.isPlaceholderData}
          />
        )}
      </Loaded>
      <CursorPager pager={{ ...pager, total: counts?.total }} />
      <GroupBulk selection={selection} filter={filter} rows={query.data?.items ?? []} total={counts?.total ?? 0} />
    </>
  );
}

interface GroupBulkProps {
  selection: Selection;
  filter: GroupFilterState;
  rows: readonly GroupListItem[];
  total: number;
}

function GroupBulk({ selection, filter, rows, total }: GroupBulkProps) {
  const { t } = useTranslation("groups");
  const bulk = useBulk(selection, filter.ask);
  const picked = rows.filter((row) => selection.has(row.id));
  const people = picked.reduce((sum, row) => sum + row.memberCount, 0);
  const noteOf = () => {
    if (selection.count > MOST_AT_ONCE) return t("list.tooMany", { most: formatCount(MOST_AT_ONCE) });
    return picked.length === selection.count ? t("list.selectedPeople", { people: formatCount(people) }) : null;
  };
  return (
    <>
      <BulkBar
        selection={selection}
        title={t("list.selected", { count: selection.count })}
        note={noteOf()}
        all={total > selection.count ? { label: t("list.selectAll", { count: total }), onPick: bulk.pickAll } : undefined}
        actions={bulk.actions}
      />
      <BulkDialogs bulk={bulk} />
    </>
  );
}

function NoGroups() {
  const { t } = useTranslation("groups");
  const canManage = useBrand().can("groups.manage");
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
      steps={(["blueprint", "stamp", "open"] as const).map((step) => ({
        title: t(`list.empty.steps.${step}.title`),
        text: t(`list.empty.steps.${step}.text`),
      }))}
    />
  );
}
