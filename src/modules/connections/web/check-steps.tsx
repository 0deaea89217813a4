import { useTranslation } from "react-i18next";
import { formatCount } from "../../../web/ui/format.ts";
import { Icon, type IconName } from "../../../web/ui/icons.tsx";
import { type CheckStep, checkSteps } from "../connections.contract.ts";
import { faultText, fixText } from "./fault-text.ts";

const icons: Record<CheckStep["state"], IconName> = { good: "check", bad: "close", warn: "alert", skipped: "more" };

interface StepsProps {
  steps: readonly CheckStep[];
  /** The check is under way. */
  busy?: boolean;
  /** Side by side where there is room. */
  wide?: boolean;
}

/** The steps in their order: what holds, what is wrong and where it is changed. */
export function CheckSteps({ steps, busy = false, wide = false }: StepsProps) {
  const { t } = useTranslation("connections");
  return (
    <ol className={wide ? "conn-steps wide" : "conn-steps"} aria-busy={busy}>
      {checkSteps.map((name) => {
        const step = steps.find((one) => one.step === name);
        const state = busy || !step ? "skipped" : step.state;
        return (
          <li key={name} className={`conn-step ${state}`}>
            <span className="conn-mark">
              <Icon name={busy ? "wait" : icons[state]} size="s" />
            </span>
            <div>
              <b>{t(`check.steps.${name}`)}</b>
              {step && !busy ? <StepText step={step} /> : <p className="mut">{busy ? t("check.running") : t("check.never")}</p>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function StepText({ step }: { step: CheckStep }) {
  const { t } = useTranslation("connections");
  if (step.state === "good")
    return <p className="sec">{t(`check.good.${step.step}`, { people: formatCount(Number(step.found.count ?? 0)) })}</p>;
  if (step.state === "skipped") return <p className="mut">{t("check.skipped")}</p>;
  return (
    <>
      <p className={step.state === "bad" ? "bad" : "warn"}>{faultText(t, step)}</p>
      <p className="sec">{fixText(t, step)}</p>
    </>
  );
}
