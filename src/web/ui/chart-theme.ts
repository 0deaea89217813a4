import type { ChartOption } from "./chart.tsx";

/** The value of a token as it is drawn now: `token("--c1")`. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The look of every chart, from the tokens in force. */
export function chartTheme() {
  const fontFamily = token("--font");
  const label = { color: token("--t3"), fontSize: 12, fontFamily };
  const axis = {
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: label,
    nameTextStyle: label,
    splitLine: { show: true, lineStyle: { color: token("--hair") } },
  };
  return {
    color: ["--c1", "--c2", "--c3", "--c4", "--c5", "--c6"].map(token),
    backgroundColor: "transparent",
    textStyle: { fontFamily, fontSize: 12, color: token("--t2") },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: axis,
    timeAxis: axis,
    line: { lineStyle: { width: 2 }, symbol: "circle", showSymbol: false, symbolSize: 6, emphasis: { disabled: true } },
    bar: { itemStyle: { borderRadius: [2, 2, 0, 0] }, barCategoryGap: "40%" },
    tooltip: {
      trigger: "axis",
      backgroundColor: "#1A2226",
      borderWidth: 0,
      padding: [6, 10],
      textStyle: { color: "#EEF2F3", fontSize: 12, fontFamily },
      axisPointer: { lineStyle: { color: token("--line2") }, shadowStyle: { color: token("--hover"), opacity: 0.5 } },
    },
  };
}

/** The option with every `var(--x)` replaced by its value, which ECharts cannot read by itself. */
export function withTokens(option: ChartOption): ChartOption {
  const known = new Map<string, string>();
  return Object.fromEntries(Object.entries(option).map(([key, one]) => [key, replaced(one, known)]));
}

function replaced(value: unknown, known: Map<string, string>): unknown {
  if (typeof value === "string") {
    const name = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
    if (!name) return value;
    if (!known.has(name)) known.set(name, token(name));
    return known.get(name);
  }
  if (Array.isArray(value)) return value.map((one) => replaced(one, known));
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one, known)]));
}
