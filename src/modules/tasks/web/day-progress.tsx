import { useTranslation } from "react-i18next";
import { formatCount } from "../../../web/ui/format.ts";
import { Progress } from "../../../web/ui/progress.tsx";
import { useTaskCounts } from "./use-task-counts.ts";

/** How far the person's day is: a sentence and its bar; nothing on a day without tasks. */
export function DayProgress() {
  const { t } = useTranslation("tasks");
  const counts = useTaskCounts();
  if (!counts || counts.today === 0) return null;
  const words = t("day", {
    today: formatCount(counts.today),
    done: formatCount(counts.todayDone),
    onTime: formatCount(counts.todayOnTime),
  });
  return (
    <span className="tasks-day">
      <span className="mut">{words}</span>
      <Progress share={counts.todayDone / counts.today} label={words} width={120} />
    </span>
  );
}
