import { useTranslation } from "react-i18next";
import { clockOf } from "../../../lib/clock.ts";
import { useEndpoint } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { formatSpan } from "../../../web/ui/format-time.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { Link } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { useNow } from "../../../web/ui/zone.tsx";
import { type TodayStep, todayStepsEndpoint } from "../flows.contract.ts";
import "./group-sop-panel.css";

/** 今日 SOP of one group: each step with its time, how it stands, and the next thing to do. */
export function GroupSopPanel({ groupId }: { groupId: string }) {
  const { t } = useTranslation("flows");
  const query = useEndpoint(todayStepsEndpoint, { groupId }, { refreshMs: 30_000 });
  const steps = query.data?.steps.filter((step) => step.tick !== "skipped") ?? [];
  const done = steps.filter((step) => step.tick === "done").length;
  const first = steps[0];
  return (
    <Panel
      title={t("group.title")}
      facts={steps.length > 0 ? t("group.facts", { done, steps: steps.length }) : undefined}
      actions={
        first ? (
          <Link className="lnk" to={`flows/${first.flowId}`}>
            {t("group.change")}
          </Link>
        ) : undefined
      }
    >
      <Loaded
        query={query}
        what={t("group.title")}
        tight
        skeleton={<RowsSkeleton rows={5} />}
        empty={() => (steps.length === 0 ? <EmptyState tight icon="flow" title={t("group.none")} text={t("group.noneText")} /> : null)}
      >
        {() => (
          <ol className="flows-line">
            {steps.map((step) => (
              <StepRow key={`${step.flowId}${step.stepId}`} step={step} />
            ))}
          </ol>
        )}
      </Loaded>
    </Panel>
  );
}

function StepRow({ step }: { step: TodayStep }) {
  const { t } = useTranslation("flows");
  const isLate = step.tick === "late" || step.tick === "missed";
  return (
    <li className={step.tick}>
      <time>{clockOf(step.minute)}</time>
      <i>{step.tick === "done" ? <Icon name="check" size="xs" /> : null}</i>
      <span className="what">
        <b className="el" title={step.name}>
          {step.name}
        </b>
        <small className={isLate ? "el bad" : "el"} title={step.note}>
          {step.note}
          {isLate ? <Lateness step={step} /> : null}
        </small>
      </span>
      <StepEnd step={step} label={step.tick === "missed" ? t("group.failed") : t(`tick.${step.tick}`)} />
    </li>
  );
}

function Lateness({ step }: { step: TodayStep }) {
  const { t } = useTranslation("flows");
  const now = useNow();
  if (step.tick === "missed") return <> · {t("tick.missed")}</>;
  return <> · {t("group.late", { span: formatSpan(now - Date.parse(step.dueAt)) })}</>;
}

/** What stands at the right of a step: a button while somebody must act, a word otherwise. */
function StepEnd({ step, label }: { step: TodayStep; label: string }) {
  const { t } = useTranslation("flows");
  if (step.deliveryState === "handed-over" || (step.kind === "task" && step.open > 0)) {
    return (
      <Button size="xs" kind={step.tick === "late" ? "primary" : "plain"} to="reach">
        {t("group.send")}
      </Button>
    );
  }
  if (step.tick === "coming") return null;
  if (!step.sendId) return <span className="mut sm12">{label}</span>;
  return (
    <Link className="mut sm12" to={`reach/sends/${step.sendId}`}>
      {step.tick === "done" ? t("group.sent") : label}
    </Link>
  );
}
