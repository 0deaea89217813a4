import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Chart } from "../../../web/ui/chart.tsx";
import { lineOption } from "../../../web/ui/chart-options.ts";
import { formatCount, formatDecimal, formatPercent } from "../../../web/ui/format.ts";
import { formatDay } from "../../../web/ui/format-time.ts";
import { Panel } from "../../../web/ui/panel.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import type { ValueFit } from "../values.contract.ts";

const HEIGHT = 200;

/** What the fit said of the weeks after its end beside what came. */
export function ValueWeeks({ fit }: { fit: ValueFit }) {
  const { t } = useTranslation("orders");
  const { weeks } = fit;
  const option = useMemo(
    () =>
      lineOption({
        labels: weeks.map((week) => formatDay(week.from)),
        lines: [
          { name: t("values.expected"), values: weeks.map((week) => week.expected), color: "var(--c1)" },
          { name: t("values.actual"), values: weeks.map((week) => week.actual), color: "var(--c2)" },
        ],
        height: HEIGHT,
        format: (value) => formatDecimal(value, 0),
      }),
    [weeks, t],
  );
  const sum = (key: "expected" | "actual") => weeks.reduce((total, week) => total + week[key], 0);
  const [expected, actual] = [sum("expected"), sum("actual")];
  const facts = t("values.weeksFacts", {
    expected: formatDecimal(expected, 0),
    actual: formatCount(actual),
    share: actual > 0 ? formatPercent(expected / actual) : "—",
  });
  return (
    <Panel title={t("values.weeksTitle")} facts={weeks.length > 0 ? facts : undefined} padded>
      {weeks.length > 0 ? (
        <Chart height={HEIGHT} label={t("values.weeksTitle")} option={option} />
      ) : (
        <EmptyState icon="insight" tight title={t("values.noWeeks")} text={t("values.noWeeksText")} />
      )}
    </Panel>
  );
}
