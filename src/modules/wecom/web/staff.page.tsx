import { Select } from "antd";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useAction, useCursorPages, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip, type Tone } from "../../../web/ui/chip.tsx";
import { type Column, DataTable, TwoLines } from "../../../web/ui/data-table.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { listStaffEndpoint } from "../../brands/brands.contract.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import { linkSuggestedEndpoint, linkWecomStaffEndpoint, listWecomStaffEndpoint, staffFilters, type WecomStaff } from "../staff.contract.ts";
import { problemOf } from "../staff.rules.ts";
import { WecomFrame } from "./wecom-frame.tsx";

const tones: Record<WecomStaff["state"], Tone> = { active: "good", disabled: "plain", inactive: "warn", left: "plain" };
const problemText = (t: TFunction<"wecom">, code: number) => t(`staff.problems.${problemOf(code)}`, { code });

/** 渠道接入 → 员工: who of WeCom's staff is which colleague here. */
export function WecomStaffPage() {
  const { t } = useTranslation("wecom");
  const { connectionId = "" } = useParams();
  const url = useUrlState();
  const brand = useBrand();
  const filter = staffFilters.find((one) => one === url.get("filter")) ?? "all";
  const ask = { connectionId, q: url.get("q") || undefined, filter };
  const { query, pager } = useCursorPages(listWecomStaffEndpoint, { ...ask, limit: 50 });
  const suggest = useAction(linkSuggestedEndpoint, {
    invalidates: [listWecomStaffEndpoint],
    onDone: ({ linked }) => toast(linked > 0 ? t("staff.linkedSuggested", { n: formatCount(linked) }) : t("staff.linkedNone")),
    onFailed: errorToast,
  });
  const byName = brand.can("wecom.manage") ? (
    <Button size="s" icon="link" busy={suggest.isPending} onClick={() => suggest.mutate({ connectionId })}>
      {t("staff.linkSuggested")}
    </Button>
  ) : null;
  const { columns, tools } = useListView("wecom-staff", { columns: columnsOf(t, connectionId), conditions: ["q", "filter"] });
  const total = query.data?.total;
  return (
    <WecomFrame
      connectionId={connectionId}
      part="staff"
      facts={total === undefined ? null : t("staff.facts", { n: formatCount(total) })}
      actions={byName}
    >
      <div className="filters">
        <SearchInput value={url.get("q")} onSearch={(q) => url.set({ q })} placeholder={t("staff.search")} />
        <Segmented
          label={t("staff.what")}
          options={staffFilters.map((value) => ({ value, label: t(`staff.filters.${value}`) }))}
          value={filter}
          onChange={(value) => url.set({ filter: value === "all" ? "" : value })}
        />
        <span className="sp" />
        {tools}
        <ExportButton list="wecom-staff" filter={ask} columns={columns} total={total} />
      </div>
      <Loaded
        query={query}
        what={t("staff.what")}
        skeleton={<RowsSkeleton edge rows={10} />}
        empty={(page) => (page.items.length === 0 ? <EmptyState icon="team" title={t("staff.empty")} text={t("staff.emptyText")} /> : null)}
      >
        {(page) => <DataTable label={t("staff.what")} columns={columns} rows={page.items} rowKey={(one) => one.accountId} stickyTop={97} />}
      </Loaded>
      <CursorPager pager={pager} />
    </WecomFrame>
  );
}

function columnsOf(t: TFunction<"wecom">, connectionId: string): Column<WecomStaff>[] {
  return [
    {
      key: "name",
      title: t("staff.name"),
      cell: (one) => (
        <TwoLines
          title={one.name}
          note={
            one.problem === null ? (
              [one.userId, one.position].filter(Boolean).join(" · ")
            ) : (
              <span className="warn">{t("staff.problem", { text: problemText(t, one.problem) })}</span>
            )
          }
        />
      ),
    },
    {
      key: "state",
      title: t("staff.state"),
      width: 96,
      from: 800,
      cell: (one) => <Chip tone={tones[one.state]}>{t(`staff.states.${one.state}`)}</Chip>,
    },
    { key: "customers", title: t("staff.customers"), right: true, width: 88, from: 560, cell: (one) => formatCount(one.customers) },
    { key: "groups", title: t("staff.groups"), right: true, width: 88, from: 700, cell: (one) => formatCount(one.groups) },
    { key: "colleague", title: t("staff.colleague"), width: 280, cell: (one) => <Colleague one={one} connectionId={connectionId} /> },
  ];
}

function Colleague({ one, connectionId }: { one: WecomStaff; connectionId: string }) {
  const { t } = useTranslation("wecom");
  const brand = useBrand();
  const staff = useEndpoint(listStaffEndpoint, { limit: 200 });
  const options = (staff.data?.items ?? []).filter((row) => row.status !== "left").map((row) => ({ value: row.id, label: row.name }));
  const nameOf = (staffId: string) => options.find((row) => row.value === staffId)?.label ?? one.suggestedName ?? "";
  const link = useAction(linkWecomStaffEndpoint, {
    invalidates: [listWecomStaffEndpoint],
    onDone: (_, { links }) => {
      const staffId = links[0]?.staffId ?? null;
      toast(staffId ? t("staff.linked", { name: nameOf(staffId) }) : t("staff.unlinked"));
    },
    onFailed: errorToast,
  });
  if (!brand.can("wecom.manage")) return one.staffName ?? <span className="mut">{t("none")}</span>;
  const set = (staffId: string | null) => link.mutate({ connectionId, links: [{ accountId: one.accountId, staffId }] });
  return (
    <span className="wc-row">
      <Select
        aria-label={t("staff.colleague")}
        size="small"
        style={{ width: 148 }}
        showSearch
        allowClear
        optionFilterProp="label"
        placeholder={t("staff.choose")}
        options={options}
        value={one.staffId}
        loading={link.isPending}
        onChange={(value: string | undefined) => set(value ?? null)}
      />
      {one.suggestedId ? (
        <Button size="xs" kind="soft" onClick={() => set(one.suggestedId)}>
          {t("staff.suggest", { name: one.suggestedName })}
        </Button>
      ) : null}
    </span>
  );
}
