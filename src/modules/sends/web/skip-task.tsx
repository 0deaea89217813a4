import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Segmented } from "../../../web/ui/segmented.tsx";
import type { Task } from "../../tasks/tasks.contract.ts";
import { SkipDialog } from "../../tasks/web/skip-dialog.tsx";
import type { Cockpit } from "./use-cockpit.ts";

interface SkipTaskProps {
  cockpit: Cockpit;
  task: Task;
  onClose: () => void;
}

/** Skips a task; of a send to several groups, only the group in hand or all that are left. */
export function SkipTask({ cockpit, task, onClose }: SkipTaskProps) {
  const { t } = useTranslation("sends");
  const [scope, setScope] = useState<"one" | "whole">("one");
  const left = cockpit.queue.dispatchId ? cockpit.work.open.length : 0;
  const current = cockpit.work.current;
  const isOne = left > 1 && scope === "one" && current?.state === "handed-over";
  const skip = (reason: string) => {
    onClose();
    if (isOne) cockpit.failCurrent(reason);
    else cockpit.skip(task, reason);
  };
  return (
    <SkipDialog busy={false} error={null} onSkip={skip} onClose={onClose} confirm={isOne ? t("skipOne.confirm") : undefined}>
      {left > 1 ? (
        <Segmented
          label={t("skipOne.scope")}
          value={scope}
          onChange={setScope}
          options={[
            { value: "one", label: `${t("skipOne.one")} ${current?.groupName ?? ""}` },
            { value: "whole", label: t("skipOne.whole", { count: left }) },
          ]}
        />
      ) : null}
    </SkipDialog>
  );
}
