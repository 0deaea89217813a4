import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Ticks } from "../../../web/ui/progress.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { groupGuideEndpoint } from "../openings.contract.ts";
import { CheckList } from "./check-list.tsx";
import "./openings.css";

const SHOWN = 4;

/** 开群指南 of one group: the eight steps as ticks, and what is missing with its button; goes when all is there. */
export function GroupGuidePanel({ groupId }: { groupId: string }) {
  const { t } = useTranslation("openings");
  const [isWhole, setWhole] = useState(false);
  const query = useEndpoint(groupGuideEndpoint, { groupId });
  const steps = query.data?.steps ?? [];
  const open = steps.flatMap((step) => step.checks.filter((one) => !one.ok)).length;
  if (query.data && open === 0) return null;
  return (
    <Panel
      title={t("guide.card")}
      facts={query.data ? t("guide.cardFacts", { done: steps.filter((step) => step.ok).length }) : null}
      mark={<Ticks steps={steps.map((step) => (step.ok ? "done" : "open"))} />}
      actions={
        open > SHOWN && !isWhole ? (
          <button type="button" className="lnk" onClick={() => setWhole(true)}>
            {t("guide.more", { count: open - SHOWN })}
          </button>
        ) : null
      }
    >
      <Loaded query={query} what={t("guide.card")} tight skeleton={<BlockSkeleton height={96} />}>
        {(data) => (
          <div className="openings-card">
            <CheckList steps={data.steps} groupId={groupId} {...(isWhole ? {} : { most: SHOWN })} />
          </div>
        )}
      </Loaded>
    </Panel>
  );
}
