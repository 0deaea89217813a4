import { useTranslation } from "react-i18next";
import { callEndpoint, useAction, useCursorPages } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { type Column, DataTable } from "../../../web/ui/data-table.tsx";
import { FilterChip } from "../../../web/ui/filter-chip.tsx";
import { formatCount, formatMoney } from "../../../web/ui/format.ts";
import { Link } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState, NoResult } from "../../../web/ui/states.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { useTakeBack } from "../../../web/ui/use-take-back.ts";
import type { UrlState } from "../../../web/ui/use-url-state.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import { CostKind, costKinds, type CostRow, listCostsEndpoint, removeCostEndpoint, restoreCostEndpoint } from "../costs.contract.ts";
import { DayRange } from "./day-range.tsx";
import { Sums } from "./sums.tsx";

export const costConditions = ["q", "from", "to", "kind"];

export function CostsList({ url }: { url: UrlState }) {
  const { t } = useTranslation("orders");
  const ask = {
    q: url.get("q") || undefined,
    from: url.get("from") || undefined,
    to: url.get("to") || undefined,
    kind: CostKind.safeParse(url.get("kind")).data,
    limit: 50,
  };
  const { query, pager } = useCursorPages(listCostsEndpoint, ask);
  const sums = query.data?.sums;
  const { columns, tools } = useListView("costs", { columns: useCostColumns(), conditions: costConditions });
  return (
    <>
      <div className="filters">
        <SearchInput value={url.get("q")} onSearch={(q) => url.set({ q })} placeholder={t("cost.search")} />
        <DayRange url={url} />
        <FilterChip
          name={t("cost.kind")}
          options={costKinds.map((value) => ({ value, label: t(`cost.kinds.${value}`) }))}
          value={url.list("kind")}
          onChange={(value) => url.set({ kind: value })}
        />
        <span className="sp" />
        {tools}
        <ExportButton list="costs" filter={ask} columns={columns} total={sums?.costs} />
      </div>
      {sums ? (
        <Sums
          items={[
            [t("cost.total"), formatMoney(sums.fen)],
            [t("cost.count"), formatCount(sums.costs)],
          ]}
        />
      ) : null}
      <Loaded
        query={query}
        what={t("cost.what")}
        skeleton={<RowsSkeleton edge rows={10} />}
        empty={(page) =>
          page.items.length > 0 ? null : costConditions.some((name) => url.get(name)) ? (
            <NoResult what={t("cost.what")} onClear={() => url.clear(...costConditions)} />
          ) : (
            <EmptyState icon="insight" title={t("cost.empty")} text={t("cost.emptyText")} />
          )
        }
      >
        {(page) => (
          <DataTable
            label={t("cost.what")}
            oneLine
            columns={columns}
            rows={page.items}
            rowKey={(row) => row.id}
            stickyTop={97}
            stale={query.isPlaceholderData}
          />
        )}
      </Loaded>
      <CursorPager pager={pager} />
    </>
  );
}

function useCostColumns(): Column<CostRow>[] {
  const { t } = useTranslation("orders");
  const { can } = useBrand();
  return [
    { key: "day", title: t("cost.day"), width: 112, cell: (row) => row.day },
    { key: "place", title: t("cost.place"), cell: (row) => <Place row={row} /> },
    { key: "kind", title: t("cost.kind"), width: 88, cell: (row) => t(`cost.kinds.${row.kind}`) },
    { key: "note", title: t("cost.note"), cell: (row) => <span className="el">{row.note}</span> },
    { key: "by", title: t("cost.by"), width: 96, cell: (row) => <span className="mut">{row.enteredBy ?? ""}</span> },
    { key: "fen", title: t("cost.fen"), width: 128, right: true, cell: (row) => <b>{formatMoney(row.fen)}</b> },
    ...(can("costs.write")
      ? [
          {
            key: "remove",
            title: "",
            width: 48,
            cell: (row: CostRow) => <RemoveButton cost={row} />,
          },
        ]
      : []),
  ];
}

function RemoveButton({ cost }: { cost: CostRow }) {
  const { t } = useTranslation("orders");
  const takeBack = useTakeBack([listCostsEndpoint]);
  const remove = useAction(removeCostEndpoint, {
    invalidates: [listCostsEndpoint],
    onDone: (_, { costId }) => takeBack(t("cost.removed"), () => callEndpoint(restoreCostEndpoint, { costId })),
    onFailed: errorToast,
  });
  const drop = () => remove.mutate({ costId: cost.id });
  return <Button kind="quiet" size="xs" icon="close" label={t("cost.remove")} busy={remove.isPending} onClick={drop} />;
}

function Place({ row }: { row: CostRow }) {
  return (
    <span className="row g6">
      {row.group ? <Link to={`groups/${row.group.id}`}>{row.group.name}</Link> : null}
      {row.org ? <span>{row.org.name}</span> : null}
      {row.campaign ? <span className={row.group || row.org ? "mut" : ""}>{row.campaign}</span> : null}
    </span>
  );
}
