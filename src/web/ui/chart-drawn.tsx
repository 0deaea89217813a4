import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import {
  AriaComponent,
  DatasetComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  MarkPointComponent,
  TooltipComponent,
} from "echarts/components";
import { init, use } from "echarts/core";
import type { EChartsType } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import type { ChartProps } from "./chart.tsx";
import { chartTheme, withTokens } from "./chart-theme.ts";
import { useMode } from "./mode.tsx";

use([
  BarChart,
  LineChart,
  ScatterChart,
  AriaComponent,
  DatasetComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  MarkPointComponent,
  TooltipComponent,
  SVGRenderer,
]);

/** Holds one chart: made anew for another theme, changed for another option, fitted to its place. */
export function ChartDrawn({ option, height, label, onPick }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(undefined);
  const { mode } = useMode();

  useEffect(() => {
    const node = place.current;
    if (!node) return;
    const made = init(node, chartTheme(), { renderer: "svg" });
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize({ animation: { duration: 0 } }));
    observer.observe(node);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = undefined;
    };
  }, [mode]);

  useEffect(() => {
    chart.current?.setOption(
      { animation: false, aria: { enabled: true, label: { description: label } }, ...withTokens(option) },
      { notMerge: true },
    );
  }, [option, label, mode]);

  useEffect(() => {
    const made = chart.current;
    if (!made || !onPick) return;
    const pick = (event: { seriesName?: string; dataIndex?: number }) => onPick(event.seriesName ?? "", event.dataIndex ?? 0);
    made.on("click", pick);
    return () => void made.off("click", pick);
  }, [onPick, mode]);

  return <div ref={place} style={{ height, width: "100%" }} role="img" aria-label={label} />;
}
