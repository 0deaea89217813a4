import { useTranslation } from "react-i18next";
import { isOpenJob } from "../../../lib/job-state.ts";
import { useAction, useCursorPages } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { errorText } from "../../../web/i18n/error-text.ts";
import { ApiError } from "../../../web/client.ts";
import { CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip, type Tone } from "../../../web/ui/chip.tsx";
import { type Column, DataTable, TwoLines } from "../../../web/ui/data-table.tsx";
import { formatBytes, formatCount } from "../../../web/ui/format.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Progress } from "../../../web/ui/progress.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { SettingsFrame } from "../../brands/web/settings-frame.tsx";
import { ExportButton } from "./export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import { cancelExportEndpoint, type ExportRow, type ExportState, listExportsEndpoint, startExportEndpoint } from "../exports.contract.ts";
import { saveExport } from "./follow.ts";
import "./exports.css";

const REFRESH_MS = 2_000;

/** 导出记录: what was taken along, how far it is, and the file as long as it is kept. */
export function ExportsPage() {
  const { t } = useTranslation("exports");
  const brand = useBrand();
  const url = useUrlState();
  const canSeeAll = brand.can("brands.audit");
  const whose = canSeeAll && url.get("whose") === "all" ? "all" : "mine";
  const { query, pager } = useCursorPages(listExportsEndpoint, { whose, limit: 50 }, { refreshMs: REFRESH_MS });
  const { columns, tools } = useListView("exports", { columns: exportColumns(t, whose === "all"), conditions: ["whose"] });
  return (
    <SettingsFrame section="exports" facts={t("records.kept")}>
      <div className="filters">
        {canSeeAll ? (
          <Segmented
            label={t("records.whose")}
            value={whose}
            onChange={(next) => url.set({ whose: next === "mine" ? "" : next })}
            options={(["mine", "all"] as const).map((value) => ({ value, label: t(`records.${value}`) }))}
          />
        ) : null}
        <span className="sp" />
        {tools}
        <ExportButton list="exports" filter={{ whose }} columns={columns} />
      </div>
      <Loaded
        query={query}
        what={t("records.what")}
        skeleton={<RowsSkeleton edge rows={8} />}
        empty={(page) =>
          page.items.length > 0 ? null : (
            <EmptyState
              icon="download"
              title={t("records.emptyTitle")}
              text={t("records.emptyText")}
              actions={<Button to="groups">{t("records.emptyAction")}</Button>}
            />
          )
        }
      >
        {(page) => (
          <DataTable
            label={t("records.what")}
            columns={columns}
            rows={page.items}
            rowKey={(one) => one.id}
            stickyTop={97}
            stale={query.isPlaceholderData}
          />
        )}
      </Loaded>
      <CursorPager pager={pager} />
    </SettingsFrame>
  );
}

type Words = ReturnType<typeof useTranslation<"exports">>["t"];

const tones: Record<ExportState, Tone> = {
  waiting: "plain",
  running: "info",
  done: "good",
  failed: "bad",
  cancelled: "plain",
  removed: "plain",
};

function exportColumns(t: Words, showsWho: boolean): Column<ExportRow>[] {
  return [
    { key: "name", title: t("records.name"), cell: (row) => <What row={row} /> },
    { key: "format", title: t("records.format"), from: 700, width: 80, cell: (row) => t(`formats.${row.format}`) },
    { key: "state", title: t("records.state"), width: 150, cell: (row) => <State row={row} /> },
    { key: "rows", title: t("records.rows"), right: true, width: 96, from: 700, cell: (row) => formatCount(row.rows) },
    {
      key: "size",
      title: t("records.size"),
      right: true,
      width: 96,
      from: 1000,
      cell: (row) => (row.sizeBytes === null ? <span className="mut">—</span> : formatBytes(row.sizeBytes)),
    },
    ...(showsWho ? [{ key: "who", title: t("records.who"), width: 120, cell: (row: ExportRow) => <bdi>{row.askerName}</bdi> }] : []),
    { key: "at", title: t("records.at"), width: 120, from: 700, cell: (row) => <Time className="mut" at={row.createdAt} /> },
    {
      key: "goes",
      title: t("records.goes"),
      width: 120,
      from: 1000,
      cell: (row) => (row.goesAt ? <Time className="mut" at={row.goesAt} /> : <span className="mut">—</span>),
    },
    { key: "acts", title: "", right: true, width: 120, cell: (row) => <Acts row={row} /> },
  ];
}

function What({ row }: { row: ExportRow }) {
  const { t } = useTranslation("exports");
  const count = Object.keys(row.filter).filter((name) => name !== "sort" && name !== "ascending").length;
  return <TwoLines title={row.title} note={count === 0 ? t("records.noConditions") : t("records.conditions", { count })} />;
}

function State({ row }: { row: ExportRow }) {
  const { t } = useTranslation("exports");
  if (row.state === "running" && row.expected) {
    return <Progress share={row.rows / row.expected} width={110} label={t("makingOf", { rows: row.rows, expected: row.expected })} />;
  }
  const why = row.failure ? errorText(new ApiError(row.failure.code, 500, row.failure.details)) : undefined;
  return (
    <span title={why}>
      <Chip tone={tones[row.state]} dot={row.state === "running"}>
        {t(`states.${row.state}`)}
      </Chip>
    </span>
  );
}

function Acts({ row }: { row: ExportRow }) {
  const { t } = useTranslation("exports");
  const invalidates = [listExportsEndpoint];
  const cancel = useAction(cancelExportEndpoint, { invalidates, onDone: () => toast(t("cancelled")), onFailed: errorToast });
  const again = useAction(startExportEndpoint, { invalidates, onDone: () => toast(t("left")), onFailed: errorToast });
  if (!row.isOwn) return null;
  if (isOpenJob(row.state)) {
    return (
      <Button size="xs" busy={cancel.isPending} onClick={() => cancel.mutate({ exportId: row.id })}>
        {t("cancel")}
      </Button>
    );
  }
  if (row.state === "done") {
    return (
      <Button size="xs" icon="download" onClick={() => void saveExport(row.id).catch(errorToast)}>
        {t("download")}
      </Button>
    );
  }
  const { list, format, filter, columns } = row;
  return (
    <Button
      size="xs"
      icon="refresh"
      busy={again.isPending}
      onClick={() => again.mutate({ list, format, filter, ...(columns ? { columns } : {}) })}
    >
      {t("records.again")}
    </Button>
  );
}
