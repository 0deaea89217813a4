import { useTranslation } from "react-i18next";
import type { ImportState } from "../imports.contract.ts";

const steps = ["upload", "columns", "check", "run"] as const;

const reached: Record<ImportState | "new", number> = {
  new: 0,
  draft: 1,
  checking: 2,
  checked: 2,
  waiting: 3,
  running: 3,
  done: 4,
  failed: 3,
  cancelled: 3,
};

/** Where an import stands on its way. */
export function Steps({ state }: { state: ImportState | "new" }) {
  const { t } = useTranslation("imports");
  const at = reached[state];
  return (
    <ol className="imports-steps">
      {steps.map((step, n) => (
        <li key={step} className={n < at ? "done" : n === at ? "now" : undefined} aria-current={n === at ? "step" : undefined}>
          <i>{n + 1}</i>
          {t(`step.${step}`)}
        </li>
      ))}
    </ol>
  );
}
