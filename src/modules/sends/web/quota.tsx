import { useTranslation } from "react-i18next";
import { clockOf } from "../../../lib/clock.ts";
import { useCursorPages } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { useChannelName } from "../../../web/i18n/channel-name.ts";
import { CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { Chip, Legend } from "../../../web/ui/chip.tsx";
import type { Column } from "../../../web/ui/data-table.tsx";
import { DataTable, TwoLines } from "../../../web/ui/data-table.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { useGo } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Dot } from "../../../web/ui/page.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState, NoResult } from "../../../web/ui/states.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import { leftOf, listQuotaEndpoint, type QuotaRow } from "../quota.contract.ts";

/** What is used and what is planned of a group's day, on one bar as long as the cap. */
function DayBar({ row }: { row: QuotaRow }) {
  const share = (n: number) => `${Math.min(100, (n / Math.max(row.capPerDay, row.usedToday + row.plannedToday)) * 100)}%`;
  return (
    <div className="bar" aria-hidden>
      <u style={{ width: share(row.usedToday), background: "var(--c1)" }} />
      <u style={{ width: share(row.plannedToday), background: "var(--b200)" }} />
    </div>
  );
}

function Left({ row }: { row: QuotaRow }) {
  const { t } = useTranslation("sends");
  const left = leftOf(row);
  if (left > 0) return <b>{formatCount(left)}</b>;
  return <Chip tone="warn">{left === 0 ? t("quota.full") : t("quota.over", { count: -left })}</Chip>;
}

/** `12 / 30`: used of the platform's own cap, and how much of it by others. */
function PlatformUse({ row }: { row: QuotaRow }) {
  const { t } = useTranslation("sends");
  if (!row.platform) return <span className="mut">–</span>;
  const { used, usedByOthers, cap } = row.platform;
  return (
    <span title={usedByOthers > 0 ? t("quota.byOthers", { count: usedByOthers }) : undefined}>
      <b className={used >= cap ? "warn" : undefined}>{formatCount(used)}</b> <span className="mut">/ {formatCount(cap)}</span>
    </span>
  );
}

function useColumns(): Column<QuotaRow>[] {
  const { t } = useTranslation("sends");
  const channelName = useChannelName();
  return [
    {
      key: "group",
      title: t("quota.group"),
      cell: (row) => (
        <TwoLines
          title={row.groupName}
          note={
            <>
              {channelName(row.channel)}
              <Dot />
              {t("unit.people", { count: formatCount(row.people) })}
            </>
          }
        />
      ),
    },
    { key: "bar", title: t("quota.bar"), width: 280, cell: (row) => <DayBar row={row} /> },
    { key: "used", title: t("quota.used"), right: true, width: 104, cell: (row) => formatCount(row.usedToday) },
    { key: "planned", title: t("quota.planned"), right: true, width: 104, cell: (row) => formatCount(row.plannedToday) },
    { key: "platform", title: t("quota.platform"), right: true, width: 128, cell: (row) => <PlatformUse row={row} /> },
    { key: "left", title: t("quota.left"), right: true, width: 120, cell: (row) => <Left row={row} /> },
  ];
}

/** 额度: what each group may still get today, the fullest first. */
export function Quota() {
  const { t } = useTranslation("sends");
  const go = useGo();
  const brand = useBrand();
  const url = useUrlState();
  const { columns, tools } = useListView("quota", { columns: useColumns(), conditions: ["q"] });
  const q = url.get("q");
  const { query, pager } = useCursorPages(listQuotaEndpoint, { q: q || undefined, limit: 50 }, { refreshMs: 60_000 });
  return (
    <>
      <div className="filters">
        <SearchInput value={q} onSearch={(next) => url.set({ q: next })} placeholder={t("quota.search")} />
        <span className="sp" />
        <Legend color="var(--c1)">{t("quota.used")}</Legend>
        <Legend color="var(--b200)">{t("quota.planned")}</Legend>
        {tools}
        <ExportButton list="quota" filter={{ q }} columns={columns} />
      </div>
      <Loaded
        query={query}
        what={t("quota.what")}
        skeleton={<RowsSkeleton edge rows={10} />}
        empty={(page) => {
          if (page.items.length > 0) return null;
          return q ? (
            <NoResult what={t("quota.group")} onClear={() => url.clear("q")} />
          ) : (
            <EmptyState title={t("quota.noneTitle")} text={t("quota.noneText")} />
          );
        }}
      >
        {(page) => (
          <>
            <p className="reach-rule">
              {t("quota.facts", { cap: page.capPerDay })}
              <Dot />
              {page.quietFromMinute === page.quietToMinute
                ? t("quota.noQuiet")
                : t("quota.quiet", { from: clockOf(page.quietFromMinute), to: clockOf(page.quietToMinute) })}
              {page.items.some((row) => row.platform) ? (
                <>
                  <Dot />
                  {t(`quota.rules.${page.platformRule}`)}
                  {page.readUntil ? (
                    <>
                      <Dot />
                      {t("quota.readUntil")} <Time at={page.readUntil} />
                    </>
                  ) : null}
                </>
              ) : null}
            </p>
            <DataTable
              label={t("quota.what")}
              columns={columns}
              rows={page.items}
              rowKey={(row) => row.groupId}
              onOpen={brand.can("groups.read") ? (row) => go(`groups/${row.groupId}`) : undefined}
              stale={query.isPlaceholderData}
            />
          </>
        )}
      </Loaded>
      <CursorPager pager={pager} />
    </>
  );
}
