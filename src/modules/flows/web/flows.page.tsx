import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { DataTable, TwoLines, type Column } from "../../../web/ui/data-table.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { useGo } from "../../../web/ui/link.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { Tabs } from "../../../web/ui/tabs.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import { type FlowRow, listFlowsEndpoint } from "../flows.contract.ts";
import { FlowStateChip } from "./flow-frame.tsx";
import { NewFlowDialog } from "./new-flow-dialog.tsx";
import { TickRow } from "./tick-row.tsx";
import "./flows.css";

/** SOP 画布: every SOP with what it does today. */
export function FlowsPage() {
  const { t } = useTranslation("flows");
  const canManage = useBrand().can("flows.manage");
  const url = useUrlState();
  const go = useGo();
  const isStopped = url.get("tab") === "stopped";
  const query = useEndpoint(listFlowsEndpoint, { state: isStopped ? "stopped" : undefined }, { refreshMs: 30_000 });
  const { columns, tools } = useListView("flows", { columns: useFlowColumns(), conditions: ["tab"] });
  const [isMaking, setMaking] = useState(false);
  const running = query.data?.items.filter((flow) => flow.state === "running").length ?? 0;
  const create = canManage ? (
    <Button kind="primary" size="s" icon="plus" onClick={() => setMaking(true)}>
      {t("new")}
    </Button>
  ) : undefined;
  const steps = (["groups", "day", "dry"] as const).map((key) => ({
    title: t(`list.steps.${key}.title`),
    text: t(`list.steps.${key}.text`),
  }));
  const empty = isStopped ? (
    <EmptyState icon="stop" title={t("list.emptyStopped")} />
  ) : (
    <EmptyState title={t("list.empty")} text={t("list.emptyText")} actions={create} steps={steps} />
  );
  return (
    <Page
      title={t("title")}
      flush
      facts={running > 0 ? t("list.facts", { running }) : undefined}
      actions={
        <>
          <ExportButton list="flows" filter={{ state: isStopped ? "stopped" : undefined }} columns={columns} />
          {create}
        </>
      }
    >
      <div className="subbar">
        <Tabs
          label={t("list.views")}
          value={isStopped ? "stopped" : "running"}
          onChange={(tab) => url.set({ tab: tab === "stopped" ? tab : "" })}
          tabs={[
            { value: "running", label: t("list.running") },
            { value: "stopped", label: t("list.stopped") },
          ]}
        />
        <span className="sp" />
        {tools}
      </div>
      <Loaded
        query={query}
        what={t("what")}
        skeleton={<RowsSkeleton edge rows={8} />}
        empty={(data) => (data.items.length === 0 ? empty : null)}
      >
        {({ items }) => (
          <DataTable
            label={t("title")}
            columns={columns}
            rows={items}
            rowKey={(flow) => flow.id}
            onOpen={(flow) => go(`flows/${flow.id}`)}
            stickyTop={0}
          />
        )}
      </Loaded>
      {isMaking ? <NewFlowDialog onClose={() => setMaking(false)} /> : null}
    </Page>
  );
}

function useFlowColumns(): Column<FlowRow>[] {
  const { t } = useTranslation("flows");
  return [
    {
      key: "name",
      title: t("list.name"),
      cell: (flow) => (
        <div className="row g8">
          <TwoLines title={flow.name} note={t(`kind.${flow.kind}`)} />
          {flow.hasDraft && flow.version > 0 ? <Chip tone="info">{t("list.changed")}</Chip> : null}
        </div>
      ),
    },
    { key: "state", title: t("list.state"), width: 128, cell: (flow) => <FlowStateChip state={flow.state} version={flow.version} /> },
    {
      key: "audience",
      title: t("list.audience"),
      cell: (flow) => <TwoLines title={flow.audienceName || t("chosenGroups")} note={flow.orgName} />,
    },
    {
      key: "groups",
      title: t("list.groups"),
      right: true,
      width: 88,
      cell: (flow) => (flow.groups > 0 ? formatCount(flow.groups) : <span className="mut">—</span>),
    },
    {
      key: "week",
      title: t("list.perWeek"),
      right: true,
      width: 144,
      cell: (flow) => <span className="sec">{t("list.perWeekSteps", { steps: flow.steps, count: flow.perWeek })}</span>,
    },
    { key: "today", title: t("list.today"), width: 176, cell: (flow) => <TickRow ticks={flow.today} /> },
    {
      key: "next",
      title: t("list.next"),
      right: true,
      width: 128,
      cell: (flow) => (flow.nextDueAt ? <Time at={flow.nextDueAt} /> : <span className="mut">—</span>),
    },
    {
      key: "updated",
      title: t("list.updated"),
      right: true,
      width: 128,
      from: 1440,
      cell: (flow) => <Time at={flow.updatedAt} className="sec" />,
    },
  ];
}
