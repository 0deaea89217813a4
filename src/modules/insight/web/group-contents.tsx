import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCursorPages } from "../../../web/api.ts";
import { CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { Legend } from "../../../web/ui/chip.tsx";
import { type Column, DataTable, TwoLines } from "../../../web/ui/data-table.tsx";
import { formatCount, formatMoney } from "../../../web/ui/format.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { EmptyState, NoResult } from "../../../web/ui/states.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import { BUY_HOURS, groupContentsEndpoint, type GroupContentRow, SPEAK_HOURS, USES_DAYS } from "../group-contents.contract.ts";
import { ContentUsesDrawer } from "./content-uses.tsx";

const colors: Record<GroupContentRow["direction"], string> = { engage: "var(--c1)", convert: "var(--c2)", brand: "var(--c3)" };
const none = <span className="mut">—</span>;

/** 素材 of a group: what went there, and what followed; a row opens its uses. */
export function GroupContents({ groupId }: { groupId: string }) {
  const { t } = useTranslation("insight");
  const url = useUrlState();
  const [open, setOpen] = useState<GroupContentRow | null>(null);
  const q = url.get("q");
  const { query, pager } = useCursorPages(groupContentsEndpoint, { groupId, q: q || undefined, limit: 30 });
  const { columns, tools } = useListView("group-contents", { columns: useContentColumns(), conditions: ["q"], isPart: true });
  return (
    <Panel
      title={t("used.title")}
      facts={t("used.facts", { days: USES_DAYS })}
      actions={
        <>
          <SearchInput value={q} onSearch={(next) => url.set({ q: next })} placeholder={t("used.search")} />
          {tools}
          <ExportButton size="xs" list="group-contents" filter={{ groupId, q }} columns={columns} />
        </>
      }
    >
      <Loaded
        query={query}
        what={t("used.what")}
        empty={(data) =>
          data.items.length > 0 ? null : q ? (
            <NoResult what={t("used.unit")} conditions={[{ name: q, drop: () => url.clear("q") }]} />
          ) : (
            <EmptyState tight icon="content" title={t("used.empty")} text={t("used.emptyText")} />
          )
        }
      >
        {(data) => (
          <DataTable
            label={t("used.what")}
            columns={columns}
            rows={data.items}
            rowKey={(row) => row.contentId}
            onOpen={setOpen}
            currentKey={open?.contentId}
            edge={false}
            stickyTop={0}
            stale={query.isPlaceholderData}
          />
        )}
      </Loaded>
      <CursorPager pager={pager} />
      {open ? <ContentUsesDrawer key={open.contentId} groupId={groupId} content={open} onClose={() => setOpen(null)} /> : null}
    </Panel>
  );
}

function useContentColumns(): Column<GroupContentRow>[] {
  const { t } = useTranslation("insight");
  return [
    {
      key: "name",
      title: t("used.column.name"),
      cell: (row) => <TwoLines title={row.name} note={t(`used.format.${row.format}`)} />,
    },
    {
      key: "direction",
      title: t("used.column.direction"),
      width: 92,
      cell: (row) => <Legend color={colors[row.direction]}>{t(`used.direction.${row.direction}`)}</Legend>,
    },
    {
      key: "uses",
      title: t("used.column.uses"),
      right: true,
      width: 120,
      tip: t("used.tip.uses"),
      cell: (row) => (
        <>
          {formatCount(row.sent)}
          {row.sent < row.uses ? <span className="warn"> / {formatCount(row.uses)}</span> : null}
        </>
      ),
    },
    { key: "last", title: t("used.column.last"), right: true, width: 120, cell: (row) => <Time at={row.lastAt} /> },
    {
      key: "speakers",
      title: t("used.column.speakers"),
      right: true,
      width: 128,
      tip: t("used.tip.speakers", { hours: SPEAK_HOURS }),
      cell: (row) => (row.sent > 0 ? t("used.people", { count: Math.round(row.speakers / row.sent) }) : none),
    },
    {
      key: "orders",
      title: t("used.column.orders"),
      right: true,
      width: 104,
      tip: t("used.tip.orders", { hours: BUY_HOURS }),
      cell: (row) => (row.sent > 0 ? formatCount(row.orders) : none),
    },
    {
      key: "net",
      title: t("used.column.net"),
      right: true,
      width: 128,
      tip: t("used.tip.net"),
      cell: (row) => (row.sent > 0 ? formatMoney(row.netFen) : none),
    },
  ];
}
