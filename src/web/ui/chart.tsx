import type { EChartsCoreOption } from "echarts/core";
import { lazy, Suspense } from "react";
import { BlockSkeleton } from "./skeleton.tsx";

export type ChartOption = EChartsCoreOption;

export interface ChartProps {
  /** Colours, axes and type come from the tokens; name only what differs. `var(--c1)` is read where a colour is given. */
  option: ChartOption;
  height: number;
  /** Read aloud: what the chart shows. */
  label: string;
  /** A point was clicked: its series and place. */
  onPick?: (series: string, index: number) => void;
}

const Drawn = lazy(() => import("./chart-drawn.tsx").then((part) => ({ default: part.ChartDrawn })));

/** A chart, drawn by a part of the program that is fetched when the first chart comes into sight. */
export function Chart(props: ChartProps) {
  return (
    <Suspense fallback={<BlockSkeleton height={props.height} />}>
      <Drawn {...props} />
    </Suspense>
  );
}
