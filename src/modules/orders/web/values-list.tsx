import { useTranslation } from "react-i18next";
import { useCursorPages } from "../../../web/api.ts";
import { CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { type Column, DataTable } from "../../../web/ui/data-table.tsx";
import { formatCount, formatDecimal, formatMoney, formatPercent } from "../../../web/ui/format.ts";
import { Link } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { NoResult } from "../../../web/ui/states.tsx";
import type { UrlState } from "../../../web/ui/use-url-state.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import { listValuesEndpoint, type ValueFit, type ValueRow, valueSorts } from "../values.contract.ts";
import { bandName } from "./value-bands.tsx";

export const valueConditions = ["q", "band"];

/** What the address asks of the list. */
function askOf(url: UrlState) {
  const written = url.get("sort");
  const sort = valueSorts.find((one) => one === written.replace(/^-/, "")) ?? "clv";
  return {
    q: url.get("q") || undefined,
    band: /^\d+$/.test(url.get("band")) ? url.get("band") : undefined,
    sort,
    ascending: written !== "" && !written.startsWith("-") ? ("1" as const) : undefined,
  };
}

/** Buyers by what they will be worth. */
export function ValuesList({ fit, url }: { fit: ValueFit; url: UrlState }) {
  const { t } = useTranslation("orders");
  const ask = askOf(url);
  const { query, pager } = useCursorPages(listValuesEndpoint, { ...ask, limit: 20 });
  const { columns, tools } = useListView("values", { columns: valueColumns(t), conditions: [...valueConditions, "sort"], isPart: true });
  const band = fit.bands.find((one) => String(one.fromFen) === ask.band);
  return (
    <Panel title={t("values.listTitle")} facts={t("values.listFacts", { weeks: fit.ask.horizonWeeks })}>
      <div className="filters">
        <SearchInput value={url.get("q")} onSearch={(q) => url.set({ q })} placeholder={t("values.search")} />
        {band ? (
          <Chip tone="brand" onRemove={() => url.clear("band")} removeLabel={t("only.drop")}>
            {bandName(band)}
          </Chip>
        ) : null}
        <span className="sp" />
        {tools}
        <ExportButton list="buyer-values" filter={ask} columns={columns} total={ask.q || ask.band ? undefined : fit.buyers} />
      </div>
      <Loaded
        query={query}
        what={t("values.what")}
        tight
        skeleton={<RowsSkeleton rows={6} />}
        empty={(page) =>
          page.items.length > 0 ? null : <NoResult what={t("values.what")} onClear={() => url.clear(...valueConditions)} />
        }
      >
        {(page) => (
          <DataTable
            label={t("values.listTitle")}
            columns={columns}
            rows={page.items}
            rowKey={(row) => row.member.id}
            sort={`${ask.ascending ? "" : "-"}${ask.sort}`}
            onSort={(sort) => url.set({ sort: sort === "-clv" ? "" : sort })}
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

function valueColumns(t: ReturnType<typeof useTranslation<"orders">>["t"]): Column<ValueRow>[] {
  return [
    {
      key: "member",
      title: t("column.member"),
      cell: (row) => (
        <Link className="lnk el" to={`members?id=${row.member.id}`}>
          <bdi>{row.member.name}</bdi>
        </Link>
      ),
    },
    {
      key: "clv",
      title: t("values.clv"),
      right: true,
      sort: "clv",
      tip: t("values.clvTip"),
      cell: (row) => <b>{formatMoney(row.clvFen)}</b>,
    },
    { key: "purchases", title: t("values.purchases"), right: true, sort: "purchases", cell: (row) => formatDecimal(row.purchases, 2) },
    { key: "active", title: t("values.active"), right: true, sort: "active", cell: (row) => formatPercent(row.active) },
    { key: "order", title: t("values.order"), right: true, sort: "order", cell: (row) => formatMoney(row.orderFen) },
    { key: "orders", title: t("values.orders"), right: true, from: 900, cell: (row) => formatCount(row.orders) },
    { key: "paid", title: t("values.paid"), right: true, sort: "paid", cell: (row) => formatMoney(row.paidFen) },
    { key: "lastDay", title: t("values.lastDay"), right: true, from: 900, width: 108, cell: (row) => row.lastDay },
  ];
}
