import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { callEndpoint, useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { walkByArrows } from "../../../web/ui/arrow-walk.ts";
import { BulkBar, CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import type { Column } from "../../../web/ui/data-table.tsx";
import { FilterChip } from "../../../web/ui/filter-chip.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Dot, Page } from "../../../web/ui/page.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState, NoResult } from "../../../web/ui/states.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { useTakeBack } from "../../../web/ui/use-take-back.ts";
import { useSelection } from "../../../web/ui/use-selection.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import { directions, formats } from "../body.contract.ts";
import {
  type ContentRow,
  contentOverviewEndpoint,
  contentStates,
  fileContentsEndpoint,
  listContentsEndpoint,
} from "../contents.contract.ts";
import { folderLines } from "../folder-tree.rules.ts";
import { ContentCard } from "./content-card.tsx";
import { ContentDrawer } from "./content-drawer.tsx";
import { ContentTable, useContentColumns } from "./content-table.tsx";
import { ContentTabs } from "./content-tabs.tsx";
import { ContentsPlace } from "./folder-dialog.tsx";
import { FolderTree } from "./folder-tree.tsx";
import { useLibrary } from "./use-library.ts";
import "./contents.css";

const conditions = ["q", "folder", "direction", "format", "state", "sort", "view"];

/** 内容: the library by folders, as cards or rows, with the editor at the right. */
export function ContentsPage() {
  const { t } = useTranslation("contents");
  const canWrite = useBrand().can("contents.write");
  const library = useLibrary();
  const { url, overview, query, pager, folder } = library;
  const openId = url.get("open");
  const data = overview.data;
  const isTable = url.get("view") === "list";
  const all = useContentColumns();
  const { columns, tools } = useListView("contents", { columns: isTable ? all : [], conditions });
  return (
    <Page
      title={t("title")}
      flush
      facts={
        data ? (
          <>
            {t("facts", { count: data.total })}
            {data.states.pending ? (
              <>
                <Dot />
                {t("pendingFacts", { count: data.states.pending })}
              </>
            ) : null}
          </>
        ) : undefined
      }
      actions={
        canWrite ? (
          <Button kind="primary" size="s" icon="plus" onClick={() => url.set({ open: "new" })}>
            {t("new")}
          </Button>
        ) : undefined
      }
    >
      <ContentTabs current="library" />
      <div className="contents-lay">
        <Loaded query={overview} what={t("folders.title")} tight skeleton={<BlockSkeleton height={320} />}>
          {(shown) => <FolderTree overview={shown} folder={folder} onFolder={(next) => url.set({ folder: next, state: "" })} />}
        </Loaded>
        <div className="contents-main">
          <Filters library={library}>
            {tools}
            <ExportButton list="contents" filter={library.asked} columns={isTable ? columns : undefined} />
          </Filters>
          <Loaded
            query={query}
            what={t("what")}
            skeleton={<CardsSkeleton />}
            empty={(page) => (page.items.length === 0 ? <Nothing library={library} /> : null)}
          >
            {(page) => (
              <Items
                rows={page.items}
                columns={columns}
                library={library}
                canWrite={canWrite}
                openId={openId}
                stale={query.isPlaceholderData}
              />
            )}
          </Loaded>
          <CursorPager pager={pager} />
        </div>
      </div>
      {openId ? (
        <ContentDrawer
          key={openId}
          contentId={openId === "new" ? null : openId}
          folderId={folder.length === 36 ? folder : null}
          onClose={() => url.clear("open")}
          onOpen={(id) => url.set({ open: id })}
        />
      ) : null}
    </Page>
  );
}

type Library = ReturnType<typeof useLibrary>;

function Filters({ library: { url, folder }, children }: { library: Library; children: ReactNode }) {
  const { t } = useTranslation("contents");
  const one = (name: string) => (url.get(name) ? [url.get(name)] : []);
  const sorts = [
    { value: "", label: t("sort.updated") },
    { value: "name", label: t("sort.name") },
    { value: "-uses", label: t("sort.uses") },
  ];
  return (
    <div className="filters">
      <SearchInput value={url.get("q")} onSearch={(q) => url.set({ q })} placeholder={t("search")} />
      <FilterChip
        name={t("filter.direction")}
        options={directions.map((value) => ({ value, label: t(`direction.${value}`) }))}
        value={one("direction")}
        onChange={(value) => url.set({ direction: value })}
      />
      <FilterChip
        name={t("filter.format")}
        options={formats.map((value) => ({ value, label: t(`format.${value}`) }))}
        value={one("format")}
        onChange={(value) => url.set({ format: value })}
      />
      {folder === "retired" ? null : (
        <FilterChip
          name={t("filter.state")}
          options={contentStates.filter((value) => value !== "retired").map((value) => ({ value, label: t(`state.${value}`) }))}
          value={one("state")}
          onChange={(value) => url.set({ state: value })}
        />
      )}
      <span className="sp" />
      <Segmented label={t("sort.label")} options={sorts} value={url.get("sort")} onChange={(sort) => url.set({ sort })} />
      <Segmented
        label={t("views")}
        options={[
          { value: "", label: t("grid") },
          { value: "list", label: t("list") },
        ]}
        value={url.get("view")}
        onChange={(view) => url.set({ view })}
      />
      {children}
    </div>
  );
}

function Items({
  rows,
  columns,
  library,
  canWrite,
  openId,
  stale,
}: {
  rows: ContentRow[];
  columns: Column<ContentRow>[];
  library: Library;
  canWrite: boolean;
  openId: string;
  stale: boolean;
}) {
  const { t } = useTranslation("contents");
  const { url, overview } = library;
  const selection = useSelection();
  const [isPlacing, setPlacing] = useState(false);
  const takeBack = useTakeBack([listContentsEndpoint, contentOverviewEndpoint]);
  const move = useAction(fileContentsEndpoint, {
    invalidates: [listContentsEndpoint, contentOverviewEndpoint],
    onFailed: errorToast,
    onDone: ({ moved }, { contentIds }) => {
      const places = Map.groupBy(
        rows.filter((row) => contentIds.includes(row.id)),
        (row) => row.folderId,
      );
      takeBack(t("folders.moved", { count: moved }), () =>
        Promise.all(
          [...places].map(([folderId, there]) => callEndpoint(fileContentsEndpoint, { contentIds: there.map((row) => row.id), folderId })),
        ),
      );
      selection.clear();
      setPlacing(false);
    },
  });
  const keys = rows.map((row) => row.id);
  const sort = url.get("sort");
  return (
    <>
      {url.get("view") === "list" ? (
        <ContentTable
          columns={columns}
          rows={rows}
          sort={sort === "" ? "-updated" : sort}
          onSort={(next) => url.set({ sort: next === "name" || next === "-uses" ? next : "" })}
          openId={openId}
          onOpen={(row) => url.set({ open: row.id })}
          selection={canWrite ? selection : undefined}
          stale={stale}
        />
      ) : (
        <div className={stale ? "contents-grid stale" : "contents-grid"} onKeyDown={walkByArrows}>
          {rows.map((row) => (
            <ContentCard
              key={row.id}
              content={row}
              isOpen={row.id === openId}
              isPicked={selection.has(row.id)}
              onOpen={() => url.set({ open: row.id })}
              onPick={canWrite ? (range) => selection.toggle(row.id, range ? keys : undefined) : undefined}
            />
          ))}
        </div>
      )}
      <BulkBar
        selection={selection}
        title={t("facts", { count: selection.count })}
        actions={[{ icon: "folder", label: t("folders.move"), onRun: () => setPlacing(true) }]}
      />
      {isPlacing && selection.count > 0 ? (
        <ContentsPlace
          count={selection.count}
          lines={folderLines(overview.data?.folders ?? [])}
          from={library.folder}
          isBusy={move.isPending}
          onPlace={(folderId) => move.mutate({ contentIds: [...selection.keys], folderId })}
          onClose={() => setPlacing(false)}
        />
      ) : null}
    </>
  );
}

function Nothing({ library }: { library: Library }) {
  const { t } = useTranslation("contents");
  const { url, isFiltered, overview } = library;
  const names = { q: url.get("q"), direction: url.get("direction"), format: url.get("format"), state: url.get("state") };
  if (isFiltered) {
    const label = (key: string, value: string) =>
      key === "q"
        ? value
        : key === "direction"
          ? t(`direction.${value as "engage"}`)
          : key === "format"
            ? t(`format.${value as "text"}`)
            : t(`state.${value as "draft"}`);
    const conditions = Object.entries(names).flatMap(([key, value]) =>
      value ? [{ name: label(key, value), drop: () => url.clear(key) }] : [],
    );
    return <NoResult what={t("noResult")} conditions={conditions} onClear={() => url.clear("q", "direction", "format", "state")} />;
  }
  if (overview.data && overview.data.total > 0) return <EmptyState icon="folder" title={t("emptyFolder")} text={t("emptyFolderText")} />;
  const steps = (["write", "approve", "plan"] as const).map((key) => ({ title: t(`steps.${key}.title`), text: t(`steps.${key}.text`) }));
  const create = (
    <Button kind="primary" icon="plus" onClick={() => url.set({ open: "new" })}>
      {t("new")}
    </Button>
  );
  return <EmptyState title={t("empty")} text={t("emptyText")} actions={create} steps={steps} />;
}

function CardsSkeleton() {
  return (
    <div className="contents-grid" aria-busy>
      {Array.from({ length: 8 }, (_, n) => (
        <BlockSkeleton key={n} height={252} />
      ))}
    </div>
  );
}
