import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCursorPages } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { BulkBar, CursorPager } from "../../../web/ui/bulk-bar.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { type Column, DataTable, TwoLines } from "../../../web/ui/data-table.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { useGo } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { useSelection } from "../../../web/ui/use-selection.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import { blueprintFields, type Deviation, listDeviationsEndpoint } from "../blueprints.contract.ts";
import { Dots } from "./dots.tsx";
import { ApplyBlueprintDialog } from "./apply-blueprint-dialog.tsx";
import type { ShownBlueprint } from "./blueprint.page.tsx";

/** Groups that differ from the latest version, field by field, and the way to bring them back. */
export function BlueprintGroups({ blueprint }: { blueprint: ShownBlueprint }) {
  const { t } = useTranslation("groups");
  const brand = useBrand();
  const go = useGo();
  const selection = useSelection();
  const [applying, setApplying] = useState(false);
  const { query, pager } = useCursorPages(listDeviationsEndpoint, { blueprintId: blueprint.id, limit: 100 });
  const picked = (query.data?.items ?? []).filter((row) => selection.has(row.groupId));
  const all: Column<Deviation>[] = [
    {
      key: "name",
      title: t("list.column.name"),
      width: 320,
      cell: (row) => <TwoLines title={row.name} note={<Dots parts={[row.orgPath, row.code]} />} />,
    },
    {
      key: "version",
      title: t("blueprint.version"),
      width: 96,
      cell: (row) => <span className={row.version < blueprint.latestVersion ? "warn" : "mut"}>v{row.version}</span>,
    },
    {
      key: "fields",
      title: t("blueprint.differsIn"),
      cell: (row) => (
        <span className="row g6 gwrap">
          {row.fields.length === 0 ? <span className="mut">{t("blueprint.sameText")}</span> : null}
          {row.fields.map((field) => (
            <Chip key={field} tone="warn">
              {t(`blueprint.field.${field}`)}
            </Chip>
          ))}
        </span>
      ),
    },
    { key: "members", title: t("list.column.members"), right: true, width: 96, cell: (row) => formatCount(row.memberCount) },
  ];
  const { columns, tools } = useListView("blueprint-groups", { columns: all, isPart: true });
  return (
    <Panel
      title={t("blueprint.deviations")}
      facts={t("blueprint.deviationsFacts", {
        groups: blueprint.groups,
        differing: blueprint.differing,
        behind: blueprint.behind,
        version: blueprint.latestVersion,
      })}
      actions={
        <>
          {tools}
          <ExportButton size="xs" list="deviations" filter={{ blueprintId: blueprint.id }} columns={columns} />
        </>
      }
    >
      <Loaded
        query={query}
        what={t("blueprint.deviations")}
        tight
        empty={(data) =>
          data.items.length > 0 ? null : (
            <EmptyState
              tight
              icon="check"
              title={t("blueprint.allSame")}
              text={t("blueprint.allSameWhy", { version: blueprint.latestVersion })}
            />
          )
        }
      >
        {(data) => (
          <DataTable
            label={t("blueprint.deviations")}
            columns={columns}
            rows={data.items}
            rowKey={(row) => row.groupId}
            onOpen={(row) => go(`groups/${row.groupId}?tab=settings`)}
            selection={brand.can("groups.manage") ? selection : undefined}
            edge={false}
            stickyTop={0}
          />
        )}
      </Loaded>
      <CursorPager pager={pager} />
      <BulkBar
        selection={selection}
        title={t("list.selected", { count: selection.count })}
        actions={[{ icon: "copy", label: t("blueprint.applyOne", { version: blueprint.latestVersion }), onRun: () => setApplying(true) }]}
      />
      {applying ? (
        <ApplyBlueprintDialog
          groupIds={selection.keys}
          blueprintId={blueprint.id}
          fields={blueprintFields.filter((field) => picked.some((row) => row.fields.includes(field)))}
          onClose={(done) => {
            setApplying(false);
            if (done) selection.clear();
          }}
        />
      ) : null}
    </Panel>
  );
}
