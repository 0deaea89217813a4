import { useState } from "react";
import { useEndpoint } from "../../../web/api.ts";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import { dispatchOf } from "../../tasks/queue.rules.ts";
import type { Task } from "../../tasks/tasks.contract.ts";
import { listTasksEndpoint } from "../../tasks/tasks.contract.ts";

/** The person's open tasks in due order, and the one that is open; which one stands in the address. */
export function useQueue() {
  const url = useUrlState();
  const query = useEndpoint(listTasksEndpoint, { whose: "mine", limit: 200 }, { refreshMs: 30_000 });
  const [ended, setEnded] = useState<ReadonlySet<string>>(new Set());
  const tasks = (query.data?.items ?? []).filter((task) => !ended.has(task.id));
  const [taskId, dispatch] = [url.get("task"), url.get("dispatch")];
  const asked = taskId || dispatch ? tasks.find((task) => (taskId ? task.id === taskId : dispatchOf(task) === dispatch)) : tasks[0];
  const at = asked ? tasks.indexOf(asked) : -1;

  const open = (task: Task | undefined) => url.set({ task: task?.id, dispatch: "" });
  return {
    query,
    tasks,
    current: asked,
    /** The dispatch that is looked at: the task's, or one a link has named. */
    dispatchId: asked ? dispatchOf(asked) : dispatch || undefined,
    /** A link named a task that is not in the queue (any more). */
    isGone: asked === undefined && taskId !== "" && query.data !== undefined,
    open,
    move: (step: 1 | -1) => {
      const next = tasks[at + step];
      if (next) open(next);
    },
    /** Takes a task out of sight at once and opens the one after it. */
    end: (task: Task) => {
      setEnded((before) => new Set([...before, task.id]));
      open(tasks[tasks.indexOf(task) + 1] ?? tasks.find((one) => one !== task));
    },
    /** It is open again. */
    bring: (id: string) => {
      setEnded((before) => new Set([...before].filter((one) => one !== id)));
      url.set({ task: id, dispatch: "" });
    },
  };
}

export type TaskQueue = ReturnType<typeof useQueue>;
