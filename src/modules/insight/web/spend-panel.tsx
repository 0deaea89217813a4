import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { Delta } from "../../../web/ui/delta.tsx";
import { formatCount, formatYuan } from "../../../web/ui/format.ts";
import { formatDay } from "../../../web/ui/format-time.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { type Figure, metricsEndpoint } from "../metrics.contract.ts";
import { formatChange, formatFigure } from "./figures.ts";
import { RowsDrawer } from "./rows-drawer.tsx";

interface SpendPanelProps {
  scope: string;
  period: { from: string; to: string };
}

/** The larger of now and before leaves some room at the right. */
const HEADROOM = 1.2;

/** 人均消费: ARPU, spend per buyer and ROI of the period; each opens its rows. */
export function SpendPanel({ scope, period }: SpendPanelProps) {
  const { t } = useTranslation("insight");
  const [open, setOpen] = useState<Figure | null>(null);
  const query = useEndpoint(metricsEndpoint, { scope, ...period, trendDays: 0, allSales: "false" }, { keepLast: true });
  const range = t("period.range", { from: formatDay(period.from), to: formatDay(period.to) });
  return (
    <Panel title={t("arpu.title")} facts={t("arpu.facts", { range })}>
      <Loaded query={query} what={t("arpu.what")} tight skeleton={<BlockSkeleton height={310} />}>
        {({ figures }) => {
          const shown = (["arpu", "spend", "roi"] as const).flatMap((key) => figures.find((figure) => figure.key === key) ?? []);
          return (
            <div className="ti">
              {shown.map((figure) => (
                <SpendLine key={figure.key} figure={figure} onOpen={() => setOpen(figure)} />
              ))}
            </div>
          );
        }}
      </Loaded>
      {open ? <RowsDrawer figure={open} scope={scope} period={period} onClose={() => setOpen(null)} /> : null}
    </Panel>
  );
}

function noteOf(t: TFunction<"insight">, { key, numerator, denominator }: Figure): string {
  if (key === "spend") return t("arpu.buyersNote", { buyers: formatCount(denominator) });
  if (key !== "roi") return `${t("arpu.sales")} ${formatYuan(numerator)}`;
  return denominator === 0 ? t("arpu.noCost") : `${formatYuan(numerator)} ÷ ${formatYuan(denominator)}`;
}

function SpendLine({ figure, onOpen }: { figure: Figure; onOpen: () => void }) {
  const { t } = useTranslation("insight");
  const { key, value, previous, second } = figure;
  const change = value !== null && previous !== null ? value - previous : null;
  return (
    <div className="tr1">
      <div className="row">
        <b>{t(`metric.${key}.name`)}</b>
        <span className="sp" />
        <button type="button" className="h16" onClick={onOpen}>
          {formatFigure(key, value)}
        </button>
      </div>
      <Bar figure={figure} />
      <div className="row sm12 g8">
        <span className="mut">{noteOf(t, figure)}</span>
        <span className="sp" />
        {second && key === "spend" ? <span className="mut">{t("arpu.gross", { gross: formatFigure(key, second.value) })}</span> : null}
        {change === null ? null : <Delta value={change} text={formatChange(key, change)} />}
      </div>
    </div>
  );
}

/** Now as a bar, the period before as a mark on it. */
function Bar({ figure: { key, value, previous } }: { figure: Figure }) {
  const { t } = useTranslation("insight");
  const most = Math.max(value ?? 0, previous ?? 0) * HEADROOM;
  const place = (one: number | null) => `${most > 0 && one !== null ? (one / most) * 100 : 0}%`;
  return (
    <div className="tbx">
      <u style={{ width: place(value) }} />
      {previous === null ? null : (
        <i style={{ left: place(previous) }} title={t("arpu.previous", { value: formatFigure(key, previous) })} />
      )}
    </div>
  );
}
