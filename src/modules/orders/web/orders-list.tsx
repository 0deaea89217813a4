import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { OutputOf } from "../../../lib/define.ts";
import { useCursorPages, useEndpoint } from "../../../web/api.ts";
import { Chip } from "../../../web/ui/chip.tsx";
import { CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { type Column, DataTable, TwoLines } from "../../../web/ui/data-table.tsx";
import { FilterChip } from "../../../web/ui/filter-chip.tsx";
import { formatCount, formatMoney } from "../../../web/ui/format.ts";
import { Link } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState, NoResult } from "../../../web/ui/states.tsx";
import type { UrlState } from "../../../web/ui/use-url-state.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import { listOrdersEndpoint, type OrderRow } from "../orders.contract.ts";
import { DayRange } from "./day-range.tsx";
import { OrderDrawer } from "./order-drawer.tsx";
import { Sums } from "./sums.tsx";
import "./orders.css";

export const orderConditions = ["q", "from", "to", "source", "credited", "refunded", "memberId", "sendId", "since", "until"];

const word = (url: UrlState, name: string) => url.get(name) || undefined;

const instant = (url: UrlState, name: string) => (Number.isNaN(Date.parse(url.get(name))) ? undefined : url.get(name));

/** The conditions of the address; words it does not know are none. */
function askOf(url: UrlState) {
  const [credited, refunded] = [url.get("credited"), url.get("refunded")];
  return {
    q: word(url, "q"),
    from: word(url, "from"),
    to: word(url, "to"),
    groupId: word(url, "groupId"),
    memberId: word(url, "memberId"),
    sendId: word(url, "sendId"),
    since: instant(url, "since"),
    until: instant(url, "until"),
    source: word(url, "source"),
    credited: credited === "group" || credited === "none" ? credited : undefined,
    refunded: refunded === "true" || refunded === "false" ? refunded : undefined,
    limit: 50,
  } as const;
}

function NoOrders({ url }: { url: UrlState }) {
  const { t } = useTranslation("orders");
  if (orderConditions.some((name) => url.get(name)))
    return <NoResult what={t("noResult")} onClear={() => url.clear("v", ...orderConditions)} />;
  return <EmptyState icon="insight" title={t("empty")} text={t("emptyText")} />;
}

type OrderSums = OutputOf<typeof listOrdersEndpoint>["sums"];

