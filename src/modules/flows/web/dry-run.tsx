import { useTranslation } from "react-i18next";
import { formatCount } from "../../../web/ui/format.ts";
import { weekdayName } from "../../../web/ui/format-time.ts";
import { SegmentsBar } from "../../../web/ui/progress.tsx";
import { Dot } from "../../../web/ui/page.tsx";
import type { FlowWeek, Repair } from "../week.contract.ts";
import { FindingRow } from "./finding-row.tsx";
import "./dry-run.css";

interface DryRunProps {
  week: FlowWeek;
  isThisWeek: boolean;
  /** Null: what is wrong is shown without ways to mend it. */
  onRepair: ((repair: Repair) => void) | null;
  onUnskip: ((stepId: string, day: string) => void) | null;
}

const parts = [
  { key: "done", color: "var(--h3)" },
  { key: "ok", color: "var(--c1)" },
  { key: "clash", color: "var(--warn)" },
  { key: "missing", color: "var(--t4)" },
  { key: "leftOut", color: "var(--info)" },
  { key: "over", color: "var(--bad)" },
] as const;

/** The week in figures that add up, what is wrong with a way to mend it, the quota, and the days side by side. */
export function DryRun({ week, isThisWeek, onRepair, onUnskip }: DryRunProps) {
  const { t } = useTranslation("flows");
  const { totals } = week;
  const isEven = totals.sends === totals.steps * week.groups;
  const shown = parts.filter(({ key }) => key === "ok" || totals[key] > 0);
  return (
    <aside className="flows-dry" aria-label={t("dry.title")}>
      <div className="dh">
        <h2>{t(isThisWeek ? "dry.title" : "dry.titleOther")}</h2>
        {totals.done > 0 ? <span className="mut sm12">{t("dry.factsPast")}</span> : null}
      </div>
      <div className="big2">
        <b>{formatCount(totals.sends)}</b>
        <span>
          {t("dry.sends")}
          <small>{t(isEven ? "dry.formula" : "dry.formulaMixed", { steps: totals.steps, groups: formatCount(week.groups) })}</small>
        </span>
      </div>
      {totals.sends > 0 ? (
        <div className="bar2">
          <SegmentsBar
            height={8}
            parts={shown
              .filter(({ key }) => totals[key] > 0)
              .map(({ key, color }) => ({ key, color, value: totals[key], title: t(`dry.${key}`) }))}
          />
        </div>
      ) : null}
      <ul className="kv">
        {shown.map(({ key, color }) => (
          <li key={key}>
            <i style={{ background: color }} />
            {t(`dry.${key}`)}
            <b>{formatCount(totals[key])}</b>
          </li>
        ))}
      </ul>
      {week.groups === 0 ? <p className="none warn">{t("dry.nobody")}</p> : <Findings week={week} onRepair={onRepair} />}
      <Skips week={week} onUnskip={onUnskip} />
      <Quota week={week} />
      <Daily week={week} />
    </aside>
  );
}

function Findings({ week, onRepair }: Pick<DryRunProps, "week" | "onRepair">) {
  const { t } = useTranslation("flows");
  const better = week.findings.filter((finding) => finding.tone === "tip").length;
  if (week.findings.length === 0) return <p className="none">{t("dry.fine")}</p>;
  return (
    <>
      <p className="sec1">
        {t("dry.todo")} <b>{week.findings.length - better}</b>
        <Dot />
        {t("dry.better")} <b>{better}</b>
      </p>
      <ul>
        {week.findings.map((finding, n) => (
          <FindingRow key={n} finding={finding} onRepair={onRepair} />
        ))}
      </ul>
    </>
  );
}

function Skips({ week, onUnskip }: Pick<DryRunProps, "week" | "onUnskip">) {
  const { t } = useTranslation("flows");
  const skipped = week.occurrences.filter((one) => one.state === "skipped" && !one.isPast);
  if (skipped.length === 0) return null;
  return (
    <div className="blk">
      <p className="sec">{t("dry.skips")}</p>
      {skipped.map((one) => (
        <p key={`${one.stepId}${one.day}`} className="row g8">
          <span className="el">
            {weekdayName(one.day)} {one.name}
          </span>
          <span className="sp" />
          {onUnskip ? (
            <button type="button" className="lnk sm12" onClick={() => onUnskip(one.stepId, one.day)}>
              {t("dry.unskip")}
            </button>
          ) : null}
        </p>
      ))}
    </div>
  );
}

function Quota({ week: { quota, hands } }: { week: FlowWeek }) {
  const { t } = useTranslation("flows");
  const cells = Math.max(quota.cap, quota.fullest);
  return (
    <div className="blk quo">
      <p className="row">
        {t("dry.quota")} <span className="mut">&nbsp;{t("dry.quotaNote")}</span>
        <span className="sp" />
        <b className={quota.fullest > quota.cap ? "bad" : undefined}>{quota.fullest}</b>
        <span className="mut">&nbsp;/ {quota.cap}</span>
      </p>
      <div className="qd" aria-hidden>
        {Array.from({ length: Math.min(40, cells) }, (_, n) => (
          <i key={n} className={n >= quota.cap ? "o" : n < quota.fullest ? "u" : undefined} />
        ))}
      </div>
      {hands.people > 0 ? (
        <p className="row hands">
          {t("dry.hands")} <span className="mut">&nbsp;{t("dry.handsNote", { count: hands.people })}</span>
          <span className="sp" />
          {t("dry.perDay")}&nbsp;<b>{t("dry.perDayTimes", { count: hands.perDay })}</b>
        </p>
      ) : null}
    </div>
  );
}

const BAR_PX = 45;

function Daily({ week }: { week: FlowWeek }) {
  const { t } = useTranslation("flows");
  const most = Math.max(1, ...week.days.map((day) => day.sends));
  return (
    <div className="blk">
      <p>{t("dry.daily")}</p>
      <div className="db">
        {week.days.map(({ day, sends }, n) => (
          <span key={day} className={day === week.today ? "td" : undefined}>
            <b>{formatCount(sends)}</b>
            <i style={{ height: Math.max(1, Math.round((sends / most) * BAR_PX)) }} />
            <small>{t("week.days").split(",")[n]}</small>
          </span>
        ))}
      </div>
    </div>
  );
}
