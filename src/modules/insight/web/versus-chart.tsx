import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { Chart } from "../../../web/ui/chart.tsx";
import { lineOption } from "../../../web/ui/chart-options.ts";
import { formatDay } from "../../../web/ui/format-time.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { type MetricKey, trendEndpoint } from "../metrics.contract.ts";
import { metricRules } from "../metrics.rules.ts";
import { formatFigure } from "./figures.ts";
import { shiftDay } from "./periods.ts";
import type { Side } from "./use-sides.ts";

interface VersusChartProps {
  a: Side;
  b: Side;
  metric: MetricKey;
  /** Two periods are laid over each other, day by day. */
  isPeriods: boolean;
}

const HEIGHT = 262;
/** A line needs some days. */
const LEAST_DAYS = 14;

/** A group's own part of its name. */
const shortOf = (name: string) => name.split("·").at(-1) ?? name;

const linesOf = (side: Side, metric: MetricKey) => {
  const least = shiftDay(side.period.to, 1 - LEAST_DAYS);
  return { scope: side.scope, metric, from: least < side.period.from ? least : side.period.from, to: side.period.to, by: "scope" as const };
};

/** One metric of both sides in one chart. */
export function VersusChart({ a, b, metric, isPeriods }: VersusChartProps) {
  const { t } = useTranslation("insight");
  const first = useEndpoint(trendEndpoint, linesOf(a, metric), { keepLast: true });
  const second = useEndpoint(trendEndpoint, linesOf(b, metric), { keepLast: true });
  const option = useMemo(() => {
    const [one, other] = [first.data, second.data];
    if (!one || !other) return null;
    const longer = one.days.length >= other.days.length ? one.days : other.days;
    const lines = [
      { name: shortOf(a.name), values: one.lines[0]?.values ?? [], color: "var(--c1)" },
      { name: shortOf(b.name), values: other.lines[0]?.values ?? [], color: "var(--c2)" },
    ].filter((line) => line.values.length > 0);
    const labels = isPeriods ? longer.map((_, n) => t("versus.nth", { n: n + 1 })) : one.days.map((day) => formatDay(day));
    return lines.length > 0 ? lineOption({ labels, lines, height: HEIGHT, format: (value) => formatFigure(metric, value) }) : null;
  }, [first.data, second.data, a.name, b.name, isPeriods, metric, t]);
  return (
    <Panel title={t(`metric.${metric}.name`)} facts={t("versus.chartFacts", { days: metricRules[metric].isLong ? 30 : 7 })} padded>
      <Loaded query={first} what={t("versus.title")} tight skeleton={<BlockSkeleton height={HEIGHT} />}>
        {() =>
          option ? (
            <Chart height={HEIGHT} label={t(`metric.${metric}.name`)} option={option} />
          ) : second.data ? (
            <EmptyState icon="insight" tight title={t(`metric.${metric}.name`)} text={t("compare.none")} />
          ) : (
            <BlockSkeleton height={HEIGHT} />
          )
        }
      </Loaded>
    </Panel>
  );
}
