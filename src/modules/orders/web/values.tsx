import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { isOpenJob } from "../../../lib/job-state.ts";
import { ApiError, useAction, useEndpoint } from "../../../web/api.ts";
import { errorText } from "../../../web/i18n/error-text.ts";
import { Button } from "../../../web/ui/button.tsx";
import { formatCount, formatDecimal, formatMoney } from "../../../web/ui/format.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Progress } from "../../../web/ui/progress.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import type { UrlState } from "../../../web/ui/use-url-state.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { cancelValuesEndpoint, showValuesEndpoint, type ValueFit, type ValueJob } from "../values.contract.ts";
import { StartValues } from "./start-values.tsx";
import { Sums } from "./sums.tsx";
import { ValueBands } from "./value-bands.tsx";
import { ValueModels } from "./value-models.tsx";
import { ValueWeeks } from "./value-weeks.tsx";
import { ValuesList } from "./values-list.tsx";
import "./values.css";

/** While one is under way the page asks how it goes. */
const LOOK_MS = 1_000;
const isOpen = (job: ValueJob | null | undefined) => job != null && isOpenJob(job.state);

function useFollowedValues() {
  const [isFollowed, setFollowed] = useState(false);
  const query = useEndpoint(showValuesEndpoint, {}, isFollowed ? { refreshMs: LOOK_MS } : {});
  if (query.data && isFollowed !== isOpen(query.data.job)) setFollowed(isOpen(query.data.job));
  return query;
}

/** 买家价值: what buyers will bring in the time to come, by models fitted on what they bought. */
export function Values({ url, choice }: { url: UrlState; choice: ReactNode }) {
  const { t } = useTranslation("orders");
  const [isStarting, setStarting] = useState(false);
  const query = useFollowedValues();
  const { data } = query;
  const start = (
    <Button kind="primary" size="s" disabled={isOpen(data?.job)} onClick={() => setStarting(true)}>
      {t(data?.fit ? "values.again" : "values.start")}
    </Button>
  );
  return (
    <>
      <div className="filters">
        {choice}
        <span className="sp" />
        {data?.fit ? start : null}
      </div>
      {data ? <JobNote job={data.job} /> : null}
      <Loaded
        query={query}
        what={t("values.what")}
        skeleton={<BlockSkeleton height={320} />}
        empty={(found) => (found.fit || isOpen(found.job) ? null : <NoValues hasOrders={found.lastDay !== null} start={start} />)}
      >
        {(found) => (found.fit ? <Whole fit={found.fit} url={url} /> : null)}
      </Loaded>
      {isStarting && data ? <StartValues known={data} onClose={() => setStarting(false)} /> : null}
    </>
  );
}

function NoValues({ hasOrders, start }: { hasOrders: boolean; start: ReactNode }) {
  const { t } = useTranslation("orders");
  const text = t(hasOrders ? "values.emptyText" : "values.noOrders");
  return <EmptyState icon="member" title={t("values.empty")} text={text} actions={hasOrders ? start : undefined} />;
}

/** How the asker's own order of a fit stands, or why it came to nothing. */
function JobNote({ job }: { job: ValueJob | null }) {
  const { t } = useTranslation("orders");
  if (job?.state === "failed" && job.failure)
    return (
      <p className="orders-values-note bad" role="alert">
        {t("values.failed")} {errorText(new ApiError(job.failure.code, 400, job.failure.details))}
      </p>
    );
  return job && isOpen(job) ? <Running job={job} /> : null;
}

function Running({ job }: { job: ValueJob }) {
  const { t } = useTranslation("orders");
  const cancel = useAction(cancelValuesEndpoint, { invalidates: [showValuesEndpoint], onFailed: errorToast });
  const { done, total } = job;
  const counts = { done: formatCount(done), total: formatCount(total) };
  const at = total === null ? t("values.reading") : t(done === 0 ? "values.fitting" : "values.valuing", counts);
  const word = job.cancelAsked ? t("values.stopAsked") : at;
  return (
    <div className="orders-values-note" role="status">
      <span>{word}</span>
      <Progress share={total ? done / total : 0} label={word} width={160} />
      <Button size="s" busy={cancel.isPending} disabled={job.cancelAsked} onClick={() => cancel.mutate({ jobId: job.id })}>
        {t("values.stop")}
      </Button>
    </div>
  );
}

function Whole({ fit, url }: { fit: ValueFit; url: UrlState }) {
  const { t } = useTranslation("orders");
  const { ask } = fit;
  return (
    <>
      <Sums
        items={[
          [t("values.buyers"), formatCount(fit.buyers)],
          [t("values.repeaters"), formatCount(fit.repeaters)],
          [t("values.coming", { weeks: ask.horizonWeeks }), t("values.times", { n: formatDecimal(fit.purchases, 0) })],
          [t("values.total"), formatMoney(fit.clvFen)],
          [t("values.each"), formatMoney(Math.round(fit.clvFen / fit.buyers))],
        ]}
      />
      <p className="orders-values-from mut">
        {t(fit.isPart ? "values.fromPart" : "values.from", {
          orders: formatCount(fit.orders),
          first: fit.firstDay,
          to: ask.to,
          percent: formatDecimal(ask.discountPercent, 0),
        })}
        {ask.from ? t("values.begun", { day: ask.from }) : null} {t("values.madeBy", { name: fit.madeBy })} <Time at={fit.madeAt} />
      </p>
      <div className="orders-values">
        <div className="grid orders-values2">
          <ValueModels fit={fit} />
          <ValueWeeks fit={fit} />
        </div>
        <ValueBands fit={fit} url={url} />
        <ValuesList fit={fit} url={url} />
      </div>
    </>
  );
}
