import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { formatCount, formatDecimal } from "../../../web/ui/format.ts";
import { formatDay } from "../../../web/ui/format-time.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { cohortsEndpoint } from "../board.contract.ts";

const WEEKS = 8;

/** Six steps between the lowest share shown and all; the darker the more stayed. */
function stepOf(share: number, lowest: number): number {
  return lowest >= 1 ? 5 : Math.max(0, Math.min(5, Math.round(((share - lowest) / (1 - lowest)) * 5)));
}

/** 同期群留存: who joined in a week, and how many of them were still in at the end of each week after. */
export function CohortPanel({ scope }: { scope: string }) {
  const { t } = useTranslation("insight");
  const query = useEndpoint(cohortsEndpoint, { scope, weeks: WEEKS }, { keepLast: true });
  return (
    <Panel
      title={t("cohort.title")}
      facts={t("cohort.facts")}
      actions={<ExportButton size="xs" list="cohorts" filter={{ scope, weeks: WEEKS }} />}
    >
      <Loaded
        query={query}
        what={t("cohort.what")}
        tight
        skeleton={<BlockSkeleton height={310} />}
        empty={(data) =>
          data.weeks.length > 0 ? null : (
            <EmptyState icon="member" tight title={t("cohort.title")} text={t("cohort.none", { weeks: WEEKS })} />
          )
        }
      >
        {({ weeks }) => {
          const shares = weeks.flatMap((week) =>
            week.kept.flatMap((kept) => (kept === null || week.people === 0 ? [] : [kept / week.people])),
          );
          const lowest = Math.min(1, ...shares);
          return (
            <table className="co">
              <thead>
                <tr>
                  <th>{t("cohort.week")}</th>
                  <td className="r mut">{t("cohort.people")}</td>
                  {Array.from({ length: WEEKS }, (_, n) => (
                    <td key={n}>{n === 0 ? t("cohort.first") : t("cohort.nth", { n })}</td>
                  ))}
                </tr>
              </thead>
              <tbody>
                {weeks.map((week) => (
                  <tr key={week.week}>
                    <th>{formatDay(week.week)}</th>
                    <td className="r mut">{formatCount(week.people)}</td>
                    {week.kept.map((kept, n) => {
                      if (kept === null || week.people === 0) return <td key={n} />;
                      const step = stepOf(kept / week.people, lowest);
                      return (
                        <td key={n} title={`${formatCount(kept)} ÷ ${formatCount(week.people)}`}>
                          <i className={step >= 4 ? "w" : undefined} style={{ background: `var(--h${step})` }}>
                            {kept === week.people ? "100" : formatDecimal((kept / week.people) * 100, 1)}
                          </i>
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          );
        }}
      </Loaded>
    </Panel>
  );
}
