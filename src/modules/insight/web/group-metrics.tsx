import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { formatDay, formatDayLong } from "../../../web/ui/format-time.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { metricsEndpoint } from "../metrics.contract.ts";
import { FigureStrip } from "./figure-strip.tsx";
import { lastDays } from "./periods.ts";

const choices = [
  { value: "1", name: "yesterday" },
  { value: "7", name: "week" },
  { value: "30", name: "month" },
] as const;

/** 九项指标 of one group, over yesterday, 7 or 30 days, beside the period before. */
export function GroupMetricsPanel({ groupId }: { groupId: string }) {
  const { t } = useTranslation("insight");
  const brand = useBrand();
  const [choice, setChoice] = useState<"1" | "7" | "30">("1");
  const days = Number(choice);
  const period = lastDays(days, useNow(600_000), useOffsetMinutes());
  const scope = `group:${groupId}`;
  const query = useEndpoint(
    metricsEndpoint,
    { scope, ...period, allSales: "false" },
    { enabled: brand.can("insight.read"), keepLast: true, refreshMs: 300_000 },
  );
  if (!brand.can("insight.read")) return null;
  const range = days === 1 ? formatDayLong(period.to) : t("period.range", { from: formatDay(period.from), to: formatDay(period.to) });
  const previous = days === 1 ? t("period.previousDay") : t("period.previous", { days });
  return (
    <Panel
      title={t("group.metrics")}
      facts={t("group.metricsFacts", { range, previous })}
      actions={
        <Segmented
          label={t("group.metrics")}
          options={choices.map(({ value, name }) => ({ value, label: t(`period.${name}`) }))}
          value={choice}
          onChange={setChoice}
        />
      }
    >
      <Loaded query={query} what={t("group.what")} tight skeleton={<BlockSkeleton height={156} />}>
        {(data) => <FigureStrip figures={data.figures} scope={scope} period={period} />}
      </Loaded>
    </Panel>
  );
}
