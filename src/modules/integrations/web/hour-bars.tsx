import { useTranslation } from "react-i18next";
import { formatCount } from "../../../web/ui/format.ts";

interface Hour {
  delivered: number;
  failed: number;
}

/** The calls of 24 hours as bars, what failed in red at the foot. */
export function HourBars({ hours }: { hours: readonly Hour[] }) {
  const { t } = useTranslation("integrations");
  const most = Math.max(1, ...hours.map((hour) => hour.delivered + hour.failed));
  const sum = (key: keyof Hour) => hours.reduce((all, hour) => all + hour[key], 0);
  const label = `${t("webhooks.delivered")} ${formatCount(sum("delivered"))}, ${t("webhooks.failed")} ${formatCount(sum("failed"))}`;
  return (
    <span className="ig-bars" role="img" aria-label={label} title={label}>
      {hours.map((hour, n) => (
        <i key={n}>
          <b style={{ height: `${(hour.delivered / most) * 100}%` }} />
          <u style={{ height: `${(hour.failed / most) * 100}%` }} />
        </i>
      ))}
    </span>
  );
}
