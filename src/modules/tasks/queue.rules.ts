/** Tasks due within this long from now are what comes next. */
export const SOON_MS = 60 * 60_000;

export interface Queue<T> {
  late: T[];
  soon: T[];
  later: T[];
}

/** Puts tasks, given in due order, into what is late, what is due within the hour, and the rest. */
export function splitQueue<T extends { dueAt: string }>(tasks: readonly T[], nowMs: number): Queue<T> {
  const queue: Queue<T> = { late: [], soon: [], later: [] };
  for (const task of tasks) {
    const dueMs = Date.parse(task.dueAt);
    const part = dueMs < nowMs ? queue.late : dueMs <= nowMs + SOON_MS ? queue.soon : queue.later;
    part.push(task);
  }
  return queue;
}

const DISPATCH = /[?&]dispatch=([0-9a-f-]{36})/;

/** The dispatch a send task hands over, by its link. */
export function dispatchOf(task: { kind: string; link: { path: string } }): string | undefined {
  return task.kind === "send" ? DISPATCH.exec(task.link.path)?.[1] : undefined;
}
