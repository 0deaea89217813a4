import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { HeatGrid } from "../../../web/ui/heat-grid.tsx";
import { Link } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { heatEndpoint } from "../board.contract.ts";
import { HeatDrawer } from "./heat-drawer.tsx";
import type { HeatCell } from "./heat-panel.tsx";

/** Hours nobody is awake in are not drawn, unless somebody spoke. */
const FIRST_HOUR = 6;

/** 几点有人说话: by hour and weekday, and when most; a cell opens into its messages. */
export function GroupHeatPanel({ groupId }: { groupId: string }) {
  const { t } = useTranslation("insight");
  const brand = useBrand();
  const query = useEndpoint(heatEndpoint, { groupId }, { enabled: brand.can("insight.read") });
  const [cell, setCell] = useState<HeatCell | null>(null);
  if (!brand.can("insight.read")) return null;
  const period = query.data && { from: query.data.from, to: query.data.to };
  const weekdays: readonly string[] = t("weekdays", { returnObjects: true });
  return (
    <Panel
      title={t("group.heat")}
      facts={t("group.heatFacts")}
      actions={
        brand.can("flows.manage") ? (
          <Link to="flows" className="lnk">
            {t("group.toFlow")}
          </Link>
        ) : null
      }
      padded
    >
      <Loaded
        query={query}
        what={t("group.heat")}
        tight
        skeleton={<BlockSkeleton height={236} />}
        empty={(data) =>
          data.best ? null : (
            <EmptyState icon="message" tight title={t("group.heat")} text={data.isTold ? t("group.heatNone") : t("group.notTold")} />
          )
        }
      >
        {(data) => {
          const from = data.values.some((line) => line.slice(0, FIRST_HOUR).some((count) => count > 0)) ? 0 : FIRST_HOUR;
          const hours = Array.from({ length: 24 - from }, (_, n) => n + from);
          const { best } = data;
          return (
            <HeatGrid
              rows={[...weekdays]}
              columns={hours.map((hour) => (hour % 3 === 0 ? String(hour).padStart(2, "0") : ""))}
              values={data.values.map((line) => line.slice(from))}
              onPick={(row, column) => setCell({ weekday: row + 1, hour: hours[column] ?? 0 })}
              tip={(row, column, value) => t("group.heatTip", { weekday: weekdays[row] ?? "", hour: hours[column] ?? 0, count: value })}
              note={
                best
                  ? t("group.heatBest", {
                      weekday: weekdays[best.weekday - 1] ?? "",
                      hour: best.hour,
                      count: best.perHour < 10 ? Number(best.perHour.toFixed(1)) : Math.round(best.perHour),
                    })
                  : null
              }
            />
          );
        }}
      </Loaded>
      {cell && period ? <HeatDrawer scope={`group:${groupId}`} period={period} cell={cell} onClose={() => setCell(null)} /> : null}
    </Panel>
  );
}
