import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { Tabs } from "../../../web/ui/tabs.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { CostsList } from "./costs-list.tsx";
import { EnterCostDialog } from "./enter-cost-dialog.tsx";
import { ImportDialog } from "./import-dialog.tsx";
import { OrdersList } from "./orders-list.tsx";
import "./orders.css";

/** 订单与费用: what was sold and what it cost, by group. */
export function OrdersPage() {
  const { t } = useTranslation("orders");
  const { can } = useBrand();
  const url = useUrlState();
  const tab = url.get("tab") === "costs" ? "costs" : "orders";
  const [dialog, setDialog] = useState<"import" | "cost" | null>(null);
  const close = () => setDialog(null);
  return (
    <Page
      title={t("title")}
      crumbs={[{ label: t("crumb"), to: "insight" }]}
      flush
      actions={
        <>
          {can("orders.write") ? (
            <Button size="s" icon="upload" onClick={() => setDialog("import")}>
              {t("import")}
            </Button>
          ) : null}
          {can("costs.write") ? (
            <Button kind="primary" size="s" icon="plus" onClick={() => setDialog("cost")}>
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
            { value: "costs", label: t("tab.costs") },
          ]}
          value={tab}
          onChange={(next) => url.set({ tab: next === "orders" ? "" : next, q: "", from: "", to: "" })}
        />
      </div>
      {tab === "orders" ? <OrdersList url={url} /> : <CostsList url={url} />}
      {dialog === "import" ? <ImportDialog first={tab === "costs" ? "costs" : "orders"} onClose={close} /> : null}
      {dialog === "cost" ? <EnterCostDialog onClose={close} /> : null}
    </Page>
  );
}
