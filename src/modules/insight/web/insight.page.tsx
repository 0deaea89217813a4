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
import { withoutList } from "../../views/web/use-views.ts";
import { recomputeEndpoint } from "../board.contract.ts";
import { metricsEndpoint } from "../metrics.contract.ts";
import { BoardTable } from "./board-table.tsx";
import { CohortPanel } from "./cohort-panel.tsx";
import { ComparePanel } from "./compare-panel.tsx";
import { HeatPanel } from "./heat-panel.tsx";
import { FunnelPanel } from "./funnel-panel.tsx";
import { PeriodSelect } from "./period-select.tsx";
import { yesterdayOf } from "./periods.ts";
import { PlatformPanel } from "./platform-panel.tsx";
import { ScopeSelect } from "./scope-select.tsx";
import { SpendPanel } from "./spend-panel.tsx";
import { StageBoard } from "./stage-board.tsx";
import { usePeriod } from "./use-period.ts";
import { VersusView } from "./versus-view.tsx";
import "./page.css";

const tabs = ["overview", "metrics", "versus"] as const;

/** The board knows one day, seven and thirty. */
const boardDays = (days: number | null) => (days === 1 || days === 7 ? days : 30);

/** Up to when the figures stand, in words; null while it is not known. */
function useStanding(scope: string, to: string): string | null {
  const { t } = useTranslation("insight");
  const yesterday = yesterdayOf(useNow(600_000), useOffsetMinutes());
  const ask = { scope, from: yesterday, to: yesterday, trendDays: 0, allSales: "false" };
  const settled = useEndpoint(metricsEndpoint, ask, { refreshMs: 60_000, keepLast: true }).data;
  if (to > yesterday) return t("page.soFar");
  if (!settled) return null;
  return settled.settledTo ? t("page.until", { day: formatDay(settled.settledTo) }) : t("page.settling", { day: formatDay(yesterday) });
}

/** 数据: how the groups stand, where people are lost, how cities compare, who stays. */
export function InsightPage() {
  const { t } = useTranslation("insight");
  const url = useUrlState();
  const { period, days, set } = usePeriod();
  const scope = url.get("scope") || "brand";
  const tab = tabs.find((one) => one === url.get("tab")) ?? "overview";
  const facts = useStanding(scope, period.to);
  return (
    <Page title={t("page.title")} facts={facts} flush actions={<InsightActions scope={scope} />}>
      <div className="subbar ibar">
        <Tabs
          label={t("page.tab.label")}
          tabs={tabs.map((one) => ({ value: one, label: t(`page.tab.${one}`) }))}
          value={tab}
          onChange={(next) => url.set({ tab: next === "overview" ? "" : next, ...withoutList() })}
        />
        <span className="sp" />
        {tab !== "versus" || url.get("by") === "period" ? (
          <ScopeSelect value={scope} onChange={(next) => url.set({ scope: next === "brand" ? "" : next })} />
        ) : null}
        <PeriodSelect period={period} days={days} onChange={set} presetsOnly={tab === "metrics"} />
      </div>
      {tab === "metrics" ? <BoardTable scope={scope} days={boardDays(days)} /> : null}
      {tab === "versus" ? <VersusView scope={scope} period={period} /> : null}
      {tab === "overview" ? <Overview scope={scope} period={period} /> : null}
    </Page>
  );
}

function InsightActions({ scope }: { scope: string }) {
  const { t } = useTranslation("insight");
  const brand = useBrand();
  const recompute = useAction(recomputeEndpoint, {
    invalidates: [metricsEndpoint],
    onDone: ({ groups }) => toast(t("page.recomputed", { groups })),
    onFailed: errorToast,
  });
  return (
    <>
      {brand.can("brands.manage") ? (
        <Button size="s" icon="refresh" busy={recompute.isPending} onClick={() => recompute.mutate({ scope })}>
          {t("page.recompute")}
        </Button>
      ) : null}
      <Button size="s" icon="groups" to="insight/talk">
        {t("page.talk")}
      </Button>
      {brand.can("imports.run") ? (
        <Button size="s" icon="upload" to="imports">
          {t("page.imports")}
        </Button>
      ) : null}
      {brand.can("orders.read") ? (
        <Button size="s" icon="content" to="insight/orders">
          {t("page.orders")}
        </Button>
      ) : null}
    </>
  );
}

function Overview(of: { scope: string; period: { from: string; to: string } }) {
  return (
    <div className="page ipage">
      <StageBoard scope={of.scope} />
      <div className="r2">
        <FunnelPanel {...of} />
        <ComparePanel {...of} />
      </div>
      <div className="r3">
        <CohortPanel scope={of.scope} />
        <SpendPanel {...of} />
      </div>
      <PlatformPanel {...of} />
      <HeatPanel {...of} />
    </div>
  );
}
