import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { Avatar } from "../../../web/ui/avatar.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { type Column, DataTable, TwoLines } from "../../../web/ui/data-table.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { useGo } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Dot, Page } from "../../../web/ui/page.tsx";
import { Progress } from "../../../web/ui/progress.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { ListLine, useListView } from "../../views/web/use-list-view.tsx";
import { listWorkloadsEndpoint, type Workload } from "../roster.contract.ts";

/** 群主工作量: who carries how many groups, the fullest first. */
export function WorkloadPage() {
  const { t } = useTranslation("groups");
  const go = useGo();
  const query = useEndpoint(listWorkloadsEndpoint, {});
  const limit = query.data?.refuseAbove ?? 1;
  const warnAbove = query.data?.warnAbove ?? 1;
  const colorOf = (one: Workload) => (one.groups > limit ? "var(--bad)" : one.groups > warnAbove ? "var(--warn)" : "var(--c1)");
  const all: Column<Workload>[] = [
    {
      key: "name",
      title: t("list.column.owner"),
      width: 240,
      cell: (one) => (
        <span className="row g12">
          <Avatar name={one.name} />
          <TwoLines title={one.name} note={one.orgName} />
          {one.status === "active" ? null : <Chip tone="warn">{t(`roster.${one.status}`)}</Chip>}
        </span>
      ),
    },
    {
      key: "load",
      title: t("workload.load"),
      cell: (one) => (
        <span className="row g12">
          <Progress
            share={one.groups / limit}
            label={t("workload.of", { groups: one.groups, limit })}
            width="min(360px, 60%)"
            color={colorOf(one)}
          />
          <span className={one.groups > warnAbove ? "warn" : "mut"}>{t("workload.of", { groups: one.groups, limit })}</span>
        </span>
      ),
    },
    { key: "people", title: t("workload.people"), right: true, width: 110, cell: (one) => formatCount(one.people) },
    { key: "helps", title: t("workload.helps"), right: true, width: 130, cell: (one) => formatCount(one.helps) },
    {
      key: "room",
      title: t("workload.room"),
      right: true,
      width: 110,
      cell: (one) => (one.groups >= limit ? <span className="bad">{t("workload.full")}</span> : formatCount(limit - one.groups)),
    },
  ];
  const { columns, tools } = useListView("workload", { columns: all });
  return (
    <Page
      title={t("list.more.workload")}
      crumbs={[{ label: t("title"), to: "groups" }]}
      flush
      actions={<ExportButton kind="plain" list="workload" filter={{}} columns={columns} total={query.data?.items.length} />}
      facts={
        query.data ? (
          <>
            {t("workload.facts", { count: query.data.items.length })}
            <Dot />
            {t("stamp.ownersFacts", { warn: warnAbove, refuse: limit })}
          </>
        ) : null
      }
    >
      <ListLine>{tools}</ListLine>
      <Loaded query={query} what={t("list.more.workload")}>
        {(data) => (
          <DataTable
            label={t("list.more.workload")}
            columns={columns}
            rows={data.items.toSorted((a, b) => b.groups - a.groups)}
            rowKey={(one) => one.staffId}
            onOpen={(one) => go(`groups?ownerId=${one.staffId}`)}
          />
        )}
      </Loaded>
    </Page>
  );
}
