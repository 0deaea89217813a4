import { useTranslation } from "react-i18next";
import { Page } from "../../../web/ui/page.tsx";
import { Tabs } from "../../../web/ui/tabs.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { GuideBoard } from "./guide-board.tsx";
import { LinesBoard } from "./lines-board.tsx";
import "./openings.css";

const tabs = ["lines", "guide"] as const;

/** 开群指南: what kind of group what is sold wants, and what each group still lacks. */
export function OpeningsPage() {
  const { t } = useTranslation("openings");
  const { t: groups } = useTranslation("groups");
  const url = useUrlState();
  const tab = tabs.find((one) => one === url.get("tab")) ?? "lines";
  return (
    <Page title={t("title")} crumbs={[{ label: groups("title"), to: "groups" }]} flush>
      <div className="subbar">
        <Tabs
          label={t("title")}
          value={tab}
          tabs={tabs.map((one) => ({ value: one, label: t(`tab.${one}`) }))}
          onChange={(next) => url.set({ tab: next === "lines" ? "" : next, step: "", blueprint: "", line: "" })}
        />
      </div>
      <div className="page">{tab === "guide" ? <GuideBoard /> : <LinesBoard />}</div>
    </Page>
  );
}
