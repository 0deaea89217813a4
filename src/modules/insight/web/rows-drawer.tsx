import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpointPages } from "../../../web/api.ts";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { formatCount, formatDecimal, formatMoney } from "../../../web/ui/format.ts";
import { formatDay } from "../../../web/ui/format-time.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import type { Figure, Part } from "../metrics.contract.ts";
import { rowsEndpoint } from "../metrics.contract.ts";
import { formatFigure, formatFraction } from "./figures.ts";
import { useFormula } from "./formula.tsx";
import { RowLine } from "./row-line.tsx";
import "./insight.css";
import { MoreRows } from "./more-rows.tsx";

interface RowsDrawerProps {
  figure: Figure;
  scope: string;
  period: { from: string; to: string };
  onClose: () => void;
}

/** The rows behind a figure, numerator or denominator; they add up to what stands at the top. */
export function RowsDrawer({ figure, scope, period, onClose }: RowsDrawerProps) {
  const { t } = useTranslation("insight");
  const lines = useFormula(figure, scope);
  const [part, setPart] = useState<Part>("numerator");
  const sides = (["numerator", "denominator"] as const).map((value) => ({ value, label: t(`metric.${figure.key}.${value}`) }));
  return (
    <Drawer
      open
      title={t(`metric.${figure.key}.name`)}
      facts={t("period.range", { from: formatDay(figure.from), to: formatDay(figure.to) })}
      onClose={onClose}
    >
      <div className="pad">
        <div className="fgh">
          <b className="big">{formatFigure(figure.key, figure.value)}</b>
          <span className="mut">{formatFraction(figure)}</span>
        </div>
        <ul className="fgf">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <Segmented
          label={t("rows.parts")}
          options={sides}
          value={part === "denominator" ? "denominator" : "numerator"}
          onChange={setPart}
        />
        <Rows key={part} metric={figure.key} scope={scope} part={part} {...period} />
      </div>
    </Drawer>
  );
}

interface RowsProps {
  metric: Figure["key"];
  scope: string;
  part: Part;
  from: string;
  to: string;
}

function Rows(ask: RowsProps) {
  const { t } = useTranslation("insight");
  const { query, items, ...paging } = useEndpointPages(rowsEndpoint, ask);
  const first = query.data?.pages[0];
  const write = (value: number) =>
    first?.unit === "fen" ? formatMoney(value) : Number.isInteger(value) ? formatCount(value) : formatDecimal(value, 1);
  return (
    <Loaded query={query} what={t("rows.what")} tight>
      {() => (
        <>
          <div className="fgs">
            <span>
              {first && first.divisor > 1
                ? t("rows.sumMean", { sum: write(first.sum), days: first.divisor, mean: write(first.sum / first.divisor) })
                : t("rows.sum", { sum: write(first?.sum ?? 0) })}
            </span>
            <span className="mut">{t("rows.count", { count: first?.total ?? 0 })}</span>
            <ExportButton size="xs" list="figure-rows" filter={ask} total={first?.total} />
          </div>
          {items.length === 0 ? <p className="mut fgn">{t("rows.none")}</p> : null}
          <ul className="fgr">
            {items.map((row) => (
              <RowLine key={row.key} row={row} unit={first?.unit ?? "people"} />
            ))}
          </ul>
          <MoreRows {...paging} />
        </>
      )}
    </Loaded>
  );
}
