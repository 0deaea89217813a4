import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { dayOf, formatDayLong } from "../../../web/ui/format-time.ts";
import { Link } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { TodayStrip } from "../../flows/web/today-strip.tsx";
import { TodayGuide } from "../../openings/web/today-guide.tsx";
import { TodayTasks } from "../../tasks/web/today-tasks.tsx";
import { metricsEndpoint } from "../metrics.contract.ts";
import { FigureStrip } from "./figure-strip.tsx";
import { useFocus } from "./focus-choice.tsx";
import { Greeting } from "./greeting.tsx";
import { NeedPanel } from "./need-panel.tsx";
import { lastDays } from "./periods.ts";
import { groupsOf, ScopeSelect } from "./scope-select.tsx";
import "./today.css";

/** 今日: what needs me now, which groups need help, what the day holds, and how yesterday was. */
export function TodayPage() {
  const { t } = useTranslation("insight");
  const brand = useBrand();
  const url = useUrlState();
  const today = dayOf(useNow(60_000), useOffsetMinutes());
  const scope = url.get("scope") || "brand";
  const whose = brand.staff.roles.includes("owner") ? "all" : "mine";
  const sees = brand.can("insight.read");
  return (
    <Page
      title={t("today.title")}
      facts={formatDayLong(today)}
      scope={sees ? <ScopeSelect value={scope} onChange={(next) => url.set({ scope: next === "brand" ? "" : next })} /> : null}
      actions={
        brand.can("sends.create") ? (
          <Button kind="primary" size="s" icon="plus" to="reach/new">
            {t("today.newSend")}
          </Button>
        ) : null
      }
    >
      <Greeting scope={scope} whose={whose} />
      <div className={sees ? "tcols" : "tcols one"}>
        <TodayTasks whose={whose} />
        {sees ? <NeedPanel scope={scope} /> : null}
      </div>
      <Rest scope={scope} whose={whose} />
    </Page>
  );
}

/** What the day holds, how yesterday was, and what groups still lack. */
function Rest({ scope, whose }: { scope: string; whose: "mine" | "all" }) {
  const brand = useBrand();
  return (
    <div className="trest">
      {brand.can("flows.read") ? <TodayStrip ask={groupsOf(scope)} /> : null}
      {brand.can("insight.read") ? <Yesterday scope={scope} /> : null}
      {brand.can("groups.manage") ? <TodayGuide whose={whose} /> : null}
    </div>
  );
}

function Yesterday({ scope }: { scope: string }) {
  const { t } = useTranslation("insight");
  const period = lastDays(1, useNow(600_000), useOffsetMinutes());
  const query = useEndpoint(metricsEndpoint, { scope, ...period, allSales: "false" }, { refreshMs: 300_000, keepLast: true });
  const { focus, choice } = useFocus(scope);
  const facts = query.data
    ? t("today.metricsFacts", {
        day: formatDayLong(period.to),
        groups: formatCount(query.data.groups),
        members: formatCount(query.data.members),
      })
    : null;
  return (
    <Panel
      title={t("today.metrics")}
      facts={facts}
      mark={choice}
      actions={
        <Link to="insight" className="lnk">
          {t("today.toInsight")}
        </Link>
      }
    >
      <Loaded query={query} what={t("today.metrics")} tight skeleton={<BlockSkeleton height={156} />}>
        {(data) => <FigureStrip figures={data.figures} scope={scope} period={period} first={focus?.metrics} />}
      </Loaded>
    </Panel>
  );
}
