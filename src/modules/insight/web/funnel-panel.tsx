import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint, useEndpointPages } from "../../../web/api.ts";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { formatCount, formatDecimal, formatPercent, formatPoints, formatShort } from "../../../web/ui/format.ts";
import { formatDay } from "../../../web/ui/format-time.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { Link } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { funnelEndpoint, funnelRowsEndpoint, type FunnelStep } from "../board.contract.ts";
import "./insight.css";
import { MoreRows } from "./more-rows.tsx";

interface PeriodProps {
  scope: string;
  period: { from: string; to: string };
}
type Opened = { step: Exclude<FunnelStep, "exposed">; stopped: boolean };

/** 漏斗: from being seen to bringing somebody, over those who joined in the period; each bar opens its people. */
export function FunnelPanel({ scope, period }: PeriodProps) {
  const { t } = useTranslation("insight");
  const [open, setOpen] = useState<Opened | null>(null);
  const query = useEndpoint(funnelEndpoint, { scope, ...period }, { keepLast: true });
  const range = t("period.range", { from: formatDay(period.from), to: formatDay(period.to) });
  return (
    <Panel
      title={t("funnel.title")}
      facts={t("funnel.facts", { range })}
      actions={
        <>
          <span className="mut sm12">{t("funnel.count")}</span>
          <span className="mut sm12 fp">{t("funnel.rate")}</span>
        </>
      }
    >
      <Loaded query={query} what={t("funnel.what")} tight skeleton={<BlockSkeleton height={272} />}>
        {({ steps, weakest }) => {
          const top = steps[1]?.count ?? 0;
          return (
            <div className="fn">
              {steps.map(({ step, count, rate }, n) =>
                step === "exposed" ? (
                  <div key={step} className="fr">
                    <Name step={step} />
                    <span className="fb">
                      <em>
                        {steps[1]?.rate == null
                          ? ""
                          : t("funnel.per", { count: Number(formatDecimal(steps[1].rate * 100, steps[1].rate < 0.1 ? 1 : 0)) })}
                      </em>
                    </span>
                    <span className="fv">{formatShort(count)}</span>
                    <span className="fp" />
                  </div>
                ) : (
                  <button key={step} type="button" className="fr" onClick={() => setOpen({ step, stopped: false })}>
                    <Name step={step} />
                    <span className="fb">
                      <i style={{ width: top > 0 ? `${(count / top) * 100}%` : 0, opacity: 1.1 - n * 0.1 }} />
                    </span>
                    <span className="fv">{formatCount(count)}</span>
                    <span className={step === weakest?.step ? "fp bad" : "fp"}>{formatPercent(rate, 1)}</span>
                  </button>
                ),
              )}
              {weakest && weakest.step !== "exposed" ? (
                <div className="nt">
                  <Icon name="alert" size="s" />
                  <span>
                    <b>{t("funnel.weakest", { step: t(`funnel.${weakest.step}`) })}</b>
                    {t("funnel.weakestText", { change: formatPoints(weakest.change), lost: formatCount(weakest.lost) })}
                  </span>
                  <span className="sp" />
                  <button
                    type="button"
                    className="lnk nw"
                    onClick={() => weakest.step !== "exposed" && setOpen({ step: weakest.step, stopped: true })}
                  >
                    {t("funnel.list")}
                  </button>
                </div>
              ) : null}
            </div>
          );
        }}
      </Loaded>
      {open ? <FunnelDrawer scope={scope} period={period} open={open} onClose={() => setOpen(null)} /> : null}
    </Panel>
  );
}

function Name({ step }: { step: FunnelStep }) {
  const { t } = useTranslation("insight");
  return (
    <span className="fl1">
      <b>{t(`funnel.${step}`)}</b>
      <small>{t(`funnel.${step}Note`)}</small>
    </span>
  );
}

function FunnelDrawer({ scope, period, open, onClose }: PeriodProps & { open: Opened; onClose: () => void }) {
  const { t } = useTranslation("insight");
  const ask = { scope, ...period, step: open.step, stopped: open.stopped ? "true" : "false" };
  const { query, items, ...paging } = useEndpointPages(funnelRowsEndpoint, ask);
  const title = t(open.stopped ? "funnel.listTitle" : "funnel.stepTitle", { step: t(`funnel.${open.step}`) });
  return (
    <Drawer
      open
      title={title}
      facts={t("rows.people", { count: query.data?.pages[0]?.total ?? 0 })}
      actions={<ExportButton size="xs" list="funnel-people" filter={ask} total={query.data?.pages[0]?.total} />}
      onClose={onClose}
    >
      <Loaded query={query} what={t("rows.what")} tight>
        {() => (
          <>
            <ul className="fgr">
              {items.map((one) => (
                <li key={one.groupId + one.memberId}>
                  <span className="who">
                    <b className="el">
                      <Link to={`members?open=${one.memberId}`}>{one.memberName}</Link>
                    </b>
                    <small className="el">
                      <Link to={`groups/${one.groupId}`}>{one.groupName}</Link>
                    </small>
                  </span>
                  <span className="mut sm12 nw">
                    <Time at={one.joinedAt} />
                  </span>
                </li>
              ))}
            </ul>
            <MoreRows {...paging} />
          </>
        )}
      </Loaded>
    </Drawer>
  );
}