/** Orders with their sums under the conditions of the address; of one group alone where it is given. */
export function OrdersList({ url, groupId }: { url: UrlState; groupId?: string }) {
  const { t } = useTranslation("orders");
  const [open, setOpen] = useState<OrderRow | null>(null);
  const asked = askOf(url);
  const question = groupId ? { ...asked, groupId, credited: undefined } : asked;
  const { query, pager } = useCursorPages(listOrdersEndpoint, { ...question, sums: "false" });
  const sums = useEndpoint(listOrdersEndpoint, { ...question, limit: 1 }, { keepLast: true }).data?.sums;
  const all = orderColumns(t).filter((column) => !groupId || column.key !== "group");
  const { columns, tools } = useListView("orders", { columns: all, conditions: orderConditions, isPart: groupId !== undefined });
  return (
    <>
      <OrderFilters
        url={url}
        sources={query.data?.sources ?? []}
        hasGroup={groupId !== undefined}
        tools={
          <>
            {tools}
            <ExportButton list="orders" filter={question} columns={columns} total={sums?.orders} />
          </>
        }
      />
      {sums ? <OrderSumsLine sums={sums} /> : null}
      <Loaded
        query={query}
        what={t("what")}
        skeleton={<RowsSkeleton edge rows={10} />}
        empty={(page) => (page.items.length > 0 ? null : <NoOrders url={url} />)}
      >
        {(page) => (
          <DataTable
            label={t("what")}
            columns={columns}
            rows={page.items}
            rowKey={(row) => row.id}
            onOpen={setOpen}
            currentKey={open?.id}
            edge={!groupId}
            stickyTop={groupId ? 0 : 97}
            stale={query.isPlaceholderData}
          />
        )}
      </Loaded>
      <CursorPager pager={{ ...pager, total: sums?.orders }} />
      {open ? <OrderDrawer key={open.id} order={open} onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function orderColumns(t: ReturnType<typeof useTranslation<"orders">>["t"]): Column<OrderRow>[] {
  return [
    { key: "paidAt", title: t("column.paidAt"), width: 128, cell: (row) => <Time className="mut" at={row.paidAt} /> },
    {
      key: "title",
      title: t("column.title"),
      cell: (row) => <TwoLines title={row.title || row.externalId} note={row.externalId} />,
    },
    {
      key: "member",
      title: t("column.member"),
      cell: (row) => (row.member ? <bdi>{row.member.name}</bdi> : <span className="mut">{t("unknownBuyer")}</span>),
    },
    {
      key: "group",
      title: t("column.group"),
      cell: (row) =>
        row.group ? <Link to={`groups/${row.group.id}`}>{row.group.name}</Link> : <span className="mut">{t("noGroup")}</span>,
    },
    { key: "source", title: t("column.source"), from: 1360, cell: (row) => row.source },
    { key: "paid", title: t("column.paid"), right: true, cell: (row) => formatMoney(row.paidFen) },
    { key: "refunded", title: t("column.refunded"), right: true, cell: (row) => (row.refundedFen > 0 ? formatMoney(row.refundedFen) : "") },
    { key: "net", title: t("column.net"), right: true, cell: (row) => <b>{formatMoney(row.paidFen - row.refundedFen)}</b> },
  ];
}

interface OrderFiltersProps {
  url: UrlState;
  sources: readonly string[];
  hasGroup: boolean;
  tools: ReactNode;
}

function OrderFilters({ url, sources, hasGroup, tools }: OrderFiltersProps) {
  const { t } = useTranslation("orders");
  const choose = (name: string) => (value: string[]) => url.set({ [name]: value });
  return (
    <div className="filters">
      <SearchInput value={url.get("q")} onSearch={(q) => url.set({ q })} placeholder={t("search")} />
      <DayRange url={url} />
      <FilterChip
        name={t("source")}
        options={sources.map((value) => ({ value, label: value }))}
        value={url.list("source")}
        onChange={choose("source")}
      />
      {hasGroup ? null : (
        <FilterChip
          name={t("credited")}
          options={[
            { value: "group", label: t("creditedGroup") },
            { value: "none", label: t("creditedNone") },
          ]}
          value={url.list("credited")}
          onChange={choose("credited")}
        />
      )}
      <FilterChip
        name={t("refunded")}
        options={[
          { value: "true", label: t("refundedYes") },
          { value: "false", label: t("refundedNo") },
        ]}
        value={url.list("refunded")}
        onChange={choose("refunded")}
      />
      {url.get("since") ? (
        <Chip tone="brand" onRemove={() => url.clear("since", "until")} removeLabel={t("only.drop")}>
          <Time at={url.get("since")} />
          {t("only.after")}
        </Chip>
      ) : null}
      {(["memberId", "sendId"] as const).map((name) =>
        url.get(name) ? (
          <Chip key={name} tone="brand" onRemove={() => url.clear(name)} removeLabel={t("only.drop")}>
            {t(`only.${name}`)}
          </Chip>
        ) : null,
      )}
      <span className="sp" />
      {tools}
    </div>
  );
}

function OrderSumsLine({ sums }: { sums: NonNullable<OrderSums> }) {
  const { t } = useTranslation("orders");
  return (
    <Sums
      items={[
        [t("sum.paid"), formatMoney(sums.paidFen)],
        [t("sum.refunded"), formatMoney(sums.refundedFen)],
        [t("sum.net"), formatMoney(sums.paidFen - sums.refundedFen)],
        [t("sum.perBuyer"), sums.buyers > 0 ? formatMoney(Math.round((sums.paidFen - sums.refundedFen) / sums.buyers)) : "—"],
      ]}
      note={t("facts", { orders: formatCount(sums.orders), buyers: formatCount(sums.buyers) })}
    />
  );
}
