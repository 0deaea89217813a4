import { z } from "zod";
import { defineEndpoint, defineEvent, Done, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";

export const taskKinds = ["send", "reply", "review", "duty", "check", "other"] as const;
export const TaskKind = z.enum(taskKinds);
export type TaskKind = z.infer<typeof TaskKind>;

export const TaskState = z.enum(["open", "done", "skipped", "expired", "cancelled"]);
export type TaskState = z.infer<typeof TaskState>;

/** A page of the console below the brand, `reach?dispatch=…`. */
export const TaskLink = z.object({ path: z.string().max(500) });

export const Task = z.object({
  id: Id,
  kind: TaskKind,
  assigneeId: Id,
  assigneeName: z.string(),
  title: z.string(),
  note: z.string(),
  groupId: Id.nullable(),
  groupName: z.string().nullable(),
  people: z.number().int(),
  link: TaskLink,
  state: TaskState,
  dueAt: Instant,
  expiresAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  outcome: z.string(),
  /** The platform on which only its person can do it; such a task cannot be given to a colleague. */
  onlyOn: z.string().nullable(),
});
export type Task = z.infer<typeof Task>;

export const TaskCounts = z.object({
  open: z.number().int(),
  late: z.number().int(),
  /** Of today in the brand's zone: due today or ended today. */
  today: z.number().int(),
  todayDone: z.number().int(),
  todayOnTime: z.number().int(),
});
export type TaskCounts = z.infer<typeof TaskCounts>;

/** Open tasks by due time, late ones first by nature; `whose` "all" shows what the caller's scope lets him see. */
export const listTasksEndpoint = defineEndpoint({
  method: "GET",
  path: "/tasks",
  permission: "tasks.read",
  input: ListAsk.extend({
    whose: z.enum(["mine", "all"]).default("mine"),
    state: TaskState.default("open"),
    kind: TaskKind.optional(),
    groupId: Id.optional(),
    dueBefore: Instant.optional(),
  }),
  output: pageOf(Task),
});
export const taskCountsEndpoint = defineEndpoint({
  method: "GET",
  path: "/tasks/counts",
  permission: "tasks.read",
  input: z.object({ whose: z.enum(["mine", "all"]).default("mine") }),
  output: TaskCounts.extend({ byKind: z.record(TaskKind, z.number().int()) }),
});
export const finishTaskEndpoint = defineEndpoint({
  method: "POST",
  path: "/tasks/:taskId/done",
  permission: "tasks.do",
  input: z.object({ taskId: Id, outcome: z.string().max(500).default("") }),
  output: Done,
});
export const skipTaskEndpoint = defineEndpoint({
  method: "POST",
  path: "/tasks/:taskId/skip",
  permission: "tasks.do",
  input: z.object({ taskId: Id, reason: z.string().trim().min(1).max(500) }),
  output: Done,
});
/** Takes back a done or a skip, until it expires. */
export const reopenTaskEndpoint = defineEndpoint({
  method: "POST",
  path: "/tasks/:taskId/reopen",
  permission: "tasks.do",
  input: z.object({ taskId: Id }),
  output: Done,
});
export const postponeTaskEndpoint = defineEndpoint({
  method: "POST",
  path: "/tasks/:taskId/postpone",
  permission: "tasks.do",
  input: z.object({ taskId: Id, dueAt: Instant }),
  output: Done,
});
/** Refusals: `tasks.only-its-person` where a platform takes it from nobody else. */
export const reassignTaskEndpoint = defineEndpoint({
  method: "POST",
  path: "/tasks/:taskId/reassign",
  permission: "tasks.do",
  input: z.object({ taskId: Id, staffId: Id }),
  output: Done,
});

export const tasksCreated = defineEvent("tasks.created", z.object({ groupId: Id.nullable(), taskId: Id, kind: TaskKind, assigneeId: Id }));
/** `value` is how many seconds after its due time it was ended, negative before it. */
export const taskDone = defineEvent(
  "tasks.done",
  z.object({ groupId: Id.nullable(), value: z.int(), taskId: Id, kind: TaskKind, state: TaskState, assigneeId: Id }),
);
