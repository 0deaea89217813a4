import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { formatCount, formatDecimal } from "../../../web/ui/format.ts";
import { formatDay } from "../../../web/ui/format-time.ts";
import { HeatGrid } from "../../../web/ui/heat-grid.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { type HeatMap, heatMapEndpoint } from "../heat.contract.ts";
import { HeatDrawer } from "./heat-drawer.tsx";

interface HeatPanelProps {
  scope: string;
  period: { from: string; to: string };
}

export interface HeatCell {
  weekday: number;
  hour: number;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const HEIGHT = 236;

/** 几点有人说话: valid messages of the scope by weekday and hour; a cell opens into them. */
export function HeatPanel({ scope, period }: HeatPanelProps) {
  const { t } = useTranslation("insight");
  const [unit, setUnit] = useState<"total" | "mean">("total");
  const [cell, setCell] = useState<HeatCell | null>(null);
  const query = useEndpoint(heatMapEndpoint, { scope, ...period }, { keepLast: true });
  const units = (["total", "mean"] as const).map((value) => ({ value, label: t(`heat.${value}`) }));
  return (
    <Panel
      title={t("heat.title")}
      facts={t("heat.facts", { range: t("period.range", { from: formatDay(period.from), to: formatDay(period.to) }) })}
      actions={<Segmented label={t("heat.unit")} options={units} value={unit} onChange={setUnit} />}
    >
      <Loaded
        query={query}
        what={t("heat.what")}
        tight
        skeleton={<BlockSkeleton height={HEIGHT} />}
        empty={(data) => (data.total > 0 ? null : <EmptyState icon="message" tight title={t("heat.title")} text={emptyText(t, data)} />)}
      >
        {(data) => <Grid data={data} isMean={unit === "mean"} onPick={setCell} />}
      </Loaded>
      {cell ? <HeatDrawer scope={scope} period={period} cell={cell} onClose={() => setCell(null)} /> : null}
    </Panel>
  );
}

type Translate = ReturnType<typeof useTranslation<"insight">>["t"];

const emptyText = (t: Translate, { coverage }: HeatMap) =>
  coverage.level === "none" && coverage.of > 0 ? t("group.notTold") : t("heat.none");

function Grid({ data, isMean, onPick }: { data: HeatMap; isMean: boolean; onPick: (cell: HeatCell) => void }) {
  const { t } = useTranslation("insight");
  const weekdays: readonly string[] = t("weekdays", { returnObjects: true });
  const shown = isMean ? data.values.map((line, n) => line.map((count) => count / Math.max(1, data.weekdays[n] ?? 1))) : data.values;
  const write = (value: number) => (isMean ? formatDecimal(value, 1) : formatCount(value));
  const peak = data.peak;
  return (
    <HeatGrid
      rows={[...weekdays]}
      columns={HOURS.map((hour) => (hour % 3 === 0 ? String(hour).padStart(2, "0") : ""))}
      values={shown}
      tip={(row, hour, value) => t(isMean ? "heat.tipMean" : "heat.tip", { weekday: weekdays[row] ?? "", hour, count: write(value) })}
      note={peak ? t("heat.peak", { weekday: weekdays[peak.weekday - 1] ?? "", hour: peak.hour, count: formatCount(peak.count) }) : null}
      onPick={(row, hour) => onPick({ weekday: row + 1, hour })}
    />
  );
}
