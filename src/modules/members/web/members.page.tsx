import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OutputOf } from "../../../lib/define.ts";
import { useCursorPages, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { useColumnChoice } from "../../../web/ui/column-choice.tsx";
import { type Column, DataTable } from "../../../web/ui/data-table.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState, NoResult } from "../../../web/ui/states.tsx";
import { Tabs } from "../../../web/ui/tabs.tsx";
import { type Selection, useSelection } from "../../../web/ui/use-selection.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { countMembersEndpoint, listMembersEndpoint, type MemberItem } from "../members.contract.ts";
import { MembersBulk } from "./bulk-tags.tsx";
import { useMemberColumns } from "./member-columns.tsx";
import { MemberDrawer } from "./member-drawer.tsx";
import { addressNames, type Ask, type MemberFilterState, useMemberFilter, type View, views } from "./member-filter.ts";
import { MemberFilters } from "./member-filters.tsx";
import { TagsDialog } from "./tags-dialog.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { useViews } from "../../views/web/use-views.ts";
import { ViewTabs } from "../../views/web/view-tabs.tsx";
import "./members.css";

const PAGE = 50;

function useCount(ask: Ask): string | null {
  const { t } = useTranslation("members");
  const { data } = useEndpoint(countMembersEndpoint, ask, { keepLast: true });
  if (!data) return null;
  return data.isMore ? t("more", { count: formatCount(data.count) }) : formatCount(data.count);
}

/** The page of the list that the conditions name, and how many fit them where that is known. */
function useList(filter: MemberFilterState) {
  const ask = {
    ...filter.ask,
    sort: filter.sort.endsWith("active") ? ("active" as const) : ("joined" as const),
    ascending: filter.sort.startsWith("-") ? undefined : ("1" as const),
    limit: PAGE,
  };
  const list = useCursorPages(listMembersEndpoint, ask);
  const { data } = useEndpoint(countMembersEndpoint, filter.ask, { keepLast: true });
  return { ...list, ask, total: data && !data.isMore ? data.count : undefined };
}

function HeadActions() {
  const { t } = useTranslation("members");
  const brand = useBrand();
  const [open, setOpen] = useState(false);
  return (
    <>
      {brand.can("members.privacy") ? (
        <Button size="s" icon="lock" to="members/privacy">
          {t("privacy.title")}
        </Button>
      ) : null}
      {brand.can("imports.run") && brand.can("members.manage") ? (
        <Button size="s" icon="upload" to="imports/new?kind=members">
          {t("import")}
        </Button>
      ) : null}
      {brand.can("members.manage") ? (
        <Button size="s" icon="tag" onClick={() => setOpen(true)}>
          {t("tags.manage")}
        </Button>
      ) : null}
      {open ? <TagsDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** 会员: everyone the person may see, and beside the list the one that is open. */
export function MembersPage() {
  const { t } = useTranslation("members");
  const brand = useBrand();
  const url = useUrlState();
  const filter = useMemberFilter();
  const saved = useViews("members", addressNames);
  const selection = useSelection();
  const openId = url.get("id");
  const all = useCount({});
  const { query, pager, total, ask } = useList(filter);
  const choice = useColumnChoice("members", useMemberColumns(openId !== ""), saved.columns);
  const canManage = brand.can("members.manage");
  const open = (id: string) => url.set({ id });

  return (
    <Page title={t("title")} flush facts={all === null ? null : t("facts", { count: all })} actions={<HeadActions />}>
      <div className={openId ? "mw open" : "mw"}>
        <div className="mlist">
          <div className="subbar">
            <Tabs<View | "">
              label={t("title")}
              value={saved.active ? "" : filter.view}
              onChange={(view) => (saved.active ? saved.leave : filter.set)({ view: view === "all" ? "" : view })}
              tabs={views.map((view) => ({ value: view, label: <ViewName view={view} filter={filter} /> }))}
            />
            <ViewTabs views={saved} columns={choice.columns} />
          </div>
          <MemberFilters
            filter={filter}
            columns={choice.button}
            exporting={canManage ? <ExportButton list="members" filter={ask} columns={choice.columns} total={total} /> : null}
            isNarrow={openId !== ""}
          />
          <MembersTable
            query={query}
            filter={filter}
            columns={choice.columns}
            openId={openId}
            onOpen={open}
            selection={canManage ? selection : undefined}
          />
          <CursorPager pager={{ ...pager, total }} />
          <MembersBulk selection={selection} ask={filter.ask} total={total} />
        </div>
        {openId ? (
          <MemberDrawer
            memberId={openId}
            ids={(query.data?.items ?? []).map((one) => one.id)}
            first={pager.first}
            total={total}
            onOpen={open}
            onClose={() => url.clear("id")}
          />
        ) : null}
      </div>
    </Page>
  );
}

interface TableProps {
  query: UseQueryResult<OutputOf<typeof listMembersEndpoint>>;
  filter: MemberFilterState;
  columns: Column<MemberItem>[];
  openId: string;
  onOpen: (id: string) => void;
  selection: Selection | undefined;
}

/** A search has an order of its own: the newest first. */
function MembersTable({ query, filter, columns, openId, onOpen, selection }: TableProps) {
  const { t } = useTranslation("members");
  const nobody = filter.isAny ? <NoResult what={t("title")} conditions={filter.conditions} onClear={filter.clear} /> : <NoMembers />;
  const order = filter.q ? {} : { sort: filter.sort, onSort: (sort: string) => filter.set({ sort: sort === "-joined" ? "" : sort }) };
  return (
    <Loaded
      query={query}
      what={t("title")}
      skeleton={<RowsSkeleton edge rows={14} />}
      empty={(data) => (data.items.length > 0 ? null : nobody)}
    >
      {(data) => (
        <DataTable<MemberItem>
          label={t("title")}
          columns={columns}
          rows={data.items}
          rowKey={(member) => member.id}
          onOpen={(member) => onOpen(member.id)}
          currentKey={openId}
          {...order}
          selection={selection}
          stale={query.isPlaceholderData}
        />
      )}
    </Loaded>
  );
}

/** The name of a view and how many fit it, other conditions as they are. */
function ViewName({ view, filter }: { view: View; filter: MemberFilterState }) {
  const { t } = useTranslation("members");
  const count = useCount(filter.askOf(view));
  return (
    <>
      {t(`view.${view}`)}
      {count === null ? null : <em>{count}</em>}
    </>
  );
}

function NoMembers() {
  const { t } = useTranslation("members");
  return (
    <EmptyState
      title={t("empty.title")}
      text={t("empty.text")}
      actions={
        <Button kind="primary" icon="groups" to="groups">
          {t("empty.action")}
        </Button>
      }
      steps={(["group", "link", "tag"] as const).map((step) => ({
        title: t(`empty.steps.${step}.title`),
        text: t(`empty.steps.${step}.text`),
      }))}
    />
  );
}
