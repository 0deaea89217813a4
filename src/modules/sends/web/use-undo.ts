import { useState } from "react";
import { useTranslation } from "react-i18next";
import { leaveKeyToHistory } from "../../../web/ui/toast-entries.ts";
import { errorToast, toast } from "../../../web/ui/toast.tsx";

export interface Step {
  /** What it was, for the toast: `北桥·听松里 记为已发`. */
  what: string;
  undo: () => Promise<void>;
}

/** The steps of this sitting that can be taken back, last first. */
export function useUndo() {
  const { t } = useTranslation("sends");
  const [steps, setSteps] = useState<readonly Step[]>([]);
  return {
    note: (step: Step) => {
      leaveKeyToHistory();
      setSteps((before) => [...before.slice(-49), step]);
    },
    undo: () => {
      const last = steps.at(-1);
      if (!last) return toast(t("act.nothingToUndo"));
      setSteps(steps.slice(0, -1));
      last.undo().then(() => toast(t("act.undone", { what: last.what })), errorToast);
    },
  };
}
