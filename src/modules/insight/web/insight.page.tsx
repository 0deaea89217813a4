import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { formatDay } from "../../../web/ui/format-time.ts";
import { Page } from "../../../web/ui/page.tsx";
import { Tabs } from "../../../web/ui/tabs.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { recomputeEndpoint } from "../board.contract.ts";
import { metricsEndpoint } from "../metrics.contract.ts";
import { BoardTable } from "./board-table.tsx";
import { CohortPanel } from "./cohort-panel.tsx";
import { ComparePanel } from "./compare-panel.tsx";
import { FunnelPanel } from "./funnel-panel.tsx";
import { PeriodSelect } from "./period-select.tsx";
import { yesterdayOf } from "./periods.ts";
import { ScopeSelect } from "./scope-select.tsx";
import { SpendPanel } from "./spend-panel.tsx";
import { StageBoard } from "./stage-board.tsx";
import { usePeriod } from "./use-period.ts";
import "./page.css";

/** The board knows one day, seven and thirty. */
const boardDays = (days: number | null) => (days === 1 || days === 7 ? days : 30);

/** 数据: how the groups stand, where people are lost, how cities compare, who stays. */
export function InsightPage() {
  const { t } = useTranslation("insight");
  const brand = useBrand();
  const url = useUrlState();
  const { period, days, set } = usePeriod();
  const scope = url.get("scope") || "brand";
  const tab = url.get("tab") === "metrics" ? "metrics" : "overview";
  const yesterday = yesterdayOf(useNow(600_000), useOffsetMinutes());
  const settled = useEndpoint(
    metricsEndpoint,
    { scope, from: yesterday, to: yesterday, trendDays: 0 },
    { refreshMs: 60_000, keepLast: true },
  ).data;
  const recompute = useAction(recomputeEndpoint, {
    invalidates: [metricsEndpoint],
    onDone: ({ groups }) => toast(t("page.recomputed", { groups })),
    onFailed: errorToast,
  });
  const facts = settled
    ? settled.settledTo
      ? t("page.until", { day: formatDay(settled.settledTo) })
      : t("page.settling", { day: formatDay(yesterday) })
    : null;
  return (
    <Page
      title={t("page.title")}
      facts={facts}
      flush
      actions={
        <>
          {brand.can("brands.manage") ? (
            <Button size="s" icon="refresh" busy={recompute.isPending} onClick={() => recompute.mutate({ scope })}>
              {t("page.recompute")}
            </Button>
          ) : null}
          {brand.can("orders.read") ? (
            <Button size="s" icon="content" to="insight/orders">
              {t("page.orders")}
            </Button>
          ) : null}
          <ExportButton kind="plain" list="board" filter={{ scope, days: boardDays(days) }} />
        </>
      }
    >
      <div className="subbar ibar">
        <Tabs
          label={t("page.tab.label")}
          tabs={[
            { value: "overview", label: t("page.tab.overview") },
            { value: "metrics", label: t("page.tab.metrics") },
          ]}
          value={tab}
          onChange={(next) => url.set({ tab: next === "overview" ? "" : next })}
        />
        <span className="sp" />
        <ScopeSelect value={scope} onChange={(next) => url.set({ scope: next === "brand" ? "" : next })} />
        <PeriodSelect period={period} days={days} onChange={set} presetsOnly={tab === "metrics"} />
      </div>
      {tab === "metrics" ? (
        <BoardTable scope={scope} days={boardDays(days)} />
      ) : (
        <div className="page ipage">
          <StageBoard scope={scope} />
          <div className="r2">
            <FunnelPanel scope={scope} period={period} />
            <ComparePanel scope={scope} period={period} />
          </div>
          <div className="r3">
            <CohortPanel scope={scope} />
            <SpendPanel scope={scope} period={period} />
          </div>
        </div>
      )}
    </Page>
  );
}
