import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { type Figure, metricsEndpoint, type MetricKey, metricKeys } from "../metrics.contract.ts";
import { RowsDrawer } from "./rows-drawer.tsx";
import { type Period, type Side, useVersus } from "./use-sides.ts";
import { VersusBar } from "./versus-bar.tsx";
import { VersusChart } from "./versus-chart.tsx";
import { VersusTable } from "./versus-table.tsx";
import "./versus.css";

interface VersusViewProps {
  scope: string;
  period: Period;
}

/** 对比: two groups, two blueprints, two units or two periods side by side, and one metric of both in one chart. */
export function VersusView({ scope, period }: VersusViewProps) {
  const { t } = useTranslation("insight");
  const url = useUrlState();
  const versus = useVersus(scope, period);
  const [a, b] = versus.sides;
  const metric = metricKeys.find((key) => key === url.get("m")) ?? "interaction";
  return (
    <div className="page ipage">
      <VersusBar versus={versus} />
      {a && b ? (
        <Both
          a={a}
          b={b}
          metric={metric}
          onMetric={(key) => url.set({ m: key === "interaction" ? "" : key })}
          isPeriods={versus.by === "period"}
        />
      ) : (
        <Panel title={t("versus.title")}>
          <EmptyState icon="insight" tight title={t("versus.few")} text={t(`versus.fewText.${versus.by}`)} />
        </Panel>
      )}
    </div>
  );
}

interface BothProps {
  a: Side;
  b: Side;
  metric: MetricKey;
  isPeriods: boolean;
  onMetric: (key: MetricKey) => void;
}

function Both({ a, b, metric, isPeriods, onMetric }: BothProps) {
  const { t } = useTranslation("insight");
  const [open, setOpen] = useState<{ figure: Figure; side: Side } | null>(null);
  const first = useEndpoint(metricsEndpoint, { scope: a.scope, ...a.period, trendDays: 0, allSales: "false" }, { keepLast: true });
  const second = useEndpoint(metricsEndpoint, { scope: b.scope, ...b.period, trendDays: 0, allSales: "false" }, { keepLast: true });
  return (
    <>
      <VersusChart a={a} b={b} metric={metric} isPeriods={isPeriods} />
      <Panel title={t("versus.table")} facts={t("versus.tableFacts", { a: a.name, b: b.name })}>
        <Loaded query={first} what={t("versus.table")} tight skeleton={<RowsSkeleton rows={10} />}>
          {(one) => (
            <Loaded query={second} what={t("versus.table")} tight skeleton={<RowsSkeleton rows={10} />}>
              {(other) => (
                <VersusTable
                  a={{ side: a, data: one }}
                  b={{ side: b, data: other }}
                  metric={metric}
                  onMetric={onMetric}
                  onOpen={(figure, side) => setOpen({ figure, side })}
                />
              )}
            </Loaded>
          )}
        </Loaded>
      </Panel>
      {open ? <RowsDrawer figure={open.figure} scope={open.side.scope} period={open.side.period} onClose={() => setOpen(null)} /> : null}
    </>
  );
}
