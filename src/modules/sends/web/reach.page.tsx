import { useTranslation } from "react-i18next";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { DayProgress } from "../../tasks/web/day-progress.tsx";
import { withoutList } from "../../views/web/use-views.ts";
import { Plan } from "./plan.tsx";
import { Queue } from "./queue.tsx";
import { Quota } from "./quota.tsx";
import { recordConditions, Records } from "./records.tsx";
import "../../tasks/web/tasks.css";
import "./reach.css";

const tabs = ["queue", "plan", "records", "quota"] as const;
type Tab = (typeof tabs)[number];

/** 触达: what I tap, what is planned, what was sent, what is left. */
export function ReachPage() {
  const { t } = useTranslation("sends");
  const brand = useBrand();
  const url = useUrlState();
  const shown = brand.can("sends.read") ? tabs : tabs.slice(0, 1);
  const tab: Tab = shown.find((one) => one === url.get("tab")) ?? "queue";
  const open = (next: Tab) => url.set({ tab: next === "queue" ? "" : next, ...withoutList(["task", "dispatch", ...recordConditions]) });
  return (
    <Page
      title={t("title")}
      flush
      scope={
        shown.length > 1 ? (
          <Segmented
            label={t("tabs.label")}
            value={tab}
            onChange={open}
            options={shown.map((value) => ({ value, label: t(`tabs.${value}`) }))}
          />
        ) : null
      }
      aside={<DayProgress />}
      actions={<Actions isQueue={tab === "queue"} />}
    >
      {tab === "queue" ? <Queue /> : null}
      {tab === "plan" ? <Plan /> : null}
      {tab === "records" ? <Records /> : null}
      {tab === "quota" ? <Quota /> : null}
    </Page>
  );
}

function Actions({ isQueue }: { isQueue: boolean }) {
  const { t } = useTranslation("sends");
  const brand = useBrand();
  return (
    <>
      {isQueue ? <ExportButton list="tasks" filter={{}} /> : null}
      {brand.can("sends.create") ? (
        <Button kind={isQueue ? "plain" : "primary"} size="s" icon="plus" to="reach/new">
          {t("create")}
        </Button>
      ) : null}
    </>
  );
}
