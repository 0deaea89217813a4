import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { type Column, DataTable, TwoLines } from "../../../web/ui/data-table.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { useGo } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { ListLine, useListView } from "../../views/web/use-list-view.tsx";
import { listStampsEndpoint, type Stamp } from "../stamp.contract.ts";

/** 批量建群记录: the goes of making groups, each with its report. */
export function StampsPage() {
  const { t } = useTranslation("groups");
  const go = useGo();
  const query = useEndpoint(listStampsEndpoint, {});
  const all: Column<Stamp>[] = [
    {
      key: "name",
      title: t("list.filter.blueprint"),
      cell: (stamp) => (
        <TwoLines
          title={`${stamp.blueprintName} v${stamp.blueprintVersion}`}
          note={stamp.undoneAt ? t("report.wasUndone") : (stamp.createdBy ?? "")}
        />
      ),
    },
    { key: "made", title: t("report.made"), right: true, width: 120, cell: (stamp) => formatCount(stamp.made) },
    { key: "open", title: t("report.open"), right: true, width: 120, cell: (stamp) => formatCount(stamp.open) },
    {
      key: "planned",
      title: t("report.planned"),
      right: true,
      width: 120,
      cell: (stamp) => formatCount(stamp.made - stamp.open - stamp.closed),
    },
    { key: "at", title: t("report.at"), right: true, width: 140, cell: (stamp) => <Time at={stamp.createdAt} /> },
  ];
  const { columns, tools } = useListView("stamps", { columns: all });
  return (
    <Page
      title={t("list.more.stamps")}
      crumbs={[{ label: t("title"), to: "groups" }]}
      flush
      actions={<ExportButton kind="plain" list="stamps" filter={{}} columns={columns} total={query.data?.items.length} />}
    >
      <ListLine>{tools}</ListLine>
      <Loaded
        query={query}
        what={t("list.more.stamps")}
        empty={(data) =>
          data.items.length > 0 ? null : (
            <EmptyState
              title={t("report.none")}
              text={t("report.noneWhy")}
              actions={
                <Button kind="primary" icon="copy" to="groups/stamp">
                  {t("list.stamp")}
                </Button>
              }
            />
          )
        }
      >
        {(data) => (
          <DataTable
            label={t("list.more.stamps")}
            columns={columns}
            rows={data.items}
            rowKey={(stamp) => stamp.id}
            onOpen={(stamp) => go(`groups/stamps/${stamp.id}`)}
          />
        )}
      </Loaded>
    </Page>
  );
}
