import { useTranslation } from "react-i18next";
import { useEndpointPages } from "../../../web/api.ts";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { dayOf, formatDay } from "../../../web/ui/format-time.ts";
import { Link } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Time, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { heatRowsEndpoint } from "../heat.contract.ts";
import type { HeatCell } from "./heat-panel.tsx";
import "./insight.css";
import { MoreRows } from "./more-rows.tsx";

interface HeatDrawerProps {
  scope: string;
  period: { from: string; to: string };
  cell: HeatCell;
  onClose: () => void;
}

/** The messages of one hour and weekday, newest first; each leads to its day in the group. */
export function HeatDrawer({ scope, period, cell, onClose }: HeatDrawerProps) {
  const { t } = useTranslation("insight");
  const offset = useOffsetMinutes();
  const { query, items, ...paging } = useEndpointPages(heatRowsEndpoint, { scope, ...period, ...cell });
  const weekdays: readonly string[] = t("weekdays", { returnObjects: true });
  const total = query.data?.pages[0]?.total ?? 0;
  return (
    <Drawer
      open
      title={t("heat.cell", { weekday: weekdays[cell.weekday - 1] ?? "", hour: cell.hour })}
      facts={t("period.range", { from: formatDay(period.from), to: formatDay(period.to) })}
      onClose={onClose}
    >
      <Loaded query={query} what={t("heat.what")} tight>
        {() => (
          <div className="pad">
            <div className="fgs">
              <span>{t("rows.said", { count: formatCount(total) })}</span>
              <ExportButton size="xs" list="heat-rows" filter={{ scope, ...period, ...cell }} total={total} />
            </div>
            {items.length === 0 ? <p className="mut fgn">{t("rows.none")}</p> : null}
            <ul className="fgr">
              {items.map((one) => (
                <li key={one.id}>
                  <span className="who">
                    <span className="said">{one.text ?? <span className="mut">{t("heat.forgotten")}</span>}</span>
                    <small>
                      <bdi>{one.member?.name ?? ""}</bdi> · <Time at={one.at} />
                    </small>
                  </span>
                  <Link
                    className="lnk nw"
                    to={`groups/${one.group.id}?${new URLSearchParams({ tab: "messages", day: dayOf(Date.parse(one.at), offset) })}`}
                  >
                    {one.group.name.split("·").at(-1)}
                  </Link>
                </li>
              ))}
            </ul>
            <MoreRows {...paging} />
          </div>
        )}
      </Loaded>
    </Drawer>
  );
}
