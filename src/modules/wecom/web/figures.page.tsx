import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useEndpoint } from "../../../web/api.ts";
import { Chart } from "../../../web/ui/chart.tsx";
import { lineOption } from "../../../web/ui/chart-options.ts";
import { type Column, DataTable } from "../../../web/ui/data-table.tsx";
import { formatCount, formatDecimal, formatPercent } from "../../../web/ui/format.ts";
import { formatDay } from "../../../web/ui/format-time.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { type Metric, MetricStrip } from "../../../web/ui/metric-strip.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { type FigureDay, type FigureOwner, type Figures, showFiguresEndpoint } from "../figures.contract.ts";
import { WecomFrame } from "./wecom-frame.tsx";

const stretches = ["7", "30", "90", "180"] as const;
const stocks = ["groups", "members", "talkingGroups", "talkingMembers"] as const;
const flows = ["newMembers", "messages", "talks", "sent", "added", "applied", "dropped"] as const;
type Stock = (typeof stocks)[number];
type Flow = (typeof flows)[number];

/** 渠道接入 → 数据: the platform's own figures by day and by member of staff, with how much of them there is. */
export function WecomFiguresPage() {
  const { t } = useTranslation("wecom");
  const { connectionId = "" } = useParams();
  const url = useUrlState();
  const days = stretches.find((one) => one === url.get("days")) ?? "30";
  const ask = { connectionId, days: Number(days) };
  const query = useEndpoint(showFiguresEndpoint, ask);
  const range = (
    <Segmented
      label={t("figures.range")}
      options={stretches.map((value) => ({ value, label: t("figures.days", { n: value }) }))}
      value={days}
      onChange={(value) => url.set({ days: value === "30" ? "" : value })}
    />
  );
  const facts = query.data
    ? t("figures.coverage", { have: formatCount(query.data.daysWithFigures), days: formatCount(query.data.days) })
    : null;
  return (
    <WecomFrame connectionId={connectionId} part="figures" padded facts={facts}>
      <div className="wc-row">{range}</div>
      <Loaded
        query={query}
        what={t("figures.what")}
        skeleton={<BlockSkeleton height={480} />}
        empty={(figures) =>
          figures.byDay.length === 0 ? <EmptyState icon="insight" title={t("figures.empty")} text={t("figures.emptyText")} /> : null
        }
      >
        {(figures) => <Body ask={ask} figures={figures} />}
      </Loaded>
    </WecomFrame>
  );
}

function Body({ ask, figures }: { ask: { connectionId: string; days: number }; figures: Figures }) {
  const { t } = useTranslation("wecom");
  const { byDay } = figures;
  const option = useMemo(
    () =>
      lineOption({
        labels: byDay.map((day) => day.day.slice(5)),
        lines: [
          { name: t("figures.members"), values: byDay.map((day) => day.members), color: "var(--c1)" },
          { name: t("figures.talkingMembers"), values: byDay.map((day) => day.talkingMembers), color: "var(--c2)" },
        ],
        height: 260,
        format: formatCount,
      }),
    [byDay, t],
  );
  return (
    <>
      <Panel title={t("figures.what")} facts={`${formatDay(figures.from)} – ${formatDay(figures.to)}`}>
        <MetricStrip metrics={metricsOf(t, figures)} />
      </Panel>
      <Panel
        padded
        title={t("figures.trend")}
        actions={<ExportButton size="xs" list="wecom-figure-days" filter={ask} total={byDay.length} />}
      >
        <Chart option={option} height={260} label={t("figures.trend")} />
      </Panel>
      <Panel
        title={t("figures.byOwner")}
        actions={<ExportButton size="xs" list="wecom-figures" filter={ask} total={figures.byOwner.length} />}
      >
        <DataTable
          label={t("figures.byOwner")}
          columns={columnsOf(t)}
          rows={figures.byOwner}
          rowKey={(one) => one.userId}
          edge={false}
          stickyTop={0}
          oneLine
        />
      </Panel>
      <p className="mut sm12">{t("figures.coverageText")}</p>
    </>
  );
}

const lastOf = (days: readonly FigureDay[], key: Stock) => days.findLast((day) => day[key] !== null)?.[key] ?? null;

function sumOf(days: readonly FigureDay[], key: Flow): number | null {
  const known = days.flatMap((day) => day[key] ?? []);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

function metricsOf(t: TFunction<"wecom">, { byDay, days, daysWithFigures }: Figures): Metric[] {
  const formula = t("figures.coverage", { have: formatCount(daysWithFigures), days: formatCount(days) });
  const stock = (key: Stock): Metric => ({
    key,
    name: t(`figures.${key}`),
    period: t("figures.lastDay"),
    value: formatCount(lastOf(byDay, key)),
    trend: byDay.map((day) => day[key]),
    formula,
  });
  const flow = (key: Flow): Metric => ({
    key,
    name: t(`figures.${key}`),
    period: t("figures.sum"),
    value: formatCount(sumOf(byDay, key)),
    trend: byDay.map((day) => day[key]),
    formula,
  });
  return [stock("groups"), stock("members"), flow("newMembers"), flow("messages"), flow("talks"), flow("added"), flow("dropped")];
}

function columnsOf(t: TFunction<"wecom">): Column<FigureOwner>[] {
  const count = (key: Stock | Flow, from: number): Column<FigureOwner> => ({
    key,
    title: t(`figures.${key}`),
    right: true,
    from,
    cell: (one) => formatCount(one[key]),
  });
  return [
    { key: "name", title: t("figures.owner"), cell: (one) => one.name },
    count("groups", 480),
    count("members", 0),
    count("newMembers", 600),
    count("messages", 0),
    count("talks", 1000),
    count("sent", 1100),
    count("added", 700),
    count("dropped", 1200),
    {
      key: "replyPercent",
      title: t("figures.replyPercent"),
      right: true,
      from: 1280,
      cell: (one) => formatPercent(one.replyPercent === null ? null : one.replyPercent / 100),
    },
    {
      key: "replyMinutes",
      title: t("figures.replyMinutes"),
      right: true,
      from: 1280,
      cell: (one) => (one.replyMinutes === null ? t("none") : t("figures.minutes", { n: formatDecimal(one.replyMinutes) })),
    },
  ];
}
