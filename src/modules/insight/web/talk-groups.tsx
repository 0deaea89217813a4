import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { CursorPager, type Pager } from "../../../web/ui/bulk-bar.tsx";
import { DataTable } from "../../../web/ui/data-table.tsx";
import { useGo } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import type { UrlState } from "../../../web/ui/use-url-state.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import type { TalkGroup } from "../talk-months.contract.ts";
import { saidColumns } from "./said-columns.tsx";

interface TalkGroupsProps {
  groups: { query: UseQueryResult<{ items: TalkGroup[]; total?: number | undefined }>; pager: Pager };
  /** What they were asked with. */
  ask: { scope: string; from: string | undefined; to: string | undefined; sort: string | undefined };
  url: UrlState;
}

/** 按群: who said how much in the chosen time; a row narrows the page to its group, and from there leads to it. */
export function TalkGroups({ groups: { query, pager }, ask, url }: TalkGroupsProps) {
  const { t } = useTranslation("talkMonths");
  const go = useGo();
  const said = saidColumns<TalkGroup>(t).map((column) => (column.key === "messages" ? { ...column, sort: "messages" } : column));
  const { columns, tools } = useListView("talk-groups", {
    columns: [{ key: "group", title: t("group"), sort: "name", cell: (row) => <span className="el">{row.name}</span> }, ...said],
    conditions: ["scope", "from", "to", "sort"],
    isPart: true,
  });
  return (
    <Panel
      title={t("byGroup")}
      actions={
        <>
          {tools}
          <ExportButton size="xs" list="talk-groups" filter={ask} columns={columns} total={query.data?.total} />
        </>
      }
    >
      <Loaded query={query} what={t("byGroup")} tight>
        {(data) => (
          <DataTable
            label={t("byGroup")}
            columns={columns}
            rows={data.items}
            rowKey={(row) => row.id}
            onOpen={(row) => (ask.scope === `group:${row.id}` ? go(`groups/${row.id}`) : url.set({ scope: `group:${row.id}` }))}
            sort={ask.sort ?? "-messages"}
            onSort={(next) => url.set({ sort: next })}
            oneLine
            edge={false}
            stickyTop={0}
            stale={query.isPlaceholderData}
          />
        )}
      </Loaded>
      <CursorPager pager={pager} />
    </Panel>
  );
}
