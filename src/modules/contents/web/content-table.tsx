import { useTranslation } from "react-i18next";
import { DataTable, TwoLines, type Column } from "../../../web/ui/data-table.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { formatDay } from "../../../web/ui/format-time.ts";
import type { Selection } from "../../../web/ui/use-selection.ts";
import { Time } from "../../../web/ui/zone.tsx";
import type { ContentRow } from "../contents.contract.ts";
import { DirectionLegend, StateChip } from "./labels.tsx";

interface ContentTableProps {
  columns: Column<ContentRow>[];
  rows: ContentRow[];
  sort: string;
  onSort: (sort: string) => void;
  openId: string;
  onOpen: (row: ContentRow) => void;
  selection: Selection | undefined;
  stale: boolean;
}

export function useContentColumns(): Column<ContentRow>[] {
  const { t } = useTranslation("contents");
  return [
    {
      key: "name",
      title: t("col.name"),
      sort: "name",
      cell: (row) => (
        <div className="row g12">
          <span className="contents-thumb">{row.coverUrl ? <img src={row.coverUrl} alt="" loading="lazy" /> : null}</span>
          <TwoLines title={row.name} note={row.summary} />
          {row.flaggedWords > 0 && row.state !== "approved" ? <Chip tone="bad">{t("flagged", { count: row.flaggedWords })}</Chip> : null}
        </div>
      ),
    },
    { key: "direction", title: t("col.direction"), width: 88, cell: (row) => <DirectionLegend direction={row.direction} /> },
    { key: "state", title: t("col.state"), width: 96, cell: (row) => <StateChip state={row.state} /> },
    {
      key: "version",
      title: t("col.version"),
      width: 104,
      from: 1360,
      cell: (row) => (
        <span className="sec">
          {row.approvedVersion !== null && row.approvedVersion !== row.latestVersion
            ? `v${row.latestVersion} · ${t("inUse", { version: row.approvedVersion })}`
            : `v${row.latestVersion}`}
        </span>
      ),
    },
    {
      key: "folder",
      title: t("col.folder"),
      width: 120,
      from: 1560,
      cell: (row) => <span className="sec el">{row.folderName ?? "—"}</span>,
    },
    { key: "uses", title: t("col.uses"), width: 96, right: true, sort: "uses", cell: (row) => row.uses },
    {
      key: "used",
      title: t("col.used"),
      width: 120,
      right: true,
      cell: (row) => (row.lastUsedAt ? <Time at={row.lastUsedAt} className="sec" /> : <span className="mut">—</span>),
    },
    {
      key: "updated",
      title: t("col.updated"),
      width: 132,
      right: true,
      sort: "updated",
      cell: (row) =>
        row.expiresOn && row.isExpired ? (
          <span className="bad">{t("expired", { day: formatDay(row.expiresOn) })}</span>
        ) : (
          <Time at={row.updatedAt} className="sec" />
        ),
    },
  ];
}

/** The library as rows. */
export function ContentTable({ columns, rows, sort, onSort, openId, onOpen, selection, stale }: ContentTableProps) {
  const { t } = useTranslation("contents");
  return (
    <DataTable
      label={t("library")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      sort={sort}
      onSort={onSort}
      currentKey={openId}
      onOpen={onOpen}
      selection={selection}
      stale={stale}
      stickyTop={0}
    />
  );
}
