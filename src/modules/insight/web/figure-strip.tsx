import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MetricStrip } from "../../../web/ui/metric-strip.tsx";
import type { Figure, MetricKey } from "../metrics.contract.ts";
import { stripMetric } from "./figures.ts";
import { Formula } from "./formula.tsx";
import { RowsDrawer } from "./rows-drawer.tsx";

interface FigureStripProps {
  figures: readonly Figure[];
  scope: string;
  period: { from: string; to: string };
  /** These stand first, in this order. */
  first?: readonly MetricKey[];
}

/** The nine metrics side by side; a click opens the rows behind one. */
export function FigureStrip({ figures, scope, period, first = [] }: FigureStripProps) {
  const { t } = useTranslation("insight");
  const [open, setOpen] = useState<MetricKey | null>(null);
  const place = (key: MetricKey) => (first.includes(key) ? first.indexOf(key) : first.length);
  const nine = figures.filter((figure) => figure.key !== "arpu").toSorted((a, b) => place(a.key) - place(b.key));
  const isShort = figures.some((figure) => figure.key === "retention" && (figure.from !== period.from || figure.to !== period.to));
  const shown = figures.find((figure) => figure.key === open);
  return (
    <>
      <MetricStrip
        metrics={nine.map((figure) => stripMetric(t, figure, isShort, <Formula figure={figure} scope={scope} />))}
        onOpen={(metric) => setOpen(nine.find((figure) => figure.key === metric.key)?.key ?? null)}
      />
      {shown ? <RowsDrawer figure={shown} scope={scope} period={period} onClose={() => setOpen(null)} /> : null}
    </>
  );
}
