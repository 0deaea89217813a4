import { useTranslation } from "react-i18next";
import { Delta } from "../../../web/ui/delta.tsx";
import { formatPercent } from "../../../web/ui/format.ts";
import { healthTone } from "../../../web/ui/shades.ts";

interface HealthRingProps {
  score: number;
  weekAgo: number | null;
  /** Share of the groups of the same unit that stand lower. */
  above: number | null;
}

const RADIUS = 27;
const AROUND = 2 * Math.PI * RADIUS;

/** A score as a ring, how it moved in a week, and where it stands among its neighbours. */
export function HealthRing({ score, weekAgo, above }: HealthRingProps) {
  const { t } = useTranslation("groups");
  const change = weekAgo === null ? null : score - weekAgo;
  return (
    <div className="hlt">
      <svg viewBox="0 0 64 64" width="64" height="64" role="img" aria-label={t("detail.health", { score })}>
        <circle cx="32" cy="32" r={RADIUS} fill="none" stroke="var(--line)" strokeWidth="5" />
        <circle
          cx="32"
          cy="32"
          r={RADIUS}
          fill="none"
          stroke={`var(--${healthTone(score)})`}
          strokeWidth="5"
          strokeLinecap="round"
          strokeDasharray={`${((score / 100) * AROUND).toFixed(1)} 400`}
          transform="rotate(-90 32 32)"
        />
        <text x="32" y="39" textAnchor="middle">
          {score}
        </text>
      </svg>
      <div>
        <b>{t("list.column.health")}</b>
        <p className="mut sm12">
          {t("detail.week")} <Delta value={change} text={change === null ? "" : String(Math.abs(change))} />
        </p>
        {above === null ? null : <p className="mut sm12">{t("detail.above", { share: formatPercent(above, 0) })}</p>}
      </div>
    </div>
  );
}
