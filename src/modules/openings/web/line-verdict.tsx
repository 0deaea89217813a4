import { useTranslation } from "react-i18next";
import { joint } from "../../../web/i18n/joint.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { formatDecimal, formatMoney, formatPercent } from "../../../web/ui/format.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Progress } from "../../../web/ui/progress.tsx";
import { useBrand } from "../../../web/brand.tsx";
import { commercialTypes } from "../../groups/profile.contract.ts";
import { adviseLine, type AdviceGround, type LineAdvice } from "../advice.rules.ts";
import { fitConditions } from "../fit.rules.ts";
import type { Combination, Line, LineAnswers } from "../openings.contract.ts";
import { ApplyBar } from "./apply-bar.tsx";

interface LineVerdictProps {
  answers: LineAnswers;
  combinations: readonly Combination[];
  marks: AdviceGround["marks"];
  /** The saved line; null while there is something to save. */
  line: Line | null;
}

/** A2 and A3 on the answers as they stand, and what applying them makes. */
export function LineVerdict({ answers, combinations, marks, line }: LineVerdictProps) {
  const { t } = useTranslation("openings");
  const { t: groups } = useTranslation("groups");
  const brand = useBrand();
  const canManage = brand.can("groups.manage");
  const advice = adviseLine({ answers, combinations }, { language: brand.language, marks });
  const { verdict, fit } = advice;
  return (
    <Panel
      title={t("verdict.title")}
      mark={<Chip tone="brand">{groups(`commercialType.${verdict.type}`)}</Chip>}
      padded
      className="openings-verdict"
    >
      <p>
        {t("verdict.because", {
          days: answers.daysBetweenOrders,
          ticket: formatMoney(answers.ticketFen),
          hours: useHours(answers.decisionHours),
        })}
      </p>
      <p className="sec">{t(`verdict.trades.${verdict.type}`)}</p>
      <h3>{t("verdict.likeness")}</h3>
      <ul className="openings-likeness">
        {commercialTypes.map((type) => (
          <li key={type}>
            <span>{groups(`commercialType.${type}`)}</span>
            <Progress
              share={verdict.likeness[type]}
              label={groups(`commercialType.${type}`)}
              color={type === verdict.type ? "var(--brand)" : "var(--t4)"}
            />
            <b>{formatPercent(verdict.likeness[type])}</b>
          </li>
        ))}
      </ul>
      {verdict.isClose ? <p className="warn">{t("verdict.close")}</p> : null}
      <h3>{t("verdict.fit")}</h3>
      <p className={fit.way === "group" ? "good" : "warn"}>
        {t(fit.way === "group" ? "verdict.fitGroup" : "verdict.fitAlone", { count: fit.count })}
      </p>
      <ul className="openings-checks">
        {fitConditions.map((one) => (
          <li key={one} className={fit.met[one] ? "good" : "mut"}>
            <Icon name={fit.met[one] ? "check" : "close"} size="s" />
            <span>
              {t(`verdict.condition.${one}`)}
              {one === "margin" ? (
                <span className="mut">
                  {" "}
                  {t("verdict.conditionNote.margin", { margin: formatMoney(fit.marginFen), days: answers.daysBetweenOrders })}
                </span>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      <Makes advice={advice} />
      {line && canManage ? <ApplyBar line={line} advice={advice} /> : null}
      {line?.flow && line.blueprint ? (
        <div className="row g8 wrap">
          <Button size="s" to={`flows/${line.flow.id}`}>
            {t("verdict.openFlow")}
          </Button>
          <Button size="s" kind="quiet" to={`groups/blueprints/${line.blueprint.id}?tab=groups`}>
            {t("verdict.openBlueprint")}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

const DAY_HOURS = 24;

function useHours(hours: number): string {
  const { t } = useTranslation("openings");
  return hours < 2 * DAY_HOURS
    ? t("verdict.hoursShort", { n: formatDecimal(hours, hours < 1 ? 2 : 0) })
    : t("verdict.hoursDays", { n: formatDecimal(hours / DAY_HOURS, 0) });
}

function Makes({ advice }: { advice: LineAdvice }) {
  const { t } = useTranslation("openings");
  const { t: groups } = useTranslation("groups");
  const { t: insight } = useTranslation("insight");
  const { verdict, marks } = advice;
  return (
    <>
      <h3>{t("verdict.makes")}</h3>
      <ul className="openings-makes">
        <li>
          {t("verdict.makesBlueprint", { type: groups(`commercialType.${verdict.type}`) })}
          <span className="mut">
            {t("verdict.makesMarks", {
              interaction: formatPercent(marks.interaction7d),
              retention: formatPercent(marks.retention30d),
              conversion: formatPercent(marks.conversion30d),
            })}
          </span>
        </li>
        <li>{t("verdict.makesFlow", { times: advice.timesAWeek, steps: advice.steps.map((step) => step.name).join(joint("items")) })}</li>
        <li>
          {t("verdict.makesFocus", {
            metrics: advice.metrics.map((key) => insight(`metric.${key}.name`)).join(joint("items")),
          })}
        </li>
      </ul>
    </>
  );
}
