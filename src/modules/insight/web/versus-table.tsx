import { Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { formatCount } from "../../../web/ui/format.ts";
import { Delta } from "../../../web/ui/delta.tsx";
import type { OutputOf } from "../../../lib/define.ts";
import type { Figure, metricsEndpoint, MetricKey } from "../metrics.contract.ts";
import { metricRules } from "../metrics.rules.ts";
import { changeOf, formatFigure, formatFraction } from "./figures.ts";
import { Formula } from "./formula.tsx";
import type { Side } from "./use-sides.ts";

interface Column {
  side: Side;
  data: OutputOf<typeof metricsEndpoint>;
}

interface VersusTableProps {
  a: Column;
  b: Column;
  /** The one in the chart. */
  metric: MetricKey;
  onMetric: (key: MetricKey) => void;
  onOpen: (figure: Figure, side: Side) => void;
}

/** The ten figures of both sides and how far the first is from the second; a name draws its lines, a value opens its rows. */
export function VersusTable({ a, b, metric, onMetric, onOpen }: VersusTableProps) {
  const { t } = useTranslation("insight");
  return (
    <div className="vsw">
      <table className="vs">
        <thead>
          <tr>
            <th scope="col">{t("versus.metric")}</th>
            <Head column={a} tone="c1" />
            <Head column={b} tone="c2" />
            <th scope="col" className="r">
              {t("versus.change")}
            </th>
          </tr>
        </thead>
        <tbody>
          {a.data.figures.map((figure) => {
            const other = b.data.figures.find((one) => one.key === figure.key);
            if (!other) return null;
            const { delta, text } = changeOf(t, figure.key, figure.value, other.value);
            return (
              <tr key={figure.key} className={figure.key === metric ? "cur" : ""}>
                <th scope="row">
                  <Tooltip title={<Formula figure={figure} scope={a.side.scope} />} mouseEnterDelay={0.4}>
                    <button type="button" aria-pressed={figure.key === metric} onClick={() => onMetric(figure.key)}>
                      {t(`metric.${figure.key}.name`)}
                      {metricRules[figure.key].isLong && figure.days !== 0 ? (
                        <span className="mut"> {t("period.days", { days: figure.days })}</span>
                      ) : null}
                    </button>
                  </Tooltip>
                </th>
                <Value figure={figure} onOpen={() => onOpen(figure, a.side)} />
                <Value figure={other} onOpen={() => onOpen(other, b.side)} />
                <td className="r">
                  <Delta value={delta} text={text} goodWhen={metricRules[figure.key].goodWhen} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Head({ column, tone }: { column: Column; tone: "c1" | "c2" }) {
  const { t } = useTranslation("insight");
  return (
    <th scope="col" className="r">
      <span className="el" title={column.side.name}>
        <i style={{ background: `var(--${tone})` }} />
        {column.side.name}
      </span>
      <small>{t("versus.members", { groups: formatCount(column.data.groups), members: formatCount(column.data.members) })}</small>
    </th>
  );
}

function Value({ figure, onOpen }: { figure: Figure; onOpen: () => void }) {
  return (
    <td className="r">
      <button type="button" onClick={onOpen}>
        <b>{formatFigure(figure.key, figure.value)}</b>
        <small>{formatFraction(figure)}</small>
      </button>
    </td>
  );
}
