import { Trans, useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { minuteOfDay } from "../../../web/ui/format-time.ts";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { DayProgress } from "../../tasks/web/day-progress.tsx";
import { useTaskCounts } from "../../tasks/web/use-task-counts.ts";
import { groupsInNeedEndpoint } from "../advice.contract.ts";

function helloOf(minute: number): "night" | "morning" | "noon" | "afternoon" | "evening" {
  if (minute < 5 * 60 || minute >= 23 * 60) return "night";
  if (minute < 11 * 60 + 30) return "morning";
  if (minute < 13 * 60 + 30) return "noon";
  return minute < 18 * 60 ? "afternoon" : "evening";
}

function needKey(count: number | undefined): "today.calmEnd" | "today.calm" | "today.need" {
  if (count === undefined) return "today.calmEnd";
  return count > 0 ? "today.need" : "today.calm";
}

/** One sentence: who you are, what waits, what is late, which groups need help. */
export function Greeting({ scope, whose }: { scope: string; whose: "mine" | "all" }) {
  const { t } = useTranslation("insight");
  const brand = useBrand();
  const minute = minuteOfDay(useNow(60_000), useOffsetMinutes());
  const counts = useTaskCounts(whose);
  const need = useEndpoint(groupsInNeedEndpoint, { scope, limit: 5 }, { enabled: brand.can("insight.read"), keepLast: true }).data?.total;
  const words = { b: <b />, late: <b className="bad" />, need: <b /> };
  return (
    <div className="hello">
      <h2>
        {t("today.greeting", { hello: t(`today.hello.${helloOf(minute)}`), name: brand.staff.name })}
        {counts ? (
          <Trans t={t} i18nKey={counts.open > 0 ? "today.things" : "today.nothing"} values={{ open: counts.open }} components={words} />
        ) : null}
        {counts?.late ? <Trans t={t} i18nKey="today.late" values={{ late: counts.late }} components={words} /> : null}
        {counts ? <Trans t={t} i18nKey={needKey(need)} values={{ count: need ?? 0 }} components={words} /> : null}
      </h2>
      <DayProgress />
    </div>
  );
}
