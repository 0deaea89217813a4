import { useTranslation } from "react-i18next";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { formatClock, formatDay, formatSpan, dayOf } from "../../../web/ui/format-time.ts";
import { formatCount } from "../../../web/ui/format.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { Dot } from "../../../web/ui/page.tsx";
import { useOffsetMinutes } from "../../../web/ui/zone.tsx";
import type { Task } from "../tasks.contract.ts";
import { kindIcons } from "./kinds.ts";

const HOUR_MS = 3_600_000;

/** Whole hours from the first one on, for narrow places. */
const roughly = (ms: number) => (ms < HOUR_MS ? ms : Math.floor(ms / HOUR_MS) * HOUR_MS);

interface TaskTimeProps {
  dueAt: string;
  nowMs: number;
  /** `迟 42 分` instead of `42 分`. */
  long?: boolean;
}

/** When it is due, and under it how late it is, or the day where that is not today. */
export function TaskTime({ dueAt, nowMs, long = false }: TaskTimeProps) {
  const { t } = useTranslation("tasks");
  const offset = useOffsetMinutes();
  const lateMs = nowMs - Date.parse(dueAt);
  const day = dayOf(dueAt, offset);
  return (
    <>
      {formatClock(dueAt, offset)}
      {lateMs > 0 ? <small className="bad">{long ? t("lateBy", { span: formatSpan(lateMs) }) : formatSpan(roughly(lateMs))}</small> : null}
      {lateMs <= 0 && day !== dayOf(nowMs, offset) ? <small>{formatDay(day)}</small> : null}
    </>
  );
}

/** Where or why, in grey; a colleague's task names its owner. */
export function TaskNote({ task, others }: { task: Task; others?: boolean }) {
  const { t } = useTranslation("tasks");
  const brand = useBrand();
  const isOther = others && task.assigneeId !== brand.staff.id;
  const where = task.groupName && !task.note.includes(task.groupName) ? task.groupName : "";
  const parts = [isOther ? t("who", { name: task.assigneeName }) : "", where, task.note].filter(Boolean);
  return parts.map((part, n) => (
    <span key={part}>
      {n > 0 ? <Dot /> : null}
      {part}
    </span>
  ));
}

/** One task in a panel: time, kind, what, where, reach, one button; only a late one has it filled. */
export function TaskRow({ task, nowMs, others }: { task: Task; nowMs: number; others: boolean }) {
  const { t } = useTranslation("tasks");
  const late = Date.parse(task.dueAt) < nowMs;
  return (
    <li className={late ? "tasks-row late" : "tasks-row"}>
      <span className="tm">
        <TaskTime dueAt={task.dueAt} nowMs={nowMs} long />
      </span>
      <span className="ki">
        <Icon name={kindIcons[task.kind]} label={t(`kinds.${task.kind}`)} />
      </span>
      <span className="tt">
        <b className="el" title={task.title}>
          {task.title}
        </b>
        <small className="el">
          <TaskNote task={task} others={others} />
        </small>
      </span>
      {task.people > 0 ? <span className="rt">{t("people", { count: formatCount(task.people) })}</span> : null}
      <Button size="xs" kind={late ? "primary" : "plain"} to={task.link.path}>
        {t(`verbs.${task.kind}`)}
      </Button>
    </li>
  );
}
