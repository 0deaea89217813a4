import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { formatCount } from "../../../web/ui/format.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { Link } from "../../../web/ui/link.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { guideEndpoint, type GuideStepName, guideSteps } from "../openings.contract.ts";
import "./openings.css";

const SHOWN = 3;

/** 开群还缺什么: the steps most groups lack; gone once every group has all eight. */
export function TodayGuide({ whose }: { whose: "mine" | "all" }) {
  const { t } = useTranslation("openings");
  const query = useEndpoint(guideEndpoint, whose === "mine" ? { mine: "true" } : {});
  const items = query.data?.items ?? [];
  const sum = (pick: (row: (typeof items)[number]) => number) => items.reduce((total, row) => total + pick(row), 0);
  const lacking = guideSteps
    .map((step: GuideStepName, at) => ({ step, count: sum((row) => row.failing[at] ?? 0) }))
    .filter((one) => one.count > 0)
    .toSorted((a, b) => b.count - a.count);
  if (lacking.length === 0) return null;
  return (
    <Panel
      title={t("guide.today")}
      facts={t("guide.todayFacts", { whole: formatCount(sum((row) => row.whole)), groups: formatCount(sum((row) => row.groups)) })}
      actions={
        <Link to="groups/opening?tab=guide" className="lnk">
          {t("guide.what")}
        </Link>
      }
    >
      <ul className="openings-open openings-card">
        {lacking.slice(0, SHOWN).map(({ step, count }) => (
          <li key={step} className="row g8">
            <Icon name="alert" size="s" />
            <span>{t("guide.todayRow", { count, step: t(`guide.step.${step}`) })}</span>
            <span className="sp" />
            <Link to={`groups/opening?tab=guide&step=${step}${whose === "mine" ? "&mine=1" : ""}`} className="lnk nw">
              {t("guide.todayGo")}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
