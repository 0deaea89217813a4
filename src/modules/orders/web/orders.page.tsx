import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { Tabs } from "../../../web/ui/tabs.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { withoutList } from "../../views/web/use-views.ts";
import { buyerConditions, Buyers } from "./buyers.tsx";
import { costConditions, CostsList } from "./costs-list.tsx";
import { EnterCostDialog } from "./enter-cost-dialog.tsx";
import { orderConditions, OrdersList } from "./orders-list.tsx";
import "./orders.css";

const tabs = ["orders", "buyers", "costs"] as const;
const conditions = ["view", ...orderConditions, ...buyerConditions, ...costConditions];

/** 订单与费用: what was sold and what it cost, by group. */
export function OrdersPage() {
  const { t } = useTranslation("orders");
  const { can } = useBrand();
  const url = useUrlState();
  const tab = tabs.find((one) => one === url.get("tab")) ?? "orders";
  const [isEntering, setEntering] = useState(false);
  return (
    <Page
      title={t("title")}
      crumbs={[{ label: t("crumb"), to: "insight" }]}
      flush
      actions={
        <>
          {can("imports.run") && can(tab === "costs" ? "costs.write" : "orders.write") ? (
            <Button size="s" icon="upload" to={`imports/new?kind=${tab === "costs" ? "costs" : "orders"}`}>
              {t("import")}
            </Button>
          ) : null}
          {can("costs.write") ? (
            <Button kind="primary" size="s" icon="plus" onClick={() => setEntering(true)}>
              {t("enter")}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="subbar">
        <Tabs
          label={t("title")}
          tabs={[
            { value: "orders", label: t("tab.orders") },
            { value: "buyers", label: t("tab.buyers") },
            { value: "costs", label: t("tab.costs") },
          ]}
          value={tab}
          onChange={(next) => url.set({ tab: next === "orders" ? "" : next, ...withoutList(conditions) })}
        />
      </div>
      {tab === "orders" ? <OrdersList url={url} /> : tab === "buyers" ? <Buyers url={url} /> : <CostsList url={url} />}
      {isEntering ? <EnterCostDialog onClose={() => setEntering(false)} /> : null}
    </Page>
  );
}
