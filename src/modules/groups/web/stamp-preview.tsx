import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import { joint } from "../../../web/i18n/joint.ts";
import { callEndpoint } from "../../../web/api.ts";
import { errorText } from "../../../web/i18n/error-text.ts";
import type { Check } from "../../../web/ui/confirm-numbers.tsx";
import { Icon } from "../../../web/ui/icons.tsx";
import { NumberStrip } from "../../../web/ui/number-strip.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { planStampEndpoint, STAMP_LIMIT, type StampPlan } from "../stamp.contract.ts";
import type { StampForm } from "./stamp.page.tsx";
import "../../../web/ui/floats.css";

/** Whether there is anything to plan, and not too much. */
export function isAskable(form: StampForm): boolean {
  const total = form.units.reduce((sum, unit) => sum + unit.count, 0);
  return total > 0 && total <= STAMP_LIMIT && form.pattern.trim() !== "";
}

/** What the server would make of the form; asked again as it changes. */
export function useStampPlan(form: StampForm): UseQueryResult<StampPlan, Error> {
  const settled = useDeferredValue(form);
  const enabled = isAskable(settled);
  return useQuery<StampPlan, Error>({
    queryKey: [planStampEndpoint.path, settled],
    queryFn: ({ signal }) => callEndpoint(planStampEndpoint, settled, { signal }),
    enabled,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}

interface StampPreviewProps {
  plan: UseQueryResult<StampPlan, Error>;
  total: number;
  foot: ReactNode;
}

const SHOWN = 60;

/** Numbers, what is wrong, and the names in full, before anything is made. */
export function StampPreview({ plan, total, foot }: StampPreviewProps) {
  const { t } = useTranslation("groups");
  const data = total > 0 ? plan.data : undefined;
  return (
    <Panel title={t("stamp.preview")} facts={data ? t(data.planned ? "stamp.willPlan" : "stamp.willOpen") : null} className="stampv">
      {plan.error ? (
        <p className="bad stamppad" role="alert">
          {errorText(plan.error)}
        </p>
      ) : null}
      {data ? (
        <Planned plan={data} stale={plan.isPlaceholderData} />
      ) : plan.error ? null : (
        <EmptyState tight icon="grid" title={t("stamp.nothingYet")} text={t("stamp.nothingWhy")} />
      )}
      <div className="stampft">{foot}</div>
    </Panel>
  );
}

function Planned({ plan, stale }: { plan: StampPlan; stale: boolean }) {
  const { t } = useTranslation("groups");
  const loads = plan.loads.filter((load) => load.after > load.before);
  const checks: Check[] = [
    ...(plan.clashes.length > 0
      ? [
          {
            tone: "bad" as const,
            text: t("stamp.clash", { names: plan.clashes.slice(0, 3).join(joint("items")), count: plan.clashes.length }),
          },
        ]
      : []),
    ...(plan.tooLong.length > 0 ? [{ tone: "bad" as const, text: t("stamp.tooLong", { name: plan.tooLong[0] }) }] : []),
    ...(plan.unowned > 0
      ? [{ tone: "warn" as const, text: t(plan.loads.length > 0 ? "stamp.unowned" : "stamp.noOwner", { count: plan.unowned }) }]
      : []),
    ...loads.map((load) => ({
      tone: load.verdict === "warn" ? ("warn" as const) : ("good" as const),
      text: t("stamp.load", { name: load.name, more: load.after - load.before, after: load.after }),
    })),
  ];
  return (
    <div className={stale ? "stale" : undefined}>
      <div className="stamppad">
        <NumberStrip
          numbers={[
            { value: plan.rows.length, label: t("stamp.count") },
            { value: (plan.rows.length * plan.capacity).toLocaleString("en-US"), label: t("stamp.seats") },
            { value: plan.rows.length - plan.unowned, label: t("stamp.owned"), ...(plan.unowned > 0 ? { tone: "warn" as const } : {}) },
          ]}
        />
        <ul className="ck">
          {checks.slice(0, 8).map((check, at) => (
            <li key={at} className={check.tone === "good" ? undefined : check.tone}>
              <Icon name={check.tone === "good" ? "check" : check.tone === "warn" ? "alert" : "close"} size="s" />
              {check.text}
            </li>
          ))}
          {checks.length > 8 ? <li>{t("stamp.moreLoads", { count: checks.length - 8 })}</li> : null}
        </ul>
      </div>
      <ol className="stampl">
        {plan.rows.slice(0, SHOWN).map((row, at) => (
          <li key={at}>
            <span className="mut">{at + 1}</span>
            <b className="el" title={row.name}>
              {row.name}
            </b>
            <span className="sp" />
            <span className={row.ownerName ? "mut" : "warn"}>{row.ownerName ?? t("list.noOwner")}</span>
          </li>
        ))}
        {plan.rows.length > SHOWN ? <li className="mut">{t("stamp.more", { count: plan.rows.length - SHOWN })}</li> : null}
      </ol>
    </div>
  );
}
