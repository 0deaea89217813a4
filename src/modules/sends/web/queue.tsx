import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { BlockSkeleton, RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { useKeys } from "../../../web/ui/use-keys.ts";
import type { Task } from "../../tasks/tasks.contract.ts";
import { PostponeDialog } from "../../tasks/web/postpone-dialog.tsx";
import { ReassignDialog } from "../../tasks/web/reassign-dialog.tsx";
import { useTaskCounts } from "../../tasks/web/use-task-counts.ts";
import type { Way } from "./cockpit-side.tsx";
import { CockpitSide } from "./cockpit-side.tsx";
import { HandoverView } from "./handover-work.tsx";
import { KeysDialog } from "./keys-dialog.tsx";
import { OtherTask } from "./other-task.tsx";
import { QueueList } from "./queue-list.tsx";
import { SkipTask } from "./skip-task.tsx";
import { useCockpit } from "./use-cockpit.ts";
import type { Cockpit } from "./use-cockpit.ts";
import "./cockpit.css";
import "./handover.css";
import "./cockpit-narrow.css";

type Dialog = "postpone" | "reassign" | "skip" | "keys";

/** 我的队列: one thing after another, by mouse or by single keys. */
export function Queue() {
  const { t } = useTranslation("sends");
  const cockpit = useCockpit();
  const { queue } = cockpit;
  return (
    <Loaded query={queue.query} what={t("queue.what")} skeleton={<Skeleton />}>
      {() => (queue.tasks.length === 0 && !queue.dispatchId ? <NothingToDo /> : <Columns cockpit={cockpit} />)}
    </Loaded>
  );
}

/** What else can be done with the task in hand. */
function useWays(task: Task | undefined, open: (dialog: Dialog) => void): Way[] {
  const { t } = useTranslation("tasks");
  const mayDo = useBrand().can("tasks.do");
  if (!mayDo || !task) return [];
  const way = (key: string, name: "postpone" | "reassign" | "skip", icon: Way["icon"]): Way => ({
    key,
    icon,
    label: t(`ways.${name}`),
    onRun: () => open(name),
  });
  return [way("p", "postpone", "clock"), way("r", "reassign", "member"), way("s", "skip", "skip")];
}

/** The group that is acted on: the dispatch's current one, or the task's. */
function groupInHand({ queue, work }: Cockpit): { id: string; name: string } | undefined {
  if (queue.dispatchId) return work.current && { id: work.current.groupId, name: work.current.groupName };
  const task = queue.current;
  return task?.groupId ? { id: task.groupId, name: task.groupName ?? "" } : undefined;
}

function Columns({ cockpit }: { cockpit: Cockpit }) {
  const [dialog, setDialog] = useState<Dialog>();
  const { queue, work, undo } = cockpit;
  const ways = useWays(queue.current, setDialog);
  useKeys({
    ...Object.fromEntries(ways.map((one) => [one.key, one.onRun])),
    k: () => queue.move(-1),
    j: () => queue.move(1),
    u: undo.undo,
    "mod+z": undo.undo,
    "?": () => setDialog("keys"),
  });
  return (
    <div className="reach-cols">
      <QueueList queue={queue} />
      <div className="reach-mid">
        <Middle cockpit={cockpit} />
      </div>
      <CockpitSide
        target={queue.dispatchId ? work.current : undefined}
        group={groupInHand(cockpit)}
        ways={ways}
        onUndo={undo.undo}
        onMove={queue.move}
        onHelp={() => setDialog("keys")}
      />
      <Dialogs cockpit={cockpit} dialog={dialog} onClose={() => setDialog(undefined)} />
    </div>
  );
}

function Dialogs({ cockpit, dialog, onClose }: { cockpit: Cockpit; dialog: Dialog | undefined; onClose: () => void }) {
  const { queue } = cockpit;
  const task = queue.current;
  if (dialog === "keys") return <KeysDialog onClose={onClose} />;
  if (!task || !dialog) return null;
  if (dialog === "skip") return <SkipTask cockpit={cockpit} task={task} onClose={onClose} />;
  if (dialog === "postpone") return <PostponeDialog task={task} onClose={onClose} onDone={onClose} />;
  const leave = () => {
    onClose();
    queue.end(task);
  };
  return <ReassignDialog task={task} onClose={onClose} onDone={leave} />;
}

function Middle({ cockpit }: { cockpit: Cockpit }) {
  const { t } = useTranslation("sends");
  const { queue, work, sendCurrent, finish } = cockpit;
  const task = queue.current;
  if (queue.dispatchId) {
    return (
      <Loaded query={work.query} what={t("handover.what")} skeleton={<MiddleSkeleton />}>
        {(handover) => (
          <HandoverView
            key={handover.dispatchId}
            handover={handover}
            dueAt={task?.dueAt ?? handover.dueAt}
            work={work}
            onSent={sendCurrent}
          />
        )}
      </Loaded>
    );
  }
  if (task) return <OtherTask key={task.id} task={task} onDone={() => finish(task)} />;
  return (
    <EmptyState
      icon="check"
      title={queue.isGone ? t("queue.goneTitle") : t("queue.pick")}
      text={queue.isGone ? t("queue.goneText") : undefined}
      actions={queue.tasks[0] ? <Button onClick={() => queue.open(queue.tasks[0])}>{queue.tasks[0].title}</Button> : undefined}
    />
  );
}

function NothingToDo() {
  const { t } = useTranslation("sends");
  const counts = useTaskCounts();
  const text = counts?.todayDone ? t("queue.noneDone", { done: counts.todayDone, onTime: counts.todayOnTime }) : t("queue.noneNew");
  return <EmptyState title={t("queue.noneTitle")} text={text} />;
}

function MiddleSkeleton() {
  return (
    <div className="reach-body">
      <BlockSkeleton height={20} width={280} />
      <BlockSkeleton height={32} width={420} />
      <BlockSkeleton height={24} width={240} />
      <BlockSkeleton height={280} />
    </div>
  );
}

function Skeleton() {
  return (
    <div className="reach-cols">
      <div className="reach-list">
        <RowsSkeleton rows={10} />
      </div>
      <div className="reach-mid">
        <MiddleSkeleton />
      </div>
      <div className="reach-side" />
    </div>
  );
}
