import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Chart } from "../../../web/ui/chart.tsx";
import { lineOption } from "../../../web/ui/chart-options.ts";
import { Legend } from "../../../web/ui/chip.tsx";
import { formatCount, formatPercent } from "../../../web/ui/format.ts";
import { formatDay } from "../../../web/ui/format-time.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { groupDaysEndpoint } from "../board.contract.ts";
import { lastDays } from "./periods.ts";
import { stageName } from "./stages.ts";

const HEIGHT = 236;

/** 消息与互动: valid messages as bars, interaction as a line, and where the stage changed. */
export function GroupTrendPanel({ groupId }: { groupId: string }) {
  const { t } = useTranslation("insight");
  const brand = useBrand();
  const period = lastDays(30, useNow(600_000), useOffsetMinutes());
  const query = useEndpoint(groupDaysEndpoint, { groupId, ...period }, { enabled: brand.can("insight.read") });
  if (!brand.can("insight.read")) return null;
  return (
    <Panel
      title={t("group.trend")}
      mark={
        <span className="row g12">
          <Legend color="var(--h2)">{t("group.bars")}</Legend>
          <Legend color="var(--c1)" line>
            {t("group.line")}
          </Legend>
        </span>
      }
      actions={<span className="mut">{t("period.range", { from: formatDay(period.from), to: formatDay(period.to) })}</span>}
      padded
    >
      <Loaded
        query={query}
        what={t("group.trend")}
        tight
        skeleton={<BlockSkeleton height={HEIGHT} />}
        empty={(data) =>
          data.days.some((day) => day.validMessages !== null) ? null : (
            <EmptyState icon="message" tight title={t("group.trend")} text={t(data.days.length > 0 ? "group.notTold" : "group.noDays")} />
          )
        }
      >
        {(data) => (
          <Chart
            height={HEIGHT}
            label={t("group.trend")}
            option={lineOption({
              labels: data.days.map((day) => formatDay(day.day)),
              lines: [
                { name: t("group.bars"), values: data.days.map((day) => day.validMessages), bars: true },
                { name: t("group.line"), values: data.days.map((day) => day.interaction), color: "var(--c1)" },
              ],
              format: (value) => formatPercent(value, 0),
              formatBars: formatCount,
              notes: data.stages.map((one) => ({ at: formatDay(one.day), text: t("group.stageNote", { stage: stageName(t, one.stage) }) })),
            })}
          />
        )}
      </Loaded>
    </Panel>
  );
}
