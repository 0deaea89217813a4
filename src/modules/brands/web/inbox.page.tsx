import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useCursorPages } from "../../../web/api.ts";
import { CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip, type Tone } from "../../../web/ui/chip.tsx";
import { type Column, DataTable } from "../../../web/ui/data-table.tsx";
import { FilterChip } from "../../../web/ui/filter-chip.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState, NoResult } from "../../../web/ui/states.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { type UrlState, useUrlState } from "../../../web/ui/use-url-state.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { KeptReason, keptReasons } from "../../messages/inbound.contract.ts";
import { type InboxRow, InboxState, listInboxEndpoint, replayAllEndpoint } from "../../messages/inbox.contract.ts";
import { useListView } from "../../views/web/use-list-view.tsx";
import { InboxDrawer } from "./inbox-drawer.tsx";
import { reasonWord } from "./inbox-words.ts";
import { SettingsFrame } from "./settings-frame.tsx";

type Words = ReturnType<typeof useTranslation<"settings">>["t"];

const tones: Record<InboxState, Tone> = { unreadable: "bad", quarantined: "warn", refused: "plain", replayed: "good" };

/** The conditions of the address; words it does not know are none. */
function askOf(url: UrlState) {
  return {
    q: url.get("q") || undefined,
    state: InboxState.safeParse(url.get("state")).data,
    reason: KeptReason.safeParse(url.get("reason")).data,
  };
}

function inboxColumns(t: Words): Column<InboxRow>[] {
  return [
    { key: "at", title: t("inbox.at"), width: 132, cell: (one) => <Time className="mut" at={one.receivedAt} /> },
    { key: "reason", title: t("inbox.reason"), cell: (one) => <b>{reasonWord(t, one.reason)}</b> },
    { key: "state", title: t("inbox.state"), cell: (one) => <Chip tone={tones[one.state]}>{t(`inbox.states.${one.state}`)}</Chip> },
    { key: "source", title: t("inbox.source"), cell: (one) => one.source },
    { key: "sample", title: t("inbox.sample"), cell: (one) => <span className="settings-sample">{one.sample}</span> },
    { key: "size", title: t("inbox.chars"), right: true, from: 1360, cell: (one) => formatCount(one.sizeChars) },
  ];
}

/** 收件箱: what channels reported and could not take effect, with what to do about it. */
export function InboxPage() {
  const { t } = useTranslation("settings");
  const url = useUrlState();
  const ask = askOf(url);
  const { query, pager } = useCursorPages(listInboxEndpoint, { ...ask, limit: 50 });
  const { columns, tools } = useListView("inbox", { columns: inboxColumns(t), conditions: ["q", "state", "reason"] });
  const open = query.data?.items.find((one) => one.id === url.get("id"));
  const waiting = new Map((query.data?.waiting ?? []).map((one) => [one.reason, one.n]));
  const total = [...waiting.values()].reduce((sum, n) => sum + n, 0);
  return (
    <SettingsFrame section="inbox" facts={total > 0 ? t("inbox.waiting", { count: total }) : null}>
      <InboxFilters url={url} waiting={waiting}>
        {tools}
        <ExportButton list="inbox" filter={ask} columns={columns} />
      </InboxFilters>
      <Loaded
        query={query}
        what={t("inbox.what")}
        skeleton={<RowsSkeleton edge rows={8} />}
        empty={(page) => (page.items.length > 0 ? null : <NoItems url={url} />)}
      >
        {(page) => (
          <DataTable
            label={t("inbox.what")}
            columns={columns}
            rows={page.items}
            rowKey={(one) => one.id}
            stickyTop={97}
            currentKey={open?.id}
            stale={query.isPlaceholderData}
            onOpen={(one) => url.set({ id: one.id })}
          />
        )}
      </Loaded>
      <CursorPager pager={pager} />
      {open ? <InboxDrawer key={open.id} row={open} onClose={() => url.clear("id")} /> : null}
    </SettingsFrame>
  );
}

function InboxFilters({ url, waiting, children }: { url: UrlState; waiting: ReadonlyMap<string, number>; children: ReactNode }) {
  const { t } = useTranslation("settings");
  const { reason } = askOf(url);
  return (
    <div className="filters">
      <SearchInput value={url.get("q")} onSearch={(q) => url.set({ q })} placeholder={t("inbox.search")} />
      <FilterChip
        name={t("inbox.reason")}
        options={keptReasons.map((value) => ({ value, label: reasonWord(t, value), note: formatCount(waiting.get(value) ?? 0) }))}
        value={url.list("reason")}
        onChange={(value) => url.set({ reason: value })}
      />
      <FilterChip
        name={t("inbox.state")}
        options={InboxState.options.map((value) => ({ value, label: t(`inbox.states.${value}`) }))}
        value={url.list("state")}
        onChange={(value) => url.set({ state: value })}
      />
      <span className="sp" />
      {reason && waiting.has(reason) ? <ReplayAll reason={reason} /> : null}
      {children}
    </div>
  );
}

function NoItems({ url }: { url: UrlState }) {
  const { t } = useTranslation("settings");
  const { q, state, reason } = askOf(url);
  if (q === undefined && state === undefined && reason === undefined) {
    return <EmptyState icon="check" title={t("inbox.emptyTitle")} text={t("inbox.emptyText")} />;
  }
  return <NoResult what={t("inbox.what")} onClear={() => url.clear("q", "state", "reason")} />;
}

function ReplayAll({ reason }: { reason: KeptReason }) {
  const { t } = useTranslation("settings");
  const replay = useAction(replayAllEndpoint, {
    invalidates: [listInboxEndpoint],
    onDone: (counts) => toast(t("inbox.replayedAll", { replayed: counts.replayed, waiting: counts.waiting })),
    onFailed: errorToast,
  });
  return (
    <Button size="s" icon="refresh" busy={replay.isPending} onClick={() => replay.mutate({ reason })}>
      {t("inbox.replayAll")}
    </Button>
  );
}
