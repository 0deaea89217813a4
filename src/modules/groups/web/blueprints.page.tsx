import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { type Column, DataTable, TwoLines } from "../../../web/ui/data-table.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { useGo } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { ListLine, useListView } from "../../views/web/use-list-view.tsx";
import { type Blueprint, listBlueprintsEndpoint } from "../blueprints.contract.ts";
import { Dots } from "./dots.tsx";

/** 社群模板: everything of a group, written once. */
export function BlueprintsPage() {
  const { t } = useTranslation("groups");
  const brand = useBrand();
  const go = useGo();
  const url = useUrlState();
  const withArchived = url.get("archived") === "1";
  const query = useEndpoint(listBlueprintsEndpoint, { archived: withArchived ? "true" : "false" }, { keepLast: true });
  const all: Column<Blueprint>[] = [
    {
      key: "name",
      title: t("list.filter.blueprint"),
      cell: (one) => (
        <span className="row g12">
          <TwoLines
            title={one.name}
            note={<Dots parts={[t(`positioning.${one.positioning}`), t(`commercialType.${one.commercialType}`)]} />}
          />
          {one.archived ? <Chip>{t("blueprint.archived")}</Chip> : null}
        </span>
      ),
    },
    { key: "version", title: t("blueprint.version"), width: 96, cell: (one) => `v${one.latestVersion}` },
    { key: "groups", title: t("blueprint.groups"), right: true, width: 120, cell: (one) => formatCount(one.groups) },
    { key: "behind", title: t("blueprint.behind"), right: true, width: 140, cell: (one) => <Quiet count={one.behind} /> },
    { key: "differing", title: t("blueprint.differing"), right: true, width: 140, cell: (one) => <Quiet count={one.differing} /> },
    { key: "at", title: t("blueprint.changedAt"), right: true, width: 140, cell: (one) => <Time at={one.changedAt} /> },
  ];
  const { columns, tools } = useListView("blueprints", { columns: all, conditions: ["archived"] });
  return (
    <Page
      title={t("list.more.blueprints")}
      crumbs={[{ label: t("title"), to: "groups" }]}
      flush
      actions={
        <>
          <ExportButton list="blueprints" filter={{ archived: withArchived ? "true" : "false" }} columns={columns} />
          <Button size="s" kind="quiet" onClick={() => url.set({ archived: withArchived ? "" : "1" })}>
            {withArchived ? t("blueprint.hideArchived") : t("blueprint.showArchived")}
          </Button>
          {brand.can("groups.manage") ? (
            <Button size="s" kind="primary" icon="plus" to="groups/blueprints/new">
              {t("blueprint.create")}
            </Button>
          ) : null}
        </>
      }
    >
      <ListLine>{tools}</ListLine>
      <Loaded
        query={query}
        what={t("list.more.blueprints")}
        empty={(data) =>
          data.items.length > 0 ? null : (
            <EmptyState
              title={t("blueprint.none")}
              text={t("blueprint.noneWhy")}
              actions={
                brand.can("groups.manage") ? (
                  <Button kind="primary" icon="plus" to="groups/blueprints/new">
                    {t("blueprint.create")}
                  </Button>
                ) : null
              }
            />
          )
        }
      >
        {(data) => (
          <DataTable
            label={t("list.more.blueprints")}
            columns={columns}
            rows={data.items}
            rowKey={(one) => one.id}
            onOpen={(one) => go(`groups/blueprints/${one.id}`)}
          />
        )}
      </Loaded>
    </Page>
  );
}

function Quiet({ count }: { count: number }) {
  return <span className={count > 0 ? "warn" : "mut"}>{formatCount(count)}</span>;
}
