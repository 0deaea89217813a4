import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { formatClock } from "../../../web/ui/format-time.ts";
import { formatCount } from "../../../web/ui/format.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { SOON_MS, splitQueue } from "../../tasks/queue.rules.ts";
import type { Task } from "../../tasks/tasks.contract.ts";
import { kindIcons } from "../../tasks/web/kinds.ts";
import { TaskNote, TaskTime } from "../../tasks/web/task-row.tsx";
import type { TaskQueue } from "./use-queue.ts";

interface ItemProps {
  task: Task;
  nowMs: number;
  current: boolean;
  onOpen: (task: Task) => void;
}

function Item({ task, nowMs, current, onOpen }: ItemProps) {
  const { t } = useTranslation("tasks");
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (current) button.current?.scrollIntoView({ block: "nearest" });
  }, [current]);
  const late = Date.parse(task.dueAt) < nowMs;
  const classes = ["reach-item", current ? "on" : "", late ? "late" : ""].filter(Boolean).join(" ");
  return (
    <li>
      <button type="button" className={classes} aria-current={current ? "true" : undefined} onClick={() => onOpen(task)} ref={button}>
        <span className="tm">
          <TaskTime dueAt={task.dueAt} nowMs={nowMs} />
        </span>
        <span className="ki">
          <Icon name={kindIcons[task.kind]} size="s" label={t(`kinds.${task.kind}`)} />
        </span>
        <span className="tt">
          <b className="el" title={task.title}>
            {task.title}
          </b>
          <small className="el">
            <TaskNote task={task} />
          </small>
        </span>
      </button>
    </li>
  );
}

/** The left column: every open task of the person, late ones first. */
export function QueueList({ queue }: { queue: TaskQueue }) {
  const { t } = useTranslation(["sends", "tasks"]);
  const nowMs = useNow();
  const offset = useOffsetMinutes();
  const { late, soon, later } = splitQueue(queue.tasks, nowMs);
  const parts = [
    { key: "late", title: t("tasks:late", { count: late.length }), tasks: late },
    { key: "soon", title: t("tasks:soon", { time: formatClock(nowMs + SOON_MS, offset), count: soon.length }), tasks: soon },
    { key: "later", title: t("tasks:later", { count: later.length }), tasks: later },
  ].filter((part) => part.tasks.length > 0);
  return (
    <nav className="reach-list" aria-label={t("sends:queue.title")}>
      <div className="hd">
        <h2>{t("sends:queue.title")}</h2>
        <span className="mut">{t("sends:queue.left", { count: formatCount(queue.tasks.length) })}</span>
      </div>
      {parts.map((part) => (
        <section key={part.key} aria-label={part.title}>
          <div className={part.key === "late" ? "gt bad" : "gt"}>{part.title}</div>
          <ul>
            {part.tasks.map((task) => (
              <Item key={task.id} task={task} nowMs={nowMs} current={task.id === queue.current?.id} onOpen={queue.open} />
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
