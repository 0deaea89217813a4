import { Tooltip } from "antd";
import type { ReactNode } from "react";
import { Delta } from "./delta.tsx";
import { Sparkline } from "./sparkline.tsx";
import "./metric-strip.css";

export interface Metric {
  key: string;
  name: string;
  /** Behind the name in grey: 30 日. */
  period?: string;
  /** Written out, `18.9%`; a dash where it is unknown. */
  value: string;
  /** Numerator and denominator, `986 ÷ 5,214`. */
  fraction?: string;
  /** Oldest first. */
  trend?: (number | null)[];
  /** The change; null where there is nothing to compare with. */
  delta?: number | null;
  /** The size of the change, `1.4 点`. */
  deltaText?: string;
  goodWhen?: "more" | "less";
  /** On hover: how it is reckoned, and what it covers. */
  formula: ReactNode;
}

interface MetricStripProps {
  metrics: Metric[];
  /** Opens the rows behind the number. */
  onOpen?: (metric: Metric) => void;
}

function movedWrong({ delta, goodWhen = "more" }: Metric): boolean {
  return delta != null && delta !== 0 && delta > 0 !== (goodWhen === "more");
}

function Cell({ metric }: { metric: Metric }) {
  return (
    <>
      <div className="k">
        {metric.name}
        {metric.period ? <span className="mut">{metric.period}</span> : null}
      </div>
      <div className="v">{metric.value}</div>
      <div className="f">{metric.fraction}</div>
      <div className="line">{metric.trend ? <Sparkline values={metric.trend} tone={movedWrong(metric) ? "bad" : "plain"} /> : null}</div>
      <div className="dlt">
        {metric.delta !== undefined ? <Delta value={metric.delta} text={metric.deltaText ?? ""} goodWhen={metric.goodWhen} /> : null}
      </div>
    </>
  );
}

/** Metrics side by side, always in the order they are given. */
export function MetricStrip({ metrics, onOpen }: MetricStripProps) {
  return (
    <div className="ms" style={{ "--columns": metrics.length }}>
      {metrics.map((metric) => (
        <Tooltip key={metric.key} title={metric.formula} mouseEnterDelay={0.4}>
          {onOpen ? (
            <button type="button" onClick={() => onOpen(metric)}>
              <Cell metric={metric} />
            </button>
          ) : (
            <div>
              <Cell metric={metric} />
            </div>
          )}
        </Tooltip>
      ))}
    </div>
  );
}
