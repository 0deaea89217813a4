import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { formatClock } from "../../../web/ui/format-time.ts";
import { formatCount } from "../../../web/ui/format.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { Link } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Dot } from "../../../web/ui/page.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { useNow, useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { SOON_MS, splitQueue } from "../queue.rules.ts";
import type { Task, TaskKind } from "../tasks.contract.ts";
import { listTasksEndpoint, taskKinds } from "../tasks.contract.ts";
import { TaskRow } from "./task-row.tsx";
import { useTaskCounts } from "./use-task-counts.ts";
import "./tasks.css";

type Filter = "all" | "send" | "reply" | "review" | "misc";
const filters: Filter[] = ["all", "send", "reply", "review", "misc"];
const named = new Set<TaskKind>(["send", "reply", "review"]);
const fits = (filter: Filter, kind: TaskKind) => filter === "all" || (filter === "misc" ? !named.has(kind) : kind === filter);

/** Rows a part shows before it points to the queue. */
const SHOWN = 5;

interface TodayTasksProps {
  /** `all`: with the colleagues' that the person may see. */
  whose?: "mine" | "all";
}

/** 现在要做: what is late, what comes within the hour, and what comes later, each with its one button. */
export function TodayTasks({ whose = "mine" }: TodayTasksProps) {
  const { t } = useTranslation("tasks");
  const [filter, setFilter] = useState<Filter>("all");
  const counts = useTaskCounts(whose);
  const query = useEndpoint(listTasksEndpoint, { whose, limit: 200 }, { refreshMs: 60_000 });
  const byKind = (wanted: Filter) => taskKinds.reduce((sum, kind) => sum + (fits(wanted, kind) ? (counts?.byKind[kind] ?? 0) : 0), 0);
  const label = (one: Filter) => (one === "all" ? t("today.all") : one === "misc" ? t("today.misc") : t(`kinds.${one}`));
  const options = filters.map((value) => ({ value, label: `${label(value)} ${counts ? formatCount(byKind(value)) : ""}` }));
  return (
    <Panel
      title={t("today.title")}
      className="tasks-today"
      mark={<Segmented label={t("today.filter")} options={options} value={filter} onChange={setFilter} />}
      actions={
        <Button size="xs" kind="quiet" icon="keyboard" to="reach">
          {t("today.oneByOne")}
        </Button>
      }
    >
      <Loaded query={query} what={t("today.what")} tight skeleton={<RowsSkeleton rows={6} />}>
        {(data) => <Parts tasks={data.items.filter((task) => fits(filter, task.kind))} filter={filter} others={whose === "all"} />}
      </Loaded>
    </Panel>
  );
}

function Parts({ tasks, filter, others }: { tasks: Task[]; filter: Filter; others: boolean }) {
  const { t } = useTranslation("tasks");
  const nowMs = useNow();
  const offset = useOffsetMinutes();
  if (tasks.length === 0) return <Nothing filter={filter} />;
  const { late, soon, later } = splitQueue(tasks, nowMs);
  return (
    <>
      <Part
        tasks={late}
        title={t("late", { count: late.length })}
        tone="bad"
        more={(count) => t("today.moreLate", { count })}
        {...{ nowMs, others }}
      />
      <Part
        tasks={soon}
        title={t("soon", { time: formatClock(nowMs + SOON_MS, offset), count: soon.length })}
        tone="soon"
        more={(count) => t("today.moreSoon", { count })}
        {...{ nowMs, others }}
      />
      {later.length > 0 ? <Later tasks={later} isOpen={late.length + soon.length < SHOWN} nowMs={nowMs} others={others} /> : null}
    </>
  );
}

interface PartProps {
  tasks: Task[];
  title: string;
  tone: "bad" | "soon";
  more: (count: number) => string;
  nowMs: number;
  others: boolean;
}

function Part({ tasks, title, tone, more, nowMs, others }: PartProps) {
  if (tasks.length === 0) return null;
  return (
    <>
      <div className={`tasks-part ${tone}`}>
        <span className="dot" />
        {title}
      </div>
      <ul>
        {tasks.slice(0, SHOWN).map((task) => (
          <TaskRow key={task.id} task={task} nowMs={nowMs} others={others} />
        ))}
      </ul>
      {tasks.length > SHOWN ? (
        <Link className="tasks-more" to="reach">
          {more(tasks.length - SHOWN)}
          <Icon name="right" size="xs" />
        </Link>
      ) : null}
    </>
  );
}

/** Folded while there is enough to do before it. */
function Later({ tasks, isOpen, nowMs, others }: { tasks: Task[]; isOpen: boolean; nowMs: number; others: boolean }) {
  const { t } = useTranslation("tasks");
  const [open, setOpen] = useState(isOpen);
  const sums = taskKinds.map((kind) => ({ kind, count: tasks.filter((task) => task.kind === kind).length })).filter((one) => one.count > 0);
  return (
    <>
      <button
        type="button"
        className="tasks-later"
        aria-expanded={open}
        aria-label={open ? t("today.hideLater") : t("today.showLater")}
        onClick={() => setOpen(!open)}
      >
        <span className="dot" />
        <b>{t("later", { count: tasks.length })}</b>
        <span className="el">
          {sums.map((one, n) => (
            <span key={one.kind}>
              {n > 0 ? <Dot /> : null}
              {t("today.laterSum", { kind: t(`kinds.${one.kind}`), count: one.count })}
            </span>
          ))}
        </span>
        <Icon name={open ? "close" : "down"} size="s" />
      </button>
      {open ? (
        <ul>
          {tasks.slice(0, 20).map((task) => (
            <TaskRow key={task.id} task={task} nowMs={nowMs} others={others} />
          ))}
        </ul>
      ) : null}
    </>
  );
}

function Nothing({ filter }: { filter: Filter }) {
  const { t } = useTranslation("tasks");
  const counts = useTaskCounts();
  if (filter !== "all") {
    const kind = filter === "misc" ? t("today.misc") : t(`kinds.${filter}`);
    return <EmptyState tight icon="check" title={t("today.noneKind", { kind })} />;
  }
  const text = counts?.todayDone ? t("today.noneDone", { count: counts.todayDone }) : t("today.noneNew");
  return <EmptyState tight icon="check" title={t("today.noneTitle")} text={text} />;
}
