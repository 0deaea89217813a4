import type { ChartOption } from "./chart.tsx";
import { spreadApart } from "./spread-apart.ts";

export interface Line {
  name: string;
  /** Oldest first; null is a gap. */
  values: (number | null)[];
  color?: string;
  /** Bars behind the lines, on the left axis. */
  bars?: boolean;
}

interface LineChartSpec {
  /** Names of the points: days. */
  labels: string[];
  lines: Line[];
  /** Of the whole chart: labels at the ends of lines that lie close are moved apart. */
  height?: number;
  /** Writes a value at the axis and on hover. */
  format: (value: number) => string;
  /** Writes a value of the bars; gives them an axis of their own at the left. */
  formatBars?: (value: number) => string;
  /** A dashed line across. */
  target?: { value: number; label: string };
  /** Where something was changed. */
  notes?: { at: string; text: string }[];
}

const last = (values: (number | null)[]) => values.findLastIndex((v) => v !== null);

/** Four or five labels, evenly, and always the last point's. */
function spread(count: number): (index: number) => boolean {
  const step = Math.max(1, Math.floor(count / 4));
  return (index) => index === count - 1 || (index % step === 0 && count - 1 - index >= step * 0.7);
}

/** Between the plot and the chart's edges: above, and below for the axis. */
const TOP_PX = 16;
const BOTTOM_PX = 24;
const DEFAULT_HEIGHT = 262;

const LEAST_ROOM_PX = 92;
const MOST_ROOM_PX = 200;
const VALUE_PX = 60;

/** Room for the longest name and its value at the lines' ends: letters of CJK are as wide as they are high. */
function labelRoom(lines: readonly Line[]): number {
  const widths = lines.map(({ name }) => [...name].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 12 : 7), VALUE_PX));
  return Math.min(MOST_ROOM_PX, Math.max(LEAST_ROOM_PX, ...widths));
}

/** How far each line's end label is moved so that all can be read. */
function labelShifts({ lines, target, height = DEFAULT_HEIGHT }: LineChartSpec): number[] {
  const drawn = lines.filter((line) => !line.bars);
  const known = [...drawn.flatMap((line) => line.values), target?.value ?? null].filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const plot = height - TOP_PX - BOTTOM_PX;
  const ends = drawn.map((line) => line.values[last(line.values)] ?? low);
  const places = ends.map((value) => (high > low ? ((high - value) / (high - low)) * plot : plot / 2));
  return spreadApart(places, plot).map((place, n) => place - (places[n] ?? place));
}

function lineSeries(line: Line, n: number, spec: LineChartSpec, axis: number, shift: number) {
  const color = line.color ?? `var(--c${(n % 6) + 1})`;
  const end = last(line.values);
  const direct = spec.lines.filter((one) => !one.bars).length > 1;
  return {
    type: "line",
    name: line.name,
    yAxisIndex: axis,
    z: 3,
    itemStyle: { color },
    lineStyle: { color, width: 2 },
    data: line.values.map((value, at) => (at === end ? { value, symbol: "circle", symbolSize: 6, symbolKeepAspect: true } : value)),
    showSymbol: true,
    symbol: "none",
    endLabel: direct
      ? {
          show: true,
          offset: [0, shift],
          formatter: `{b|${line.name}} ${end < 0 ? "" : spec.format(line.values[end] ?? 0)}`,
          color: "var(--t1)",
          fontSize: 12,
          rich: { b: { fontWeight: 600, color: "var(--t1)", fontSize: 12 } },
        }
      : { show: false },
    ...(n === 0 ? marksOf(spec) : {}),
  };
}

function marksOf({ target, notes = [] }: LineChartSpec) {
  const lines = [
    ...(target
      ? [
          {
            yAxis: target.value,
            lineStyle: { color: "var(--t4)", type: "dashed", width: 1 },
            label: { formatter: target.label, position: "insideStartTop", color: "var(--t3)", fontSize: 12 },
          },
        ]
      : []),
    ...notes.map((note) => ({
      xAxis: note.at,
      lineStyle: { color: "var(--warn)", type: [3, 3], width: 1 },
      label: { formatter: note.text, position: "insideEndTop", rotate: 0, align: "left", color: "var(--warn-t)", fontSize: 12 },
    })),
  ];
  return lines.length > 0 ? { markLine: { symbol: "none", silent: true, animation: false, data: lines } } : {};
}

/** Lines labelled at their end (no legend), bars behind them, a dashed target, notes where something was changed. */
export function lineOption(spec: LineChartSpec): ChartOption {
  const bars = spec.lines.filter((line) => line.bars);
  const lines = spec.lines.filter((line) => !line.bars);
  const shifts = labelShifts(spec);
  const lineAxis = bars.length > 0 && spec.formatBars ? 1 : 0;
  const isWhole = spec.lines.every((line) => line.values.every((value) => value === null || Number.isInteger(value)));
  const valueAxis = (format: (value: number) => string, more: object) => ({
    type: "value",
    scale: true,
    // Counts have no steps between them, which would all read the same.
    ...(isWhole ? { minInterval: 1 } : {}),
    splitNumber: 4,
    axisLabel: { formatter: format },
    ...more,
  });
  return {
    grid: {
      left: 0,
      right: lines.length > 1 ? labelRoom(lines) : 4,
      top: TOP_PX,
      bottom: 0,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    tooltip: { valueFormatter: (value: unknown) => (typeof value === "number" ? spec.format(value) : "—") },
    xAxis: {
      type: "category",
      data: spec.labels,
      boundaryGap: bars.length > 0,
      axisLabel: { interval: spread(spec.labels.length), hideOverlap: true },
    },
    yAxis:
      lineAxis === 1 && spec.formatBars
        ? [valueAxis(spec.formatBars, { scale: false }), valueAxis(spec.format, { splitLine: { show: false } })]
        : [valueAxis(spec.format, {})],
    series: [
      ...bars.map((bar) => ({
        type: "bar",
        name: bar.name,
        data: bar.values,
        barCategoryGap: "38%",
        itemStyle: { color: bar.color ?? "var(--h2)" },
        tooltip: spec.formatBars
          ? { valueFormatter: (value: unknown) => (typeof value === "number" && spec.formatBars ? spec.formatBars(value) : "—") }
          : undefined,
      })),
      ...lines.map((line, n) => lineSeries(line, n, spec, lineAxis, shifts[n] ?? 0)),
    ],
    ...(lines.length > 1 ? { media: narrowMedia([...bars, ...lines]) } : {}),
  };
}

const NARROW_PX = 480;
const LEGEND_PX = 44;

/** Where there is no room for names at the lines' ends they stand above. */
function narrowMedia(lines: readonly Line[]) {
  const legend = { show: true, left: 0, top: 0, itemWidth: 12, itemHeight: 8, textStyle: { color: "var(--t1)", fontSize: 12 } };
  const series = lines.map((line) => (line.bars ? {} : { endLabel: { show: false } }));
  const wide = { grid: { right: labelRoom(lines.filter((line) => !line.bars)), top: TOP_PX }, legend: { show: false } };
  return [
    { option: { ...wide, series: lines.map((line) => (line.bars ? {} : { endLabel: { show: true } })) } },
    { query: { maxWidth: NARROW_PX }, option: { grid: { right: 4, top: LEGEND_PX }, legend, series } },
  ];
}
