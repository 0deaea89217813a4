import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { formatCount, formatDecimal, formatMoney, formatPercent } from "../../../web/ui/format.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import type { UrlState } from "../../../web/ui/use-url-state.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { useListView } from "../../views/web/use-list-view.tsx";
import { withoutList } from "../../views/web/use-views.ts";
import { type BuyerCohort, buyersEndpoint } from "../buyers.contract.ts";
import { DayRange } from "./day-range.tsx";
import { Sums } from "./sums.tsx";
import { valueConditions } from "./values-list.tsx";
import { Values } from "./values.tsx";
import "./buyers.css";

const cohortConditions = ["from", "to"];
/** Of both looks. */
export const buyerConditions = ["sort", ...cohortConditions, ...valueConditions];

type As = "people" | "share";

type View = "months" | "values";

/** 买家: how many came back, and what they will be worth. */
export function Buyers({ url }: { url: UrlState }) {
  const { t } = useTranslation("orders");
  const view: View = url.get("view") === "values" ? "values" : "months";
  const choice = (
    <Segmented<View>
      label={t("buyers.view")}
      options={(["months", "values"] as const).map((value) => ({ value, label: t(`buyers.views.${value}`) }))}
      value={view}
      onChange={(next) => url.set({ view: next === "months" ? "" : next, ...withoutList(buyerConditions) })}
    />
  );
  return view === "values" ? <Values url={url} choice={choice} /> : <ByMonth url={url} choice={choice} />;
}

/** How many came back, by the month they began. */
function ByMonth({ url, choice }: { url: UrlState; choice: ReactNode }) {
  const { t } = useTranslation("orders");
  const [as, setAs] = useState<As>("people");
  const query = useEndpoint(buyersEndpoint, { from: url.get("from") || undefined, to: url.get("to") || undefined }, { keepLast: true });
  const { data } = query;
  const { tools } = useListView("buyers", { conditions: cohortConditions });
  return (
    <>
      <div className="filters">
        {choice}
        <span className="mut">{t("buyers.first")}</span>
        <DayRange url={url} />
        <span className="sp" />
        <Segmented<As>
          label={t("buyers.show")}
          options={(["people", "share"] as const).map((value) => ({ value, label: t(`buyers.as.${value}`) }))}
          value={as}
          onChange={setAs}
        />
        {tools}
        <ExportButton list="buyers" filter={{ from: url.get("from"), to: url.get("to") }} />
      </div>
      {data ? (
        <Sums
          items={[
            [t("buyers.buyers"), formatCount(data.buyers)],
            [
              t("buyers.again"),
              data.buyers > 0 ? `${formatCount(data.again)} · ${formatDecimal((data.again / data.buyers) * 100, 2)}%` : "—",
            ],
            [t("buyers.orders"), formatCount(data.orders)],
            [t("buyers.perBuyer"), data.buyers > 0 ? formatDecimal(data.orders / data.buyers, 2) : "—"],
            [t("buyers.net"), formatMoney(data.netFen)],
          ]}
        />
      ) : null}
      <div className="orders-buyers">
        <Panel title={t("buyers.title")} facts={t("buyers.facts")}>
          <Loaded
            query={query}
            what={t("buyers.what")}
            tight
            skeleton={<BlockSkeleton height={320} />}
            empty={(found) =>
              found.cohorts.length > 0 ? null : <EmptyState icon="member" tight title={t("buyers.empty")} text={t("buyers.emptyText")} />
            }
          >
            {(found) => <CohortTable cohorts={found.cohorts} as={as} />}
          </Loaded>
        </Panel>
      </div>
    </>
  );
}

function CohortTable({ cohorts, as }: { cohorts: readonly BuyerCohort[]; as: As }) {
  const { t } = useTranslation("orders");
  const width = Math.max(...cohorts.map((one) => one.bought.length));
  const highest = Math.max(0.0001, ...cohorts.flatMap((one) => one.bought.slice(1).map((n) => (one.buyers > 0 ? n / one.buyers : 0))));
  return (
    <div className="orders-cohorts" tabIndex={0} role="region" aria-label={t("buyers.title")}>
      <table>
        <thead>
          <tr>
            <th>{t("buyers.month")}</th>
            <td className="r">{t("buyers.people")}</td>
            {Array.from({ length: width }, (_, n) => (
              <td key={n}>{n === 0 ? t("buyers.own") : t("buyers.nth", { n })}</td>
            ))}
          </tr>
        </thead>
        <tbody>
          {cohorts.map((one) => (
            <tr key={one.month}>
              <th>{one.month.slice(0, 7)}</th>
              <td className="r">{formatCount(one.buyers)}</td>
              {one.bought.map((bought, n) => (
                <Cell key={n} bought={bought} buyers={one.buyers} highest={n === 0 ? 0 : highest} as={as} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ bought, buyers, highest, as }: { bought: number; buyers: number; highest: number; as: As }) {
  const share = buyers > 0 ? bought / buyers : 0;
  const step = highest === 0 ? 0 : Math.min(5, Math.round((share / highest) * 5));
  return (
    <td title={`${formatCount(bought)} ÷ ${formatCount(buyers)} = ${formatPercent(share)}`}>
      <i className={step >= 4 ? "w" : undefined} style={{ background: `var(--h${step})` }}>
        {as === "people" ? formatCount(bought) : formatDecimal(share * 100, 1)}
      </i>
    </td>
  );
}
