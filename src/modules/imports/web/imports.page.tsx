import { useTranslation } from "react-i18next";
import { useCursorPages } from "../../../web/api.ts";
import { CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip, type Tone } from "../../../web/ui/chip.tsx";
import { type Column, DataTable, TwoLines } from "../../../web/ui/data-table.tsx";
import { FilterChip } from "../../../web/ui/filter-chip.tsx";
import { formatBytes, formatCount } from "../../../web/ui/format.ts";
import { useGo } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { Progress } from "../../../web/ui/progress.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState, NoResult } from "../../../web/ui/states.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import { ImportKind, importKinds } from "../fields.contract.ts";
import { type ImportRow, type ImportState, listImportsEndpoint } from "../imports.contract.ts";
import { isBusy } from "../state.rules.ts";
import "./imports.css";

const REFRESH_MS = 2_000;

/** 导入: every file that was read in, with how far it is. */
export function ImportsPage() {
  const { t } = useTranslation("imports");
  const url = useUrlState();
  const go = useGo();
  const kind = ImportKind.safeParse(url.get("kind")).data;
  const ask = { q: url.get("q") || undefined, kind };
  const { query, pager } = useCursorPages(listImportsEndpoint, { ...ask, limit: 50 }, { refreshMs: REFRESH_MS });
  const { columns, tools } = useListView("imports", { columns: importColumns(t), conditions: ["q", "kind"] });
  const isNarrowed = url.get("q") !== "" || kind !== undefined;
  const add = (
    <Button kind="primary" size="s" icon="upload" to="imports/new">
      {t("new")}
    </Button>
  );
  return (
    <Page title={t("title")} crumbs={[{ label: t("crumb"), to: "insight" }]} facts={t("listFacts")} flush actions={add}>
      <div className="filters">
        <SearchInput value={url.get("q")} onSearch={(q) => url.set({ q })} placeholder={t("search")} />
        <FilterChip
          name={t("column.kind")}
          options={importKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          value={url.list("kind")}
          onChange={(value) => url.set({ kind: value })}
        />
        <span className="sp" />
        {tools}
        <ExportButton list="imports" filter={ask} columns={columns} />
      </div>
      <Loaded
        query={query}
        what={t("what")}
        skeleton={<RowsSkeleton edge rows={8} />}
        empty={(page) => {
          if (page.items.length > 0) return null;
          if (isNarrowed) return <NoResult what={t("noResult")} onClear={() => url.clear("q", "kind")} />;
          return <EmptyState icon="upload" title={t("empty")} text={t("emptyText")} actions={add} />;
        }}
      >
        {(page) => (
          <DataTable
            label={t("what")}
            columns={columns}
            rows={page.items}
            rowKey={(one) => one.id}
            onOpen={(one) => go(`imports/${one.id}`)}
            stickyTop={97}
            stale={query.isPlaceholderData}
          />
        )}
      </Loaded>
      <CursorPager pager={pager} />
    </Page>
  );
}

type Words = ReturnType<typeof useTranslation<"imports">>["t"];

const tones: Record<ImportState, Tone> = {
  draft: "outline",
  checking: "brand",
  checked: "info",
  waiting: "brand",
  running: "brand",
  done: "good",
  failed: "bad",
  cancelled: "warn",
};

export function StateChip({ state }: { state: ImportState }) {
  const { t } = useTranslation("imports");
  return (
    <Chip tone={tones[state]} dot={isBusy(state)}>
      {t(`state.${state}`)}
    </Chip>
  );
}

function StateCell({ one }: { one: ImportRow }) {
  const { t } = useTranslation("imports");
  return (
    <div className="row g8">
      <StateChip state={one.state} />
      {isBusy(one.state) && one.sizeBytes > 0 ? (
        <Progress share={one.progress.bytes / one.sizeBytes} label={t(`state.${one.state}`)} width={72} height={4} />
      ) : null}
    </div>
  );
}

function importColumns(t: Words): Column<ImportRow>[] {
  return [
    {
      key: "file",
      title: t("column.file"),
      cell: (one) => <TwoLines title={one.fileName} note={`${t(`kinds.${one.kind}`)} · ${formatBytes(one.sizeBytes)}`} />,
    },
    { key: "state", title: t("column.state"), width: 190, cell: (one) => <StateCell one={one} /> },
    { key: "rows", title: t("column.rows"), right: true, width: 96, cell: (one) => formatCount(one.counts.read) },
    {
      key: "taken",
      title: t("column.taken"),
      right: true,
      width: 140,
      from: 760,
      cell: (one) => `${formatCount(one.counts.new)} / ${formatCount(one.counts.changed)}`,
    },
    {
      key: "bad",
      title: t("column.bad"),
      right: true,
      width: 88,
      cell: (one) => (one.counts.bad > 0 ? <span className="bad">{formatCount(one.counts.bad)}</span> : "0"),
    },
    { key: "by", title: t("column.by"), width: 110, from: 1000, cell: (one) => one.by },
    { key: "at", title: t("column.at"), right: true, width: 120, from: 620, cell: (one) => <Time className="mut" at={one.createdAt} /> },
  ];
}
