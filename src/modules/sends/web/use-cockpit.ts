import { useTranslation } from "react-i18next";
import { callEndpoint } from "../../../web/api.ts";
import { errorToast } from "../../../web/ui/toast.tsx";
import type { Task } from "../../tasks/tasks.contract.ts";
import { finishTaskEndpoint, reopenTaskEndpoint, skipTaskEndpoint } from "../../tasks/tasks.contract.ts";
import type { HandoverTarget } from "./use-handover.ts";
import { useHandover } from "./use-handover.ts";
import { useQueue } from "./use-queue.ts";
import { useUndo } from "./use-undo.ts";

/** The queue, the dispatch in hand, and the steps that can be taken back, acting together. */
export function useCockpit() {
  const { t } = useTranslation(["sends", "tasks"]);
  const queue = useQueue();
  const work = useHandover(queue.dispatchId);
  const undo = useUndo();

  const noteEnd = (task: Task) =>
    undo.note({
      what: task.title,
      undo: async () => {
        await callEndpoint(reopenTaskEndpoint, { taskId: task.id });
        queue.bring(task.id);
        await work.readAgain();
      },
    });

  const mark = async (target: HandoverTarget, outcome: "sent" | "failed", reason = "") => {
    const task = queue.current;
    const isLast = work.open.length === 1;
    if (isLast && task) queue.end(task);
    if (!(await work.confirm(target, outcome, reason))) {
      if (isLast && task) queue.bring(task.id);
      return;
    }
    undo.note({
      what: t(outcome === "sent" ? "sends:act.confirmed" : "sends:skipOne.done", { name: target.groupName }),
      undo: async () => {
        await work.unconfirm(target);
        if (task) queue.bring(task.id);
      },
    });
  };

  const end = async (task: Task, call: () => Promise<unknown>) => {
    queue.end(task);
    try {
      await call();
      noteEnd(task);
    } catch (error) {
      queue.bring(task.id);
      errorToast(error);
    } finally {
      void work.readAgain();
    }
  };

  return {
    queue,
    work,
    undo,
    /** The current group got it. */
    sendCurrent: () => {
      if (work.current?.state === "handed-over") void mark(work.current, "sent");
    },
    failCurrent: (reason: string) => {
      if (work.current) void mark(work.current, "failed", reason);
    },
    finish: (task: Task) => void end(task, () => callEndpoint(finishTaskEndpoint, { taskId: task.id })),
    skip: (task: Task, reason: string) => void end(task, () => callEndpoint(skipTaskEndpoint, { taskId: task.id, reason })),
  };
}

export type Cockpit = ReturnType<typeof useCockpit>;
