import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { DataTable, TwoLines, type Column } from "../../../web/ui/data-table.tsx";
import { formatCount, formatPercent } from "../../../web/ui/format.ts";
import { formatDay } from "../../../web/ui/format-time.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { type FlowDetail, flowStatsEndpoint, type StepStats } from "../flows.contract.ts";
import { slotsWord } from "./words.ts";

/** What each step came to over the last thirty days. */
export function EffectView({ flow }: { flow: FlowDetail }) {
  const { t } = useTranslation("flows");
  const query = useEndpoint(flowStatsEndpoint, { flowId: flow.id });
  const steps = new Map([...flow.draft.steps, ...(flow.published?.spec.steps ?? [])].map((step) => [step.id, step]));
  const dash = (value: number) => (value > 0 ? formatCount(value) : <span className="mut">—</span>);
  const columns: Column<StepStats>[] = [
    {
      key: "step",
      title: t("effect.step"),
      cell: (row) => {
        const step = steps.get(row.stepId);
        return <TwoLines title={step?.name ?? t("effect.gone")} note={step ? slotsWord(step.slots) : undefined} />;
      },
    },
    { key: "made", title: t("effect.made"), right: true, width: 88, cell: (row) => t("effect.days", { count: row.made }) },
    { key: "groups", title: t("effect.groups"), right: true, width: 88, cell: (row) => formatCount(row.groups) },
    { key: "sent", title: t("effect.sent"), right: true, width: 88, cell: (row) => formatCount(row.sent) },
    {
      key: "rate",
      title: t("effect.rate"),
      right: true,
      width: 88,
      cell: (row) => (row.sent + row.failed > 0 ? formatPercent(row.sent / (row.sent + row.failed)) : "—"),
    },
    { key: "open", title: t("effect.open"), right: true, width: 80, cell: (row) => dash(row.open) },
    {
      key: "failed",
      title: t("effect.failed"),
      right: true,
      width: 80,
      cell: (row) => (row.failed > 0 ? <span className="bad">{formatCount(row.failed)}</span> : dash(0)),
    },
    {
      key: "expired",
      title: t("effect.expired"),
      right: true,
      width: 96,
      cell: (row) => (row.expired > 0 ? t("effect.days", { count: row.expired }) : dash(0)),
    },
    {
      key: "empty",
      title: t("effect.empty"),
      right: true,
      width: 80,
      from: 1360,
      cell: (row) => (row.empty > 0 ? t("effect.days", { count: row.empty }) : dash(0)),
    },
    {
      key: "last",
      title: t("effect.last"),
      right: true,
      width: 104,
      cell: (row) => <span className="sec">{row.lastDay ? formatDay(row.lastDay, true) : "—"}</span>,
    },
  ];
  return (
    <Loaded
      query={query}
      what={t("effect.what")}
      empty={(data) =>
        data.items.length === 0 ? <EmptyState icon="insight" title={t("effect.none")} text={t("effect.noneText")} /> : null
      }
    >
      {({ items, from, to }) => (
        <>
          <div className="filters">
            <span className="mut">{t("effect.range", { from: formatDay(from), to: formatDay(to) })}</span>
            <span className="sp" />
            <ExportButton list="flow-steps" filter={{ flowId: flow.id }} />
          </div>
          <DataTable label={t("effect.what")} columns={columns} rows={items} rowKey={(row) => row.stepId} stickyTop={0} />
        </>
      )}
    </Loaded>
  );
}
