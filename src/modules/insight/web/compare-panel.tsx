import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { Chart } from "../../../web/ui/chart.tsx";
import { lineOption } from "../../../web/ui/chart-options.ts";
import { formatDay } from "../../../web/ui/format-time.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { trendEndpoint } from "../metrics.contract.ts";
import { metricRules } from "../metrics.rules.ts";
import { formatFigure } from "./figures.ts";
import { shiftDay } from "./periods.ts";

const shown = ["interaction", "retention", "conversion", "leave"] as const;
const HEIGHT = 262;
/** A line needs some days. */
const LEAST_DAYS = 14;

/** One metric of the units under the scope, side by side. */
export function ComparePanel({ scope, period }: { scope: string; period: { from: string; to: string } }) {
  const { t } = useTranslation("insight");
  const [metric, setMetric] = useState<(typeof shown)[number]>("interaction");
  const from = shiftDay(period.to, 1 - LEAST_DAYS);
  const ask = { scope, metric, from: from < period.from ? from : period.from, to: period.to };
  const query = useEndpoint(trendEndpoint, ask, { keepLast: true });
  const days = metricRules[metric].isLong ? 30 : 7;
  const lines = query.data?.lines ?? [];
  return (
    <Panel
      title={t(`metric.${metric}.name`)}
      facts={lines.length > 1 ? t("compare.by", { count: lines.length, days }) : t("compare.one", { days })}
      actions={
        <>
          <Segmented
            label={t("compare.title")}
            options={shown.map((value) => ({ value, label: t(`metric.${value}.name`) }))}
            value={metric}
            onChange={setMetric}
          />
          <ExportButton size="xs" list="trend" filter={ask} />
        </>
      }
      padded
    >
      <Loaded
        query={query}
        what={t("compare.what")}
        tight
        skeleton={<BlockSkeleton height={HEIGHT} />}
        empty={(data) =>
          data.lines.length > 0 ? null : <EmptyState icon="insight" tight title={t(`metric.${metric}.name`)} text={t("compare.none")} />
        }
      >
        {(data) => (
          <Chart
            height={HEIGHT}
            label={t(`metric.${metric}.name`)}
            option={lineOption({
              labels: data.days.map((day) => formatDay(day)),
              lines: data.lines.map((line) => ({ name: line.name || t(`metric.${metric}.name`), values: line.values })),
              format: (value) => formatFigure(metric, value),
              ...(data.target === null
                ? {}
                : { target: { value: data.target, label: t("compare.target", { value: formatFigure(metric, data.target) }) } }),
            })}
          />
        )}
      </Loaded>
    </Panel>
  );
}
