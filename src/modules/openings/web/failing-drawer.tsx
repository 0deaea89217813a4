import { useTranslation } from "react-i18next";
import { useEndpointPages } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { Link } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { type FailingGroup, failingGroupsEndpoint, type GuideStepName } from "../openings.contract.ts";
import { CheckList } from "./check-list.tsx";

interface FailingDrawerProps {
  step: GuideStepName | undefined;
  /** An id, "none", or "" for all. */
  blueprintId: string;
  mine: boolean;
  onClose: () => void;
}

/** The groups behind a number of the guide, each with what it lacks and where to make it good. */
export function FailingDrawer({ step, blueprintId, mine, onClose }: FailingDrawerProps) {
  const { t } = useTranslation("openings");
  const ask = { ...(step ? { step } : {}), ...(blueprintId ? { blueprintId } : {}), ...(mine ? { mine: "true" } : {}) };
  const pages = useEndpointPages(failingGroupsEndpoint, { ...ask, limit: 30 });
  const total = pages.query.data?.pages[0]?.total;
  return (
    <Drawer
      open
      title={step ? t("guide.failing", { step: t(`guide.step.${step}`) }) : t("guide.failingAny")}
      facts={total === undefined ? null : t("guide.failingCount", { count: total })}
      actions={<ExportButton size="xs" list="guide-groups" filter={ask} total={total} />}
      onClose={onClose}
    >
      <Loaded query={pages.query} what={t("guide.what")} tight>
        {() => (
          <ul className="openings-failing">
            {pages.items.map((group) => (
              <FailingRow key={group.groupId} group={group} step={step} />
            ))}
          </ul>
        )}
      </Loaded>
      {pages.hasMore ? (
        <div className="pad">
          <Button kind="quiet" onClick={pages.more}>
            {t("guide.more", { count: (total ?? 0) - pages.items.length })}
          </Button>
        </div>
      ) : null}
    </Drawer>
  );
}

function FailingRow({ group, step }: { group: FailingGroup; step: GuideStepName | undefined }) {
  const steps = step ? group.failing.filter((one) => one.step === step) : group.failing;
  return (
    <li>
      <div className="row g8">
        <Link to={`groups/${group.groupId}`} className="el">
          <b>{group.name}</b>
        </Link>
        <span className="mut el">{group.orgPath}</span>
        <span className="sp" />
        <span className="mut nw">{group.ownerName}</span>
      </div>
      <CheckList steps={steps} groupId={group.groupId} />
    </li>
  );
}
